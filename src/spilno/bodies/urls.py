from django.urls import path

from spilno.bodies import views

app_name = "bodies"

urlpatterns = [
    path("bodies/", views.bodies, name="bodies"),
    path("bodies/new/", views.add_body, name="add_body"),
    path("bodies/<int:pk>/", views.body, name="body"),
    path("bodies/<int:pk>/end/", views.end_body, name="end_body"),
    path("bodies/<int:pk>/seats/new/", views.add_seat, name="add_seat"),
    path("bodies/seats/<int:pk>/give/", views.take_seat, name="take_seat"),
    path("bodies/terms/<int:pk>/end/", views.end_term, name="end_term"),
]
