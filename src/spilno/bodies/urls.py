from django.urls import URLPattern, path  # noqa: F401

app_name = "bodies"

urlpatterns: list[URLPattern] = []
