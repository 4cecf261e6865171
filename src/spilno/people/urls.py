from django.urls import path

from spilno.people import views

app_name = "people"

urlpatterns = [
    path("officials/", views.holders, name="holders"),
    path("people/", views.people, name="people"),
    path("people/new/", views.enter, name="enter"),
    path("people/me/", views.my_data, name="my_data"),
    path("people/me/data.json", views.my_export, name="my_export"),
    path("people/me/consent/", views.my_consent, name="my_consent"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/edit/", views.change, name="change"),
    path("people/<int:pk>/office/", views.take_office, name="take_office"),
    path("people/<int:pk>/consent/", views.consent, name="consent"),
    path("people/<int:pk>/data.json", views.export, name="export"),
    path("people/<int:pk>/erase/", views.erase, name="erase"),
    path("people/<int:pk>/merge/", views.merge, name="merge"),
    path("people/offices/<int:pk>/end/", views.end_office, name="end_office"),
]
