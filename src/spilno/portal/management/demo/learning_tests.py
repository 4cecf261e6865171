"""The bank of questions of the demo, and the tests and the assignment of each edition of its course, what learners answered."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from spilno.accounts.models import User
from spilno.learning.models import Answer, Attempt, Bank, Edition, Question, Test
from spilno.learning.queries.testing import pools_of
from spilno.learning.rules.marking import is_passed, points_for, sum_of
from spilno.learning.rules.sitting import drawn, shuffled
from spilno.learning.services import banks, testing
from spilno.organisations.models import Organisation
from spilno.portal.management.demo.registers import DATA, World

KYIV = ZoneInfo("Europe/Kyiv")
LEARNERS = 40  # who sat the tests of an edition
RUBRIC = [
    {"what": "названо проблему громади і кого вона стосується", "points": "3"},
    {"what": "запропоновано рішення, яке належить до повноважень ради", "points": "4"},
    {"what": "визначено, за чим буде видно результат", "points": "3"},
]


def enter(world: World) -> None:
    """Enter the bank of the school and, in its editions that are not over, tests and an assignment."""
    school, by = world.partner["school"], world.user("school")
    bank = enter_bank(school, by=by)
    going = [Edition.State.DRAFT, Edition.State.ANNOUNCED, Edition.State.LEARNING]
    for edition in Edition.objects.filter(provider=school, state__in=going, tests__isnull=True).order_by("pk"):
        write_tests(edition, bank, by=by)
    finished = Edition.objects.filter(provider=school, state=Edition.State.FINISHED, tests__isnull=True)
    over = finished.order_by("starts_on", "pk").first()  # the marathon: the yearly course has lessons only
    if over is not None:
        write_tests(over, bank, by=by)
    for edition in Edition.objects.filter(provider=school, state__in=[Edition.State.LEARNING, Edition.State.FINISHED]):
        for test in edition.tests.exclude(purpose="module").order_by("pk"):
            if test.purpose == "entry" or edition.state == Edition.State.FINISHED:
                sat(test)


def enter_bank(organisation: Organisation, *, by: User) -> Bank:
    """Take the questions of the course into a bank of the organisation, from the same file that anybody may take in."""
    bank = banks.begin_bank(organisation, title="Актуальні питання місцевого самоврядування", by=by)
    content = (DATA / "questions.gift").read_bytes()
    batch = banks.preview_questions(bank, content, "questions.gift", by=by)
    banks.commit_questions(bank, batch, by=by)
    return bank


def write_tests(edition: Edition, bank: Bank, *, by: User) -> None:
    """Write an entry test, a final test and an assignment of the last module; open from the first day of the edition to the last."""
    opens = datetime.combine(edition.starts_on, time(8), tzinfo=KYIV)
    closes = datetime.combine(edition.ends_on, time(22), tzinfo=KYIV)
    usual = {"opens_at": opens, "closes_at": closes}
    entry = {
        "title": "Вхідне оцінювання",
        "purpose": "entry",
        "minutes": 20,
        "attempts": 1,
        "pass_percent": 0,
        "review": "closed",
    }
    final = {
        "title": "Підсумковий тест",
        "purpose": "exit",
        "minutes": 30,
        "attempts": 2,
        "pass_percent": 60,
        "review": "after",
    }
    closed = [
        topic
        for topic in bank.questions.values_list("topic", flat=True).distinct().order_by("topic")
        if topic != "Відкритість"
    ]
    testing.write_test(edition, {**entry, **usual}, [(bank, topic, 2) for topic in closed], by=by)
    testing.write_test(edition, {**final, **usual}, [(bank, topic, 3) for topic in closed], by=by)
    module = edition.modules.order_by("-order").first()
    if module is not None:
        work = {
            "title": "Проєкт рішення для своєї громади",
            "text": "Опишіть одну проблему своєї громади і рішення ради, яке її зменшить: до двох сторінок.",
            "due_at": closes - timedelta(days=1),
            "rubric": RUBRIC,
            "pass_points": Decimal(6),
        }
        testing.write_assignment(module, work, by=by)


def sat(test: Test) -> None:
    """Enter how learners without an account sat a test: the entry one with gaps, the final one much better."""
    entry = test.purpose == "entry"
    rows = test.edition.enrolments.filter(state__in=["learning", "completed"], person__user__isnull=True).order_by("pk")
    pools = [(numbers, count) for _words, numbers, count in pools_of(test)]
    opens = test.opens_at if entry else test.closes_at - timedelta(hours=12)
    questions = {question.pk: question for draws, _count in pools for question in Question.objects.filter(pk__in=draws)}
    answers: list[Answer] = []
    for place, enrolment in enumerate(rows[:LEARNERS]):
        seed = f"{test.pk}/{place}"
        asked = [questions[number] for number in drawn(pools, seed=seed)]
        share = (38 + place * 7 % 25) if entry else (72 + place * 5 % 29)
        known = set(shuffled(range(len(asked)), seed=seed)[: len(asked) * share // 100])
        began = opens + timedelta(minutes=place)
        attempt = Attempt(
            test=test, enrolment=enrolment, number=1, seed=seed, state=Attempt.State.MARKED, started_at=began, due_at=began + timedelta(minutes=test.minutes or 30),
            handed_in_at=began + timedelta(minutes=9 + place % 8), points_of=sum((each.points for each in asked), Decimal(0)),
        )  # fmt: skip
        given = [_given(each, right=number in known) for number, each in enumerate(asked)]
        points = [points_for(each.kind, each.body, said, each.points) or Decimal(0) for each, said in zip(asked, given, strict=True)]  # fmt: skip
        attempt.points = sum_of(points) or Decimal(0)
        attempt.passed = is_passed(attempt.points, attempt.points_of, pass_percent=test.pass_percent)
        attempt.save()
        answers += [
            Answer(attempt=attempt, question=each, order=order, given=said, saved_at=attempt.handed_in_at, points=earned)
            for order, (each, said, earned) in enumerate(zip(asked, given, points, strict=True), 1)
        ]  # fmt: skip
    Answer.objects.bulk_create(answers, batch_size=500)


def _given(question: Question, *, right: bool) -> Any:
    """Answer a question of a kind that a rule marks, rightly or not."""
    body = question.body
    if question.kind == Question.Kind.NUMERIC:
        return body["answers"][0]["value"] if right else "0"
    if question.kind == Question.Kind.MATCHING:
        numbers = list(range(len(body["pairs"])))
        return numbers if right else numbers[1:] + numbers[:1]
    shares = [Decimal(str(each["share"])) for each in body["options"]]
    if question.kind == Question.Kind.MULTIPLE:
        return [number for number, share in enumerate(shares) if (share > 0) == right]
    return shares.index(max(shares) if right else min(shares))
