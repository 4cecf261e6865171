"""Addresses of plans, fulfilment and reports."""

from django.urls import path

from spilno.memoranda.views import numbers, plan, pointing

urlpatterns = [
    path("memoranda/count/", pointing.count, name="count"),
    path("memoranda/count/<int:pk>/withdraw/", pointing.uncount, name="uncount"),
    path("memoranda/<int:number>/plan/<int:year>/", plan.plan, name="plan"),
    path("memoranda/<int:number>/plan/<int:year>/add/", plan.add_line, name="add_line"),
    path("memoranda/<int:number>/plan/<int:year>/confirm/<int:party>/", plan.confirm, name="confirm_plan"),
    path("memoranda/lines/<int:pk>/", plan.change_line, name="change_line"),
    path("memoranda/lines/<int:pk>/withdraw/", plan.withdraw_line, name="withdraw_line"),
    path("memoranda/<int:number>/report/<int:year>/", plan.report, name="report"),
    path("memoranda/<int:number>/report/<int:year>/report.pdf", plan.report_file, name="report_file"),
    path("memoranda/<int:number>/activities/", pointing.activities, name="activities"),
    path("cooperation/", numbers.numbers, name="numbers"),
    path("cooperation/<slug:table>.csv", numbers.numbers_csv, name="numbers_csv"),
]
