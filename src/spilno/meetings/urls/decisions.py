"""Addresses of voting and of the register of decisions."""

from django.urls import URLPattern, path

from spilno.meetings.views import decisions, elections, secret, voting

urlpatterns: list[URLPattern] = [
    path("meetings/<int:pk>/items/<int:item>/put/", voting.put_to_vote, name="put_to_vote"),
    path("meetings/<int:pk>/items/<int:item>/note/", voting.take_note, name="take_note"),
    path("meetings/<int:pk>/items/<int:item>/election/", elections.election, name="election"),
    path("meetings/<int:pk>/items/<int:item>/election/nominate/", elections.nominate, name="nominate"),
    path(
        "meetings/<int:pk>/items/<int:item>/election/<int:nomination>/agrees/", elections.agree, name="candidate_agrees"
    ),
    path(
        "meetings/<int:pk>/items/<int:item>/election/<int:nomination>/withdraws/",
        elections.withdraw,
        name="candidate_withdraws",
    ),
    path("candidacies/<int:pk>/", elections.candidacy, name="candidacy"),
    path("candidacies/<int:pk>/agree/", elections.agree_to_stand, name="agree_to_stand"),
    path("candidacies/<int:pk>/refuse/", elections.refuse_to_stand, name="refuse_to_stand"),
    path("meetings/<int:pk>/items/<int:item>/effects/", decisions.effects, name="effects"),
    path(
        "meetings/<int:pk>/items/<int:item>/effects/<int:effect>/remove/", decisions.remove_effect, name="drop_effect"
    ),
    path("votes/<int:pk>/cast/", voting.cast, name="cast"),
    path("votes/<int:pk>/close/", voting.close_vote, name="close_vote"),
    path("votes/<int:pk>/cancel/", voting.cancel_vote, name="cancel_vote"),
    path("votes/<int:pk>/sheet/", voting.hand_sheet, name="hand_sheet"),
    path("votes/<int:pk>/paper-ballots/", secret.paper_ballots, name="paper_ballots"),
    path("votes/<int:pk>/paper-ballots/<int:elector>/give/", secret.hand_paper, name="hand_paper"),
    path("votes/<int:pk>/paper-ballots/<int:elector>/take-back/", secret.take_paper_back, name="take_paper_back"),
    path("votes/<int:pk>/papers/", secret.papers, name="secret_papers"),
    path("votes/<int:pk>/box/", secret.box, name="secret_box"),
    path("votes/<int:pk>/ballots/", secret.secret_list, name="secret_list"),
    path("votes/<int:pk>/ballots.json", secret.secret_list_json, name="secret_list_json"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/decisions.csv", decisions.decisions_data, {"form": "csv"}, name="decisions_csv"),
    path("decisions/decisions.json", decisions.decisions_data, {"form": "json"}, name="decisions_json"),
    path("decisions/<int:number>/", decisions.decision, name="decision"),
    path("decisions/<int:number>/roll-call/", decisions.roll_call_page, name="roll_call"),
    path("decisions/<int:number>/roll-call.csv", decisions.roll_call, {"form": "csv"}, name="roll_call_csv"),
    path("decisions/<int:number>/roll-call.json", decisions.roll_call, {"form": "json"}, name="roll_call_json"),
]
