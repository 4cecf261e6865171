"""Addresses of practices."""

from django.urls import URLPattern, path

from spilno.knowledge.views import adoptions, practices

app_name = "knowledge"

urlpatterns: list[URLPattern] = [
    path("knowledge/practices/", practices.practices, name="practices"),
    path("knowledge/practices/new/", practices.write, name="write"),
    path("knowledge/practices/<int:number>/", practices.practice, name="practice"),
    path("knowledge/practices/<int:number>/edit/", practices.change, name="change"),
    path("knowledge/practices/<int:number>/send/", practices.send, name="send"),
    path("knowledge/practices/<int:number>/publish/", practices.publish, name="publish"),
    path("knowledge/practices/<int:number>/return/", practices.give_back, name="return"),
    path("knowledge/practices/<int:number>/confirm/", practices.confirm, name="confirm"),
    path("knowledge/practices/<int:number>/retire/", practices.retire, name="retire"),
    path("knowledge/practices/<int:number>/versions/<int:version>/", practices.revision, name="revision"),
    path("knowledge/practices/<int:number>/adopt/", adoptions.adopt, name="adopt"),
    path("knowledge/adoptions/<int:pk>/", adoptions.adoption, name="adoption"),
    path("knowledge/adoptions/<int:pk>/status/", adoptions.tell, name="tell"),
]
