from django.urls import path

from spilno.territories import views

app_name = "territories"

urlpatterns = [
    path("territories/", views.territories, name="territories"),
    path("territories/import/", views.import_codifier, name="import"),
    path("territories/load/", views.load_shipped, name="load"),
    path("territories/import/<int:pk>/", views.preview, name="preview"),
    path("territories/import/<int:pk>/commit/", views.commit, name="commit"),
    path("territories/import/<int:pk>/drop/", views.drop, name="drop"),
    path("territories/<slug:code>/", views.unit, name="unit"),
]
