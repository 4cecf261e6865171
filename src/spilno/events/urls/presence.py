"""Addresses of check-in, attendance, badges and certificates of an event."""

from django.urls import URLPattern, path

from spilno.events.views import arrivals, certificates, presence

urlpatterns: list[URLPattern] = [
    path("events/<int:pk>/check-in/new/", arrivals.walk_in, name="walk_in"),
    path("events/<int:pk>/check-in/", presence.check_in, name="check_in"),
    path("events/<int:pk>/check-in/sync/", presence.sync, name="sync"),
    path("events/<int:pk>/check-in/list.json", presence.door_list, name="door_list"),
    path("events/<int:pk>/check-in/worker.js", presence.worker, name="check_in_worker"),
    path("events/<int:pk>/in/<str:code>/", arrivals.arrive, name="arrive"),
    path("events/<int:pk>/attendance/", presence.attendance, name="attendance"),
    path("events/<int:pk>/attendance/paper/", presence.paper_list, name="paper_list"),
    path("events/<int:pk>/attendance/online/", presence.platform_list, name="platform_list"),
    path("events/<int:pk>/attendance/keep/", presence.keep_list, name="keep_list"),
    path("events/<int:pk>/attendance/list.<str:format>", presence.list_file, name="attendance_file"),
    path("events/<int:pk>/badges.pdf", presence.badges, name="badges"),
    path("events/<int:pk>/certificates/", certificates.certificates, name="certificates"),
    path("events/<int:pk>/certificates/issue/", certificates.issue, name="issue_certificates"),
    path("events/<int:pk>/certificates/share/", certificates.share, name="certificate_share"),
]
