"""Addresses of individual programmes of what they need together, and of the report of training institutions."""

from django.urls import URLPattern, path

from spilno.learning.views import plans, provider_report

urlpatterns: list[URLPattern] = [
    path("plans/", plans.plans, name="plans"),
    path("plans/begin/<int:pk>/", plans.begin, name="begin_plan"),
    path("plans/needs/", plans.needs, name="needs"),
    path("programmes/report/", provider_report.report, name="provider_report"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/proof.pdf", plans.proof, name="plan_proof"),
    path("plans/<int:pk>/needs/add/", plans.add_need, name="add_need"),
    path("plans/<int:pk>/needs/<int:need>/drop/", plans.drop_need, name="drop_need"),
    path("plans/<int:pk>/needs/<int:need>/tie/", plans.tie, name="tie_row"),
    path("plans/<int:pk>/drop/", plans.drop, name="drop_plan"),
    path("plans/<int:pk>/send/", plans.send, name="send_plan"),
    path("plans/<int:pk>/agree/", plans.agree, name="agree_plan"),
    path("plans/<int:pk>/return/", plans.give_back, name="return_plan"),
    path("plans/<int:pk>/close/", plans.close, name="close_plan"),
]
