"""Addresses of the register of issues."""

from django.urls import URLPattern, path

from spilno.meetings.views import issues

urlpatterns: list[URLPattern] = [
    path("issues/", issues.register, name="issues"),
    path("issues/new/", issues.raise_issue, name="raise_issue"),
    path("issues/<int:pk>/", issues.issue, name="issue"),
    path("issues/<int:pk>/edit/", issues.edit, name="edit_issue"),
    path("issues/<int:pk>/send/", issues.send, name="send_issue"),
    path("issues/<int:pk>/accept/", issues.accept, name="accept_issue"),
    path("issues/<int:pk>/return/", issues.send_back, name="return_issue"),
    path("issues/<int:pk>/merge/", issues.merge, name="merge_issue"),
    path("issues/<int:pk>/agenda/", issues.put_on_agenda, name="put_issue"),
    path("issues/<int:pk>/withdraw/", issues.withdraw, name="withdraw_issue"),
]
