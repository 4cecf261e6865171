"""Who may press what in professional development; tests/doors.py tells how to read it."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone
from tests.cast import make_council

from spilno.credentials.services import holder_of, issue_certificates
from spilno.learning.models import (
    Competence,
    CreditRow,
    Edition,
    Enrolment,
    Equivalence,
    IndividualProgramme,
    LedgerExtract,
    Need,
    PersonnelOfficer,
    TemporaryCertification,
)
from spilno.learning.tests import doors_assessment, doors_editions
from spilno.learning.tests.factories import make_provider, make_version
from spilno.organisations.models import Organisation
from spilno.people.models import Office
from spilno.territories.models import ImportBatch

# standards: S secretariat; nobody else of the house speaks for a partner of this one
DOORS = {
    **doors_assessment.DOORS,
    "learning:begin": ("", "422 S"),
    "learning:competences": ("", "422 S"),
    "learning:competence": ("pk=competence", "422 S"),
    "learning:profile": ("pk=standard", "422 S"),
    "learning:partners": ("pk=standard", "422 S"),
    "learning:drop_partner": ("pk=standard partner=partner", "302 S"),
    "learning:outcomes": ("pk=standard", "422 S"),
    "learning:structure": ("pk=standard", "422 S"),
    "learning:content": ("pk=standard", "302 S"),
    "learning:assessment": ("pk=standard", "302 S"),
    "learning:review": ("pk=standard", "302 S"),
    "learning:reviewed": ("pk=standard", "409 S"),
    "learning:answer": ("pk=standard partner=partner", ""),
    "learning:next": ("pk=standard", "409 S"),
    "learning:put_aside": ("pk=standard", "409 S"),
    "learning:send": ("pk=standard", "409 S"),
    "learning:agreement": ("pk=standard", "422 S"),
    "learning:force": ("pk=standard", "422 S"),
    "learning:archive": ("pk=standard", "422 S"),
    "learning:add_provider": ("pk=standard", "422 S"),
    "learning:end_provider": ("pk=standard provider=provider", "422 S"),
    "learning:add_equivalence": ("pk=standard", "302 S"),
    "learning:drop_equivalence": ("pk=in_force_standard equivalence=equivalence", "302 S"),
    # the ledger: D is the official, and O the personnel service of his council
    "learning:claim_credits": ("", "422 SCRNADOXU"),
    "learning:claim_certificate": ("pk=own_certificate", "302 D"),
    "learning:answer_claim": ("pk=credit_row", "422 D"),
    "learning:recognise_credit": ("pk=credit_row", "302 O"),
    "learning:ask_claim": ("pk=credit_row", "422 O"),
    "learning:refuse_claim": ("pk=credit_row", "422 O"),
    "learning:annul_credit": ("pk=credit_row", "422 O"),
    "learning:withdraw_claim": ("pk=own_claim", "302 D"),
    "learning:recognise_many": ("", "302 O"),
    "learning:ledger_extract": ("pk=learner", "200 DO"),
    "learning:name_officer": ("pk=learner_council", ""),  # its head does, and nobody of the house is
    "learning:end_officer": ("pk=personnel_officer", ""),
    "learning:begin_plan": ("pk=learner", "302 DO"),
    "learning:add_need": ("pk=individual_plan", "422 DO"),
    "learning:drop_need": ("pk=individual_plan need=need", "302 DO"),
    "learning:tie_row": ("pk=individual_plan need=need", "302 DO"),
    "learning:drop_plan": ("pk=individual_plan", "302 DO"),
    "learning:send_plan": ("pk=individual_plan", "409 DO"),
    "learning:agree_plan": ("pk=individual_plan", "409 O"),
    "learning:return_plan": ("pk=individual_plan", "422 O"),
    "learning:close_plan": ("pk=individual_plan", "409 O"),
    "learning:certificates_upload": ("", "422 O"),
    "learning:certificates_commit": ("pk=certificates_table", "409 O"),
    "learning:certificates_drop": ("pk=certificates_table", "302 O"),
    # a staff list: S for any council, O the personnel service of its own
    "learning:staff_upload": ("pk=learner_council", "422 SO"),
    "learning:staff_commit": ("pk=learner_council batch=staff_table", "409 O"),
    "learning:staff_drop": ("pk=learner_council batch=staff_table", "302 O"),
    "learning:keep_up": ("pk=in_force_standard person=learner", "422 S"),
    "learning:revoke_keeping": ("pk=in_force_standard person=learner kept=kept_up", "422 S"),
    "learning:enter_credit_rule": ("", "422 S"),
    # coverage: S prepares editions; the personnel service of a council nominates, and nobody of the house is one
    "learning:draft_gap": ("", ""),
    "learning:nominate_staff": ("pk=organisation", ""),
    **doors_editions.DOORS,
}

PAGES = {
    *doors_assessment.PAGES,
    "learning:standards",
    "learning:standard",
    "learning:version",
    "learning:version_file",
    "learning:coverage",
    "learning:coverage_file",
    "learning:coverage_paper",
    "learning:coverage_competences",
    "learning:gaps",
    "learning:due",
    "learning:renewals_due",
    "learning:staff_template",
    "learning:staff_preview",
    "learning:to_renew",
    "learning:certification",
    "learning:staff",
    "learning:ledger",
    "learning:ledger_of",
    "learning:ledger_table",
    "learning:credit_row",
    "learning:credit_queue",
    "learning:credit_people",
    "learning:check_extract",
    "learning:credit_rules",
    *doors_editions.PAGES,
    "learning:certificates_preview",
    "learning:provider_report",
    "learning:plans",
    "learning:plan",
    "learning:plan_proof",
    "learning:needs",
}


def _ledger(cast) -> dict:
    council, learner, day = make_council("Облікова сільська рада"), cast.delegate_person, date(2026, 3, 2)
    Office.objects.create(
        person=learner, organisation=council, post_uk="староста", category="starosta", starts=day, act="рішення"
    )
    officer = PersonnelOfficer.objects.create(organisation=council, person=cast.verbova_person, starts=day, act="наказ")
    credits_ = {"person": learner, "kind": "outside", "year": 2026, "on": day, "credits": 1, "ground": "наказ"}
    rows = [
        CreditRow.objects.create(
            **credits_, title=f"Навчання {n}", source_type="learning.outsidecertificate", source_id=str(n)
        )
        for n in (1, 2)
    ]
    certificate = issue_certificates(
        "attendance", about=council, holders=[holder_of(learner, day=day)], title="Семінар", issuers=[council], hours=Decimal(6),
        issued_on=day, by=None,
    )[0]  # fmt: skip
    plan = IndividualProgramme.objects.create(person=learner, organisation=council, year=2026)
    extract = LedgerExtract.objects.create(
        person=learner, code="3" * 12, first_year=2026, last_year=2026, sha256="a" * 64, made_at=timezone.now()
    )
    return {
        "learner": learner,
        "learner_council": council,
        "personnel_officer": officer,
        "credit_row": rows[0],
        "own_claim": rows[1],
        "own_certificate": certificate,
        "ledger_paper": extract,
        "certificates_table": ImportBatch.objects.create(
            kind="credits",
            name="old.csv",
            sha256="a" * 64,
            created_by=cast.verbova_delegate.pk,
            counts=dict.fromkeys(("error", "warning", "changed", "new", "same"), 0),
        ),
        "staff_table": ImportBatch.objects.create(
            kind="staff",
            name="staff.csv",
            sha256="b" * 64,
            created_by=cast.verbova_delegate.pk,
            data=[council.pk],
            counts=dict.fromkeys(("error", "warning", "changed", "new", "same"), 0),
        ),
        "individual_plan": plan,
        "need": Need.objects.create(programme=plan, order=1, topic="закупівлі", kind="self", credits=Decimal("0.1")),
    }


def _kept_up(person, version, school) -> TemporaryCertification:
    """A certificate of the person whose term ended yesterday, kept up for a month."""
    today = timezone.localdate()
    on = today - timedelta(days=400)
    edition = Edition.objects.create(
        version=version, provider=school, state="finished", starts_on=on, ends_on=on, apply_until=on
    )
    certificate = issue_certificates(
        "programme", about=edition, holders=[holder_of(person, day=on)], title="Навчання", issuers=[school], issued_on=on,
        valid_until=today - timedelta(days=1), by=None,
    )[0]  # fmt: skip
    Enrolment.objects.create(
        edition=edition, person=person, category="starosta", state="completed", completed_on=on, applied_at=timezone.now(), certificate=certificate,
    )  # fmt: skip
    return TemporaryCertification.objects.create(
        person=person, standard=version.standard, starts=today, ends=today + timedelta(days=30), ground="наказ"
    )


def things(cast, made) -> dict:
    school = Organisation.objects.create(kind="education", name_uk="Школа управління")
    towns = Organisation.objects.create(kind="civil", name_uk="Об’єднання міст")
    draft = make_version(school, towns)
    earlier, present = make_version(school, towns, state="archived"), make_version(school, towns, state="in_force")
    ledger = _ledger(cast)
    return {
        **doors_assessment.things(cast, made),
        **ledger,
        "kept_up": _kept_up(ledger["learner"], present, school),
        "standard": draft.standard,
        "partner": draft.standard.partners.get(organisation=school),
        "provider": make_provider(draft.standard, school),
        "in_force_standard": present.standard,
        "equivalence": Equivalence.objects.create(version=present, earlier=earlier, ground="рішення"),
        "competence": Competence.objects.create(code="law", name_uk="знання законодавства"),
        **doors_editions.things(cast, school),
    }
