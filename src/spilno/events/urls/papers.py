"""Addresses of calls for papers and of papers."""

from django.urls import URLPattern, path

from spilno.events.views import collection, committee, papers, reviews

urlpatterns: list[URLPattern] = [
    path("events/papers/", papers.own, name="own_papers"),
    path("events/<int:pk>/call/", papers.call, name="call"),
    path("events/<int:pk>/call/edit/", papers.edit_call, name="edit_call"),
    path("events/reviews/", reviews.own_reviews, name="own_reviews"),
    path("events/<int:pk>/papers/", committee.committee, name="committee"),
    path("events/<int:pk>/papers/reviewers/", committee.name_reviewer, name="name_reviewer"),
    path("events/<int:pk>/papers/reviewers/<int:person>/drop/", committee.drop_reviewer, name="drop_reviewer"),
    path("events/<int:pk>/papers/share/", committee.share_out, name="share_out_papers"),
    path("events/<int:pk>/papers/announce/", committee.announce, name="announce_decisions"),
    path("events/<int:pk>/papers/programme/", committee.to_programme, name="papers_to_programme"),
    path("events/<int:pk>/papers/new/", papers.write, name="write_paper"),
    path("events/<int:pk>/papers/<int:number>/", papers.paper, name="paper"),
    path("events/<int:pk>/papers/<int:number>/edit/", papers.edit, name="edit_paper"),
    path("events/<int:pk>/papers/<int:number>/submit/", papers.submit, name="submit_paper"),
    path("events/<int:pk>/papers/<int:number>/withdraw/", papers.withdraw, name="withdraw_paper"),
    path("events/<int:pk>/papers/<int:number>/file/", papers.file, name="paper_file"),
    path("events/<int:pk>/papers/<int:number>/decide/", committee.decide, name="decide_paper"),
    path("events/<int:pk>/papers/<int:number>/reviews/", committee.ask_review, name="ask_review"),
    path(
        "events/<int:pk>/papers/<int:number>/reviews/<int:review>/take-back/",
        committee.take_back_review,
        name="take_back_review",
    ),
    path("events/<int:pk>/papers/<int:number>/review/", reviews.review, name="review"),
    path("events/<int:pk>/papers/<int:number>/review/conflict/", reviews.declare_conflict, name="declare_conflict"),
    path("events/<int:pk>/papers/<int:number>/review/file/", reviews.review_file, name="review_file"),
    path("events/<int:pk>/collection/", collection.collection, name="collection"),
    path("events/<int:pk>/collection/edit/", collection.edit_collection, name="edit_collection"),
    path("events/<int:pk>/collection/publish/", collection.publish, name="publish_collection"),
    path("events/<int:pk>/collection/<int:number>/", collection.paper, name="published_paper"),
    path("events/<int:pk>/collection/<int:number>/file/", collection.paper_file, name="published_paper_file"),
    path("events/<int:pk>/collection/papers.bib", collection.references, {"kind": "bib"}, name="collection_bib"),
    path("events/<int:pk>/collection/papers.ris", collection.references, {"kind": "ris"}, name="collection_ris"),
]
