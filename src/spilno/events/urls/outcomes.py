"""Addresses of what is kept of an event."""

from django.urls import URLPattern, path

from spilno.events.views import outcomes

urlpatterns: list[URLPattern] = [
    path("events/<int:pk>/outcome/", outcomes.outcome, name="outcome"),
    path("events/<int:pk>/outcome/materials/", outcomes.add_material, name="add_material"),
    path("events/<int:pk>/outcome/materials/<int:material>/remove/", outcomes.remove_material, name="remove_material"),
    path("events/<int:pk>/outcome/recommendations/", outcomes.add_recommendation, name="add_recommendation"),
    path(
        "events/<int:pk>/outcome/recommendations/<int:recommendation>/remove/",
        outcomes.remove_recommendation,
        name="remove_recommendation",
    ),
    path("events/<int:pk>/outcome/issues/", outcomes.to_issues, name="to_issues"),
    path("events/<int:pk>/outcome/questions/", outcomes.add_question, name="add_survey_question"),
    path("events/<int:pk>/outcome/questions/usual/", outcomes.usual_questions, name="usual_questions"),
    path(
        "events/<int:pk>/outcome/questions/<int:question>/remove/",
        outcomes.remove_question,
        name="remove_survey_question",
    ),
    path("events/answer/<str:token>/", outcomes.survey, name="survey"),
]
