"""The bank of questions of the demo, and the tests and the assignment of each edition of its course."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from spilno.accounts.models import User
from spilno.learning.models import Bank, Edition
from spilno.learning.services import banks, testing
from spilno.organisations.models import Organisation
from spilno.portal.management.demo.registers import DATA, World

KYIV = ZoneInfo("Europe/Kyiv")
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
