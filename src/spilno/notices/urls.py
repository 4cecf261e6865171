from django.urls import path

from spilno.notices import views

app_name = "notices"

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/undelivered/", views.undelivered, name="undelivered"),
    path("notices/sent/<int:pk>/", views.proof, name="proof"),
    path("notices/sent/<int:pk>/proof.csv", views.proof_table, name="proof_table"),
    path("notices/sent/<int:pk>/remind/", views.remind, name="remind"),
    path("notices/letters/<int:pk>/again/", views.send_again, name="send_again"),
    path("notices/<str:token>/", views.notice, name="notice"),
    path("notices/<str:token>/confirm/", views.confirm, name="confirm"),
    path("notices/<str:token>/unsubscribe/", views.unsubscribe, name="unsubscribe"),
    path("notices/<str:token>/files/<int:pk>/", views.file, name="file"),
]
