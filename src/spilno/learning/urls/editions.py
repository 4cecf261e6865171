"""Addresses of editions: the list, each edition, its sessions, modules, lessons and acts."""

from django.urls import URLPattern, path

from spilno.learning.views import edition_acts as acts
from spilno.learning.views import edition_modules as modules
from spilno.learning.views import editions

urlpatterns: list[URLPattern] = [
    path("editions/", editions.editions, name="editions"),
    path("editions/new/", acts.draft, name="draft_edition"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/change/", acts.change, name="change_edition"),
    path("editions/<int:pk>/sessions/", acts.sessions, name="sessions"),
    path("editions/<int:pk>/announce/", acts.announce, name="announce_edition"),
    path("editions/<int:pk>/begin/", acts.begin, name="begin_learning"),
    path("editions/<int:pk>/cancel/", acts.cancel, name="cancel_edition"),
    path("editions/<int:pk>/modules/<int:module>/", modules.module, name="edition_module"),
    path("editions/<int:pk>/modules/<int:module>/teachers/", modules.add_teacher, name="add_teacher"),
    path(
        "editions/<int:pk>/modules/<int:module>/teachers/<int:teacher>/drop/", modules.drop_teacher, name="drop_teacher"
    ),
    path("editions/<int:pk>/modules/<int:module>/tie/", modules.tie, name="tie_session"),
    path("editions/<int:pk>/modules/<int:module>/sessions/<int:session>/drop/", modules.untie, name="untie_session"),
    path("editions/<int:pk>/modules/<int:module>/lessons/new/", modules.lesson, name="new_lesson"),
    path("editions/<int:pk>/modules/<int:module>/lessons/<int:lesson>/", modules.lesson, name="keep_lesson"),
    path("editions/<int:pk>/modules/<int:module>/lessons/<int:lesson>/drop/", modules.drop_lesson, name="drop_lesson"),
    path(
        "editions/<int:pk>/modules/<int:module>/lessons/<int:lesson>/files/<int:file>/drop/",
        modules.drop_file,
        name="drop_lesson_file",
    ),
]
