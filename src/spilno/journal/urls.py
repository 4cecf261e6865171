from django.urls import path

from spilno.journal import views

app_name = "journal"

urlpatterns = [
    path("journal/", views.journal, name="journal"),
    path("journal/check/", views.check, name="check"),
    path("journal/heads.json", views.heads, name="heads"),
    path("journal/all.jsonl", views.lines, name="lines"),
    path("journal/<str:day>.jsonl", views.lines, name="lines_of_day"),
    path("journal/verify_journal.py", views.checker, name="checker"),
]
