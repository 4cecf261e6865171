"""Addresses of calls for papers and of papers."""

from django.urls import URLPattern, path

from spilno.events.views import papers

urlpatterns: list[URLPattern] = [
    path("events/papers/", papers.own, name="own_papers"),
    path("events/<int:pk>/call/", papers.call, name="call"),
    path("events/<int:pk>/call/edit/", papers.edit_call, name="edit_call"),
    path("events/<int:pk>/papers/", papers.committee, name="committee"),
    path("events/<int:pk>/papers/new/", papers.write, name="write_paper"),
    path("events/<int:pk>/papers/<int:number>/", papers.paper, name="paper"),
    path("events/<int:pk>/papers/<int:number>/edit/", papers.edit, name="edit_paper"),
    path("events/<int:pk>/papers/<int:number>/submit/", papers.submit, name="submit_paper"),
    path("events/<int:pk>/papers/<int:number>/withdraw/", papers.withdraw, name="withdraw_paper"),
    path("events/<int:pk>/papers/<int:number>/file/", papers.file, name="paper_file"),
]
