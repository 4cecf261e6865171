"""Addresses of the ledger of credits: own, of one's people, claims, the queue, the check of an extract, the rules."""

from django.urls import URLPattern, path, re_path

from spilno.learning.views import claims, deciding, ledger, old_certificates, personnel

urlpatterns: list[URLPattern] = [
    path("credits/", ledger.own, name="ledger"),
    path("credits/claim/", claims.claim, name="claim_credits"),
    path("credits/certificates/<int:pk>/claim/", claims.claim_certificate, name="claim_certificate"),
    path("credits/rows/<int:pk>/", ledger.row, name="credit_row"),
    path("credits/rows/<int:pk>/answer/", claims.answer, name="answer_claim"),
    path("credits/rows/<int:pk>/withdraw/", claims.withdraw, name="withdraw_claim"),
    path("credits/rows/<int:pk>/recognise/", deciding.recognise, name="recognise_credit"),
    path("credits/rows/<int:pk>/ask/", deciding.ask, name="ask_claim"),
    path("credits/rows/<int:pk>/refuse/", deciding.refuse, name="refuse_claim"),
    path("credits/rows/<int:pk>/annul/", deciding.annul, name="annul_credit"),
    path("credits/queue/", deciding.queue, name="credit_queue"),
    path("credits/queue/recognise/", deciding.recognise_many, name="recognise_many"),
    path("credits/people/", personnel.people, name="credit_people"),
    path("credits/people/<int:pk>/", ledger.of_person, name="ledger_of"),
    path("credits/people/<int:pk>/extract/", ledger.extract, name="ledger_extract"),
    re_path(r"^credits/people/(?P<pk>\d{1,9})/ledger\.(?P<ending>csv|xlsx)$", ledger.table, name="ledger_table"),
    path("credits/officers/<int:pk>/name/", personnel.name_officer, name="name_officer"),
    path("credits/officers/<int:pk>/end/", personnel.end_officer, name="end_officer"),
    path("credits/import/", old_certificates.upload, name="certificates_upload"),
    path("credits/import/<int:pk>/", old_certificates.preview, name="certificates_preview"),
    path("credits/import/<int:pk>/commit/", old_certificates.commit, name="certificates_commit"),
    path("credits/import/<int:pk>/drop/", old_certificates.drop, name="certificates_drop"),
    path("credits/rules/", personnel.rules, name="credit_rules"),
    path("credits/rules/enter/", personnel.enter_rule, name="enter_credit_rule"),
    path("credits/check/<str:code>/", ledger.check, name="check_extract"),
]
