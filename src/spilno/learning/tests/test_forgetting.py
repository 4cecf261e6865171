"""What learning copied of a person goes when his data are erased, and what keeps him until it is over."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.cast import make_council, make_person, make_user

from spilno.documents.models import Attachment
from spilno.learning.models import CreditRow, Enrolment, LedgerExtract
from spilno.learning.queries.enrolments import needs_of_person
from spilno.learning.services.credits import Claimed, claim
from spilno.learning.services.extracts import make_extract
from spilno.learning.services.forgetting import forget_person
from spilno.learning.services.marking import hand_in_work
from spilno.learning.services.testing import write_assignment
from spilno.learning.tests.making_tests import make_edition, make_enrolment
from spilno.people.models import Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def town():
    return make_council("Липова міська рада")


@pytest.fixture
def official(town):
    person = make_person("Ясен", user=make_user("jasen@example.org"))
    Office.objects.create(person=person, organisation=town, post_uk="спеціаліст", category="official", starts=date(2021, 1, 1), act="наказ")  # fmt: skip
    return person


def test_what_was_copied_goes_with_the_person_and_the_sums_stay(official):
    said = Claimed(
        kind="self", title="Вебінар", on=timezone.localdate(), institution="ДІЯ", hours=Decimal(3), said="моя історія"
    )
    scan = SimpleUploadedFile("scan.txt", b"text")
    row = claim(official, said, files=[scan], by=official.user)
    assert "1" in str(list(needs_of_person(official, timezone.localdate())))
    make_extract(official, by=official.user)
    assert forget_person(official) == 3
    row.outside.refresh_from_db()
    assert row.outside.said == ""
    assert CreditRow.objects.count() == 1
    assert not LedgerExtract.objects.exists()
    assert not Attachment.objects.exists()


def test_own_words_works_and_files_of_a_learner_go_and_marks_stay(official, town):
    edition = make_edition(town)
    enrolment = make_enrolment(edition, official, post="спеціаліст", state="learning")
    assert any(
        "навчання" in each.lower() or "learning" in each for each in needs_of_person(official, timezone.localdate())
    )
    work = write_assignment(
        edition.modules.first(), {"title": "Стратегія", "text": "Складіть", "rubric": [{"what": "зміст", "points": "5"}], "pass_points": Decimal(3), "due_at": None}, by=None,
    )  # fmt: skip
    file = SimpleUploadedFile("ja.txt", b"text")
    made = hand_in_work(work, enrolment, text="я, Ясен, пишу", files=[file], by=official.user)
    kept = Attachment.objects.get()
    Enrolment.objects.filter(pk=enrolment.pk).update(state="failed", because="не відвідав модуль 2")
    assert not list(needs_of_person(official, timezone.localdate()))
    assert forget_person(official) == 3
    made.refresh_from_db()
    enrolment.refresh_from_db()
    assert (made.text, enrolment.post, enrolment.state) == ("", "", "failed")
    assert not Attachment.objects.filter(pk=kept.pk).exists()
