"""The record of a rich meeting as plain facts: 62 members, 49 present, proxies, recusals, a rejection, a recess."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from spilno.meetings.rules.minutes.facts import (
    DecisionMade,
    Duty,
    Election,
    Interest,
    ItemHeard,
    JournalMark,
    MeetingHeld,
    MemberPresent,
    ObjectionKept,
    RollLine,
    Speaker,
    SpeechMade,
    VoteHeld,
    WorkingBody,
)

KYIV = ZoneInfo("Europe/Kyiv")
OPENED = datetime(2026, 11, 27, 10, 5, tzinfo=KYIV)
KALYNA = Speaker("Галина КАЛИНА", "Президент Асоціації", feminine=True, genitive="Галини КАЛИНИ")
YAVIR = Speaker("Тарас ЯВІР", "перший віцепрезидент – виконавчий директор", genitive="Тараса ЯВОРА")
LYPOVYI = Speaker("Остап ЛИПОВИЙ", "Липовий міський голова")
VERBA = Speaker("Олена ВЕРБА", "Вербова міська голова", feminine=True)


def at(hour, minute=0):
    return datetime(2026, 11, 27, hour, minute, tzinfo=KYIV)


def members():
    for number in range(1, 50):
        yield MemberPresent(
            member=f"{['Липова', 'Вербова', 'Соснова', 'Кленова'][number % 4]} {number}-ша селищна рада",
            person="Липовий Остап Юрійович" if number % 2 else "Верба Олена Ігорівна",
            post="селищний голова" if number % 2 else "секретар ради",
            times=((OPENED - timedelta(minutes=30 - number // 2), None),)
            if number != 7
            else ((OPENED - timedelta(minutes=20), at(12, 10)), (at(13, 0), None)),
            proxy="голосує Олена ВЕРБА, представник Вербової міської ради (довіреність від 20.11.2026 № 3)"
            if number == 12
            else "",
            remote=number == 20,
        )


def roll(**counts):
    order = 0
    for value, count in counts.items():
        for _each in range(count):
            order += 1
            yield RollLine(f"Член {order} міська рада", "Олена ВЕРБА", value, by_proxy=order == 5)


def vote(votes_for, against=0, abstained=0, not_voted=0, *, recused=0, carried=None, **changes):
    present = votes_for + against + abstained + not_voted + recused
    needed = (present - recused) // 2 + 1
    given = {
        "purpose": "whole",
        "method": "open",
        "text": "",
        "entitled": 62,
        "present": present,
        "recused": recused,
        "votes_for": votes_for,
        "against": against,
        "abstained": abstained,
        "not_voted": not_voted,
        "absent": 62 - present,
        "needed": needed,
        "carried": votes_for >= needed if carried is None else carried,
        "share": Fraction(1, 2),
        "strict": True,
        "base": "present",
        "article": "5.7",
        **changes,
    }
    return VoteHeld(**given)


ITEMS = (
    ItemHeard(
        "1",
        "Про виконання рішень попередніх Загальних зборів",
        "noted",
        KALYNA,
        "Доповіла, що з 12 рішень виконано 10; два рішення мають строк до кінця року.",
    ),
    ItemHeard(
        "2",
        "Про спільне поводження з побутовими відходами Липової, Вербової та Соснової громад",
        "decided",
        LYPOVYI,
        "Повідомив, що полігон вичерпає місткість у 2027 році.\nЗапропонував створити робочу групу трьох громад.",
        speeches=(
            SpeechMade(VERBA, "question", "Запитала про вартість сортувальної лінії."),
            SpeechMade(LYPOVYI, "reply"),
            SpeechMade(YAVIR, "debate", "Підтримав проєкт рішення."),
        ),
        votes=(
            vote(49, purpose="basis"),
            vote(40, 3, 6, purpose="amendment", text="Доповнити пункт 1 словами «і Кленової»"),
            vote(
                46,
                1,
                2,
                method="roll_call",
                roll=tuple(roll(**{"for": 46, "against": 1, "abstained": 2, "absent": 13})),
            ),
        ),
        decisions=(
            DecisionMade(
                214,
                "Про спільне поводження з побутовими відходами",
                "1. Створити робочу групу з представників Липової, Вербової, Соснової і Кленової громад.\n"
                "2. Правлінню надати групі методичну допомогу.",
                duties=(
                    Duty("Липовій міській раді", "подати розрахунок вартості перевезення", date(2027, 2, 1)),
                    Duty("Правлінню", "надати групі методичну допомогу"),
                ),
            ),
        ),
    ),
    ItemHeard(
        "3",
        "Про матеріальну допомогу Вербовій міській раді",
        "decided",
        YAVIR,
        "",
        speeches=(SpeechMade(YAVIR, "report"),),
        interests=(Interest("Вербова міська рада", "рада є отримувачем допомоги"),),
        votes=(vote(41, 3, 3, 1, recused=1),),
        decisions=(DecisionMade(215, "Про матеріальну допомогу", "Надати допомогу в сумі 100 000 гривень."),),
    ),
    ItemHeard(
        "4",
        "Про зміни до розмірів членських внесків",
        "rejected",
        KALYNA,
        "запропонувала підвищити внески на 20 відсотків",
        votes=(vote(22, 18, 9, article="6.2"),),
    ),
    ItemHeard(
        "5",
        "Про обрання члена Правління",
        "decided",
        KALYNA,
        "внесла кандидатуру Остапа ЛИПОВОГО",
        votes=(vote(48, 0, 1, method="by_hand", article="5.10"),),
        decisions=(
            DecisionMade(
                216,
                "Про обрання члена Правління",
                "",
                elections=(Election("Остапа ЛИПОВОГО", "Липовий", "членом Правління", date(2030, 11, 27)),),
            ),
        ),
    ),
    ItemHeard("6", "Про роботу Асоціації", "waiting", has_parts=True),
    ItemHeard("6.1", "Про план роботи на 2027 рік", "postponed", end_note="потрібні розрахунки дирекції"),
    ItemHeard("6.2", "Про звернення до Верховної Ради України", "withdrawn", end_note="питання вирішено Законом"),
)

MEETING = MeetingHeld(
    association="Асоціація органів місцевого самоврядування Харківської області",
    association_genitive="Асоціації органів місцевого самоврядування Харківської області",
    body_genitive="Загальних зборів",
    number="71",
    meeting_number=71,
    day=date(2026, 11, 27),
    settlement="м. Валки",
    place="Будинок культури, вул. Харківська, 14",
    kind="ordinary",
    format="visiting",
    host="Валківська міська рада",
    chair=KALYNA,
    secretary=YAVIR,
    entitled=62,
    present=49,
    quorum_needed=32,
    quorum_share=Fraction(1, 2),
    quorum_strict=True,
    quorum_article="5.3",
    opened=OPENED,
    closed=at(14, 35),
    convened_by="рішення Правління від 12 жовтня 2026 року № 18",
    noticed=date(2026, 10, 15),
    members=tuple(members()),
    absent=tuple(f"Відсутня {number}-ша сільська рада" for number in range(1, 14)),
    guests=(
        Speaker("Ірина ЗОРЯ", "директорка Інституту публічної служби"),
        Speaker("Петро МІСЯЦЬ", "голова громадської організації «Рівні громади»"),
    ),
    bodies=(WorkingBody("Лічильна комісія", "Остап ЛИПОВИЙ", ("Олена ВЕРБА", "Марія СОСНА")),),
    recesses=((at(12, 10), at(13, 0)),),
    items=ITEMS,
    objections=(
        ObjectionKept(
            "Вербова міська рада", "Олена ВЕРБА", "4", "Не зазначено мого запитання.", date(2026, 12, 1),
            "Запитання не ставилося: за записом зборів у списку промовців його немає.",
        ),
    ),
    mark=JournalMark(1284, "9f2c" * 16, at(14, 36)),
)  # fmt: skip


def meeting(**changes):
    return replace(MEETING, **changes)
