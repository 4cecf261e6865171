from django.urls import path, re_path

from spilno.organisations import views

app_name = "organisations"

urlpatterns = [
    path("organisations/", views.organisations, name="organisations"),
    re_path(r"^organisations/export\.(?P<ending>csv|xlsx)$", views.export, name="export"),
    path("organisations/new/", views.enter, name="enter"),
    path("organisations/import/", views.import_councils, name="import"),
    path("organisations/import/<int:pk>/", views.preview, name="preview"),
    path("organisations/import/<int:pk>/commit/", views.commit, name="commit"),
    path("organisations/import/<int:pk>/drop/", views.drop, name="drop"),
    path("organisations/<int:pk>/", views.organisation, name="organisation"),
    path("organisations/<int:pk>/edit/", views.change, name="change"),
    path("organisations/<int:pk>/rename/", views.rename, name="rename"),
    path("organisations/<int:pk>/end/", views.end, name="end"),
]
