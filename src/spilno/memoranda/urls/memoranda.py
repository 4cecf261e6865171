"""Addresses of the register, of writing, agreeing and signing."""

from django.urls import path, re_path

from spilno.memoranda.views import acts, drafting, library, register

urlpatterns = [
    path("memoranda/", register.memoranda, name="memoranda"),
    path("memoranda/memoranda.csv", register.memoranda_csv, name="memoranda_csv"),
    path("memoranda/new/", drafting.draft, name="draft"),
    path("memoranda/library/", library.library, name="library"),
    path("memoranda/library/areas/new/", library.area, name="new_area"),
    path("memoranda/library/areas/<int:pk>/", library.area, name="area"),
    path("memoranda/library/clauses/new/", library.clause, name="new_clause"),
    path("memoranda/library/clauses/<int:pk>/", library.clause, name="clause"),
    path("memoranda/<int:number>/", register.memorandum, name="memorandum"),
    path("memoranda/<int:number>/versions/<int:version>/", register.version, name="version"),
    re_path(
        r"^memoranda/(?P<number>\d{1,9})/versions/(?P<version>\d{1,4})/memorandum\.(?P<ending>pdf|docx)$",
        register.version_file,
        name="version_file",
    ),
    path("memoranda/<int:number>/basics/", drafting.basics, name="basics"),
    path("memoranda/<int:number>/parties/", drafting.parties, name="parties"),
    path("memoranda/<int:number>/parties/<int:organisation>/remove/", drafting.remove_party, name="remove_party"),
    path("memoranda/<int:number>/parties/<int:organisation>/move/", drafting.move_party, name="move_party"),
    path("memoranda/<int:number>/purpose/", drafting.purpose, name="purpose"),
    path("memoranda/<int:number>/areas/", drafting.areas, name="areas"),
    path("memoranda/<int:number>/clauses/", drafting.clauses, name="clauses"),
    path("memoranda/<int:number>/send/", acts.send, name="send"),
    path("memoranda/<int:number>/enter/", acts.enter, name="enter"),
    path("memoranda/<int:number>/answer/<int:party>/", acts.answer, name="answer"),
    path("memoranda/<int:number>/decline/<int:party>/", acts.decline, name="decline"),
    path("memoranda/<int:number>/coordinator/<int:party>/", acts.coordinator, name="coordinator"),
    path("memoranda/<int:number>/next/", acts.write_next, name="next"),
    path("memoranda/<int:number>/aside/", acts.put_aside, name="put_aside"),
    path("memoranda/<int:number>/sign/<int:party>/", acts.sign, name="sign"),
    path("memoranda/<int:number>/change/", acts.change, name="change"),
    path("memoranda/<int:number>/renew/", acts.renew, name="renew"),
    path("memoranda/<int:number>/end/", acts.end, name="end"),
    path("memoranda/<int:number>/withdraw/<int:party>/", acts.withdraw, name="withdraw"),
]
