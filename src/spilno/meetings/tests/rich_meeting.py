"""A meeting of 62 members held and closed in the database, with everything that minutes must tell."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.cast import make_council, make_mandate, make_member, make_person

from spilno.ballots.models import Elector, Question, Vote
from spilno.bodies.models import Seat
from spilno.meetings.models import (
    Attendance,
    Decision,
    Effect,
    Guest,
    Item,
    Meeting,
    Officer,
    Proxy,
    Put,
    Recess,
    Recusal,
    Speech,
)
from spilno.members.queries import voting_members
from spilno.organisations.models import Organisation
from spilno.people.models import Office

KYIV = ZoneInfo("Europe/Kyiv")
DAY = date(2026, 11, 20)
FAMILIES = ("Бондар", "Шевчук", "Коваленко", "Мельник", "Кравець", "Лисенко", "Гайова", "Ткач", "Руденко", "Сорока")


def at(hour, minute=0):
    return datetime(DAY.year, DAY.month, DAY.day, hour, minute, tzinfo=KYIV)


def hold(cast, *, members=62, present=49) -> Meeting:
    """Hold a meeting; the cast's chair and secretary lead it, the last members are absent."""
    _people_of_cast(cast)
    for number in range(members - 2):
        council = make_council(f"{_place(number)} {'селищна' if number % 3 else 'міська'} рада",
                               "settlement" if number % 3 else "city", email=f"rada{number}@example.org")  # fmt: skip
        woman = number % 2 == 0
        person = make_person(
            FAMILIES[number % 10], "Оксана" if woman else "Андрій", "Василівна" if woman else "Петрович",
            "f" if woman else "m", email=f"holova{number}@example.org",
        )  # fmt: skip
        _office(person, council, "селищний голова" if number % 3 else "міський голова")
        make_mandate(make_member(council), person)
    meeting = Meeting.objects.create(
        body=cast.general_meeting, number=71, kind="ordinary", format="visiting", state="closed",
        starts_at=at(10), place="Будинок культури, вул. Харківська, 14", settlement="м. Липове", host=cast.lypova,
        chair=cast.chair_person, chair_post="Президент Асоціації", secretary=cast.secretary_person,
        secretary_post="виконавчий директор", convened_at=at(9) - timedelta(days=43),
        convened_by_act="рішення Правління від 5 жовтня 2026 року № 18",
        opened_at=at(10, 5), closed_at=at(14, 35), entitled_at_opening=members, present_at_opening=present,
    )  # fmt: skip
    _attend(cast, meeting, present)
    Guest.objects.create(meeting=meeting, name="Ірина ЗОРЯ", post="директорка Інституту", arrived_at=at(9, 50))
    Officer.objects.create(meeting=meeting, role="counting", person=cast.delegate_person, head=True)
    Officer.objects.create(meeting=meeting, role="counting", person=cast.verbova_person)
    Recess.objects.create(meeting=meeting, began_at=at(12, 10), until=at(13), ended_at=at(13))
    _items(cast, meeting, present)
    return meeting


def _place(number: int) -> str:
    first = ("Яворівська", "Дубівська", "Кленівська", "Соснівська", "Вишнева", "Калинівська", "Ясенева", "Грабова")
    second = ("", "Верхня ", "Нижня ", "Мала ", "Велика ", "Нова ", "Стара ", "Річкова ")
    return second[number // 8] + first[number % 8]


def _office(person, council: Organisation, post: str) -> None:
    Office.objects.create(person=person, organisation=council, post_uk=post, category="head",
                          starts=date(2021, 1, 1), act="вибори")  # fmt: skip


def _people_of_cast(cast) -> None:
    for person, member in ((cast.delegate_person, cast.lypova), (cast.verbova_person, cast.verbova)):
        _office(person, member.organisation, "міський голова")


def _attend(cast, meeting, present: int) -> None:
    everyone = list(voting_members(DAY).order_by("pk"))
    for number, member in enumerate(everyone[:present]):
        mandate = member.mandates.first()
        proxy, person = None, mandate.person
        if number == 10:
            proxy = Proxy.objects.create(
                meeting=meeting, giver=member, holder=cast.verbova, holder_person=cast.verbova_person,
                document="довіреність від 16.11.2026 № 7", dated=date(2026, 11, 16),
            )  # fmt: skip
            person = cast.verbova_person
        Attendance.objects.create(
            meeting=meeting, membership=member, person=person, proxy=proxy, how="qr",
            mode="remote" if number == 20 else "hall", arrived_at=at(9, 30) + timedelta(seconds=30 * number),
            left_at=at(12, 10) if number == 30 else at(14, 35),
        )  # fmt: skip
    late = everyone[present]
    Attendance.objects.create(meeting=meeting, membership=late, person=late.mandates.first().person,
                              arrived_at=at(13, 2), left_at=at(14, 35))  # fmt: skip


def _items(cast, meeting, present: int) -> None:
    def item(order, title, state, **fields):
        return Item.objects.create(
            meeting=meeting, order=order, title=title, state=state, started_at=at(10, 8 * order), **fields
        )

    chair = {"rapporteur": cast.chair_person, "rapporteur_post": "Президент Асоціації"}
    one = item(1, "Про виконання рішень попередніх Загальних зборів", "noted", **chair,
               heard="Доповіла, що з 12 рішень виконано 10, два мають строк до кінця року.")  # fmt: skip
    decide(one, None, 213, "Інформацію Галини КАЛИНИ взяти до відома.")
    two = item(2, "Про спільне поводження з побутовими відходами", "decided",
               rapporteur=cast.delegate_person, rapporteur_post="Липовий міський голова",
               heard="Повідомив, що полігон вичерпає місткість у 2027 році.")  # fmt: skip
    say(two, cast.verbova_person, "Вербова міська голова", "question", "Запитала про вартість сортувальної лінії.")
    say(two, cast.secretary_person, "виконавчий директор", "debate", "")
    put(two, "basis", "open", present)
    final = put(two, "whole", "roll_call", present - 3, 1, 2)
    decision = decide(
        two,
        final,
        214,
        "1. Створити робочу групу Липової та Вербової громад.\n2. Провести її перше засідання в Липовому.",
    )
    Effect.objects.create(item=two, decision=decision, kind="undertaking", bound_body=cast.board,
                          what="забезпечити роботу групи", due_on=date(2027, 2, 1), done_at=at(11))  # fmt: skip
    three = item(3, "Про матеріальну допомогу Вербовій міській раді", "decided",
                 rapporteur=cast.secretary_person, rapporteur_post="виконавчий директор")  # fmt: skip
    few = 3 if present > 20 else 1
    Recusal.objects.create(item=three, membership=cast.verbova, reason="рада є отримувачем допомоги",
                           declared_at=at(11, 30))  # fmt: skip
    decide(three, put(three, "whole", "open", present - 2 - 2 * few, few, few, recused=cast.verbova), 215,
           "Надати допомогу в сумі 100 000 гривень.")  # fmt: skip
    four = item(4, "Про зміну розмірів членських внесків", "rejected", matter="dues", **chair,
                heard="Запропонувала підвищити внески на 20 відсотків.")  # fmt: skip
    less, lesser = present * 22 // 49, present * 18 // 49
    put(four, "whole", "open", less, lesser, present - less - lesser, article="6.2")
    five = item(5, "Про обрання Президента Асоціації", "decided", matter="election",
                rapporteur=cast.delegate_person, rapporteur_post="Липовий міський голова")  # fmt: skip
    elected = decide(five, put(five, "whole", "by_hand", present - 1, 0, 1, article="5.10"), 216, "")
    seat = Seat.objects.get(pk=cast.president.pk)
    Effect.objects.create(item=five, decision=elected, kind="elect", seat=seat, person=cast.chair_person,
                          ends=date(2030, 11, 20), done_at=at(13))  # fmt: skip
    six = item(6, "Про роботу Асоціації", "waiting")
    Item.objects.create(meeting=meeting, parent=six, order=1, title="Про план роботи на 2027 рік", state="postponed",
                        end_note="потрібні розрахунки дирекції")  # fmt: skip
    Item.objects.create(meeting=meeting, parent=six, order=2, title="Про звернення до Верховної Ради України",
                        state="withdrawn", end_note="питання вирішено законом")  # fmt: skip


def say(item, person, post, kind, summary):
    return Speech.objects.create(item=item, person=person, name=str(person), post=post, kind=kind, summary=summary,
                                 asked_at=item.started_at, begun_at=item.started_at + timedelta(minutes=2),
                                 ended_at=item.started_at + timedelta(minutes=5), limit_seconds=300)  # fmt: skip


def put(item, purpose, method, votes_for, against=0, abstained=0, *, recused=None, article="5.7"):
    attending = set(
        item.meeting.attendance.filter(arrived_at__lt=at(11), left_at__gt=at(11)).values_list("membership", flat=True)
    )
    members = list(voting_members(DAY).order_by("pk"))
    here = [member for member in members if member.pk in attending]
    base = len(here) - (1 if recused else 0)
    question = Question.objects.create(
        title=item.title, method=method, matter=item.matter, state="closed", opened_at=at(11), closed_at=at(11, 1),
        entitled=len(members), present=len(here), recused=1 if recused else 0, quorum_needed=32, share="1/2",
        strict=True, base="present", article=article, votes_for=votes_for, votes_against=against,
        votes_abstained=abstained, not_voted=base - votes_for - against - abstained,
        absent=len(members) - len(here), needed=base // 2 + 1, carried=votes_for > base / 2,
    )  # fmt: skip
    values = iter(["for"] * votes_for + ["against"] * against + ["abstained"] * abstained)
    for order, member in enumerate(members):
        out = recused is not None and member.pk == recused.pk
        elector = Elector.objects.create(
            question=question, membership=member, name=str(member), holder=member.mandates.first().person,
            holder_name=str(member.mandates.first().person), present=member.pk in attending, recused=out, order=order,
        )  # fmt: skip
        if elector.present and not out and (value := next(values, None)):
            Vote.objects.create(question=question, elector=elector, value=value, cast_at=at(11))
    return Put.objects.create(item=item, question=question, purpose=purpose, text=item.title)


def decide(item, put_, number, text):
    return Decision.objects.create(number=number, body=item.meeting.body, meeting=item.meeting, item=item, put=put_,
                                   title=item.title, text=text, matter=item.matter, decided_on=DAY,
                                   decided_at=at(11, 5))  # fmt: skip
