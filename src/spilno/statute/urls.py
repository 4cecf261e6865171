from django.urls import path

from spilno.statute import views

app_name = "statute"

urlpatterns = [
    path("statute/", views.statute, name="statute"),
    path("statute/compare/", views.compare, name="compare"),
    path("statute/upload/", views.upload, name="upload"),
    path("statute/model.toml", views.model, name="model"),
    path("statute/editions/<int:pk>/", views.edition, name="edition"),
    path("statute/editions/<int:pk>/statute.toml", views.download, name="download"),
    path("statute/editions/<int:pk>/adopt/", views.adopt, name="adopt"),
    path("statute/editions/<int:pk>/drop/", views.drop, name="drop"),
]
