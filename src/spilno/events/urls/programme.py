"""Addresses of the programme builder."""

from django.urls import URLPattern, path

from spilno.events.views import programme

urlpatterns: list[URLPattern] = [
    path("events/<int:pk>/programme/", programme.programme, name="programme"),
    path("events/<int:pk>/programme/add/", programme.add_session, name="add_session"),
    path("events/<int:pk>/programme/publish/", programme.publish, name="publish"),
    path("events/<int:pk>/programme/import/", programme.preview_import, name="preview_import"),
    path("events/<int:pk>/programme/import/commit/", programme.commit_import, name="commit_import"),
    path("events/<int:pk>/programme/<int:session>/", programme.edit_session, name="edit_session"),
    path("events/<int:pk>/programme/<int:session>/remove/", programme.remove_session, name="remove_session"),
]
