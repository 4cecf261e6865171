from django.urls import path

from spilno.members.views import dues, members_list, register, secretariat

app_name = "members"

urlpatterns = [
    path("members/", register.members, name="members"),
    path("members/founders/", register.founders, name="founders"),
    path("members/<int:pk>/", register.member, name="member"),
    path("members/<int:pk>/account/", dues.account, name="account"),
    path("members/<int:pk>/mandates/new/", secretariat.give_mandate, name="give_mandate"),
    path("members/<int:pk>/steps/<slug:word>/", secretariat.step, name="step"),
    path("members/apply/", secretariat.apply, name="apply"),
    path("members/enrol/", secretariat.enrol, name="enrol"),
    path("members/mandates/<int:pk>/end/", secretariat.end_mandate, name="end_mandate"),
    path("members/successions/<int:pk>/follow/", secretariat.follow, name="follow"),
    path("members/representatives/", secretariat.read_list, name="read_list"),
    path("members/representatives/<int:pk>/", secretariat.shown_list, name="list"),
    path("members/representatives/<int:pk>/commit/", secretariat.commit_list, name="commit_list"),
    path("members/import/", members_list.upload, name="members_upload"),
    path("members/import/table.xlsx", members_list.table, name="members_table"),
    path("members/import/<int:pk>/", members_list.preview, name="members_preview"),
    path("members/import/<int:pk>/commit/", members_list.commit, name="members_commit"),
    path("members/import/<int:pk>/drop/", members_list.drop, name="members_drop"),
    path("members/dues/", dues.dues, name="dues"),
    path("members/dues/propose/", dues.propose, name="propose"),
    path("members/dues/remind/", dues.remind, name="remind"),
    path("members/dues/<int:number>/", dues.year, name="dues_year"),
    path("members/dues/<int:number>/assess/", dues.assess, name="assess"),
    path("members/dues/<int:number>/assess/<int:member>/", dues.assess_member, name="assess_member"),
    path("members/assessments/<int:pk>/pay/", dues.pay, name="pay"),
]
