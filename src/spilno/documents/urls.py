from django.urls import URLPattern, path

from spilno.documents import views

app_name = "documents"

urlpatterns: list[URLPattern] = [
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/attachments/<int:pk>/", views.attachment, name="attachment"),
    path("documents/signatures/<int:pk>/", views.signature, name="signature"),
]
