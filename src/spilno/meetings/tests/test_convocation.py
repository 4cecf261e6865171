"""The letter that convenes: kind, day, hour, place, form; how to register, stand in, give the vote."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.cast import MODEL

from spilno.documents.rules.words import NBSP, at_least_days, tied
from spilno.meetings.rules.convocation import (
    MeetingCalled,
    convocation_closing,
    convocation_heading,
    convocation_opening,
)
from spilno.statute.rules.edition_file import read_edition

PROVISIONS = read_edition(MODEL.read_text(encoding="utf-8"))
CALLED = MeetingCalled(
    body="Загальні збори",
    body_genitive="Загальних зборів",
    association_genitive="Асоціації органів місцевого самоврядування Харківської області",
    kind="ordinary",
    format="visiting",
    starts=datetime(2027, 1, 5, 10, 0, tzinfo=ZoneInfo("Europe/Kyiv")),
    place="м. Лозова, Лозівська міська рада",
    article="5.2",
    notice_days=40,
    proxies=PROVISIONS.proxies,
    host="Лозівська міська рада",
    act="рішення Правління від 18 листопада 2026 року № 21",
    contact="Тарас ЯВІР",
    address="https://spilno.example/meetings/8/",
)


def plain(paragraphs):
    return "\n".join(paragraphs).replace(NBSP, " ")


def test_the_heading_answers_about_what_and_has_no_full_stop():
    assert convocation_heading(CALLED) == "Про скликання чергових Загальних зборів (виїзне засідання)"
    assert convocation_heading(replace(CALLED, kind="extraordinary", format="in_person")) == (
        "Про скликання позачергових Загальних зборів"
    )


def test_the_letter_opens_with_a_sentence_of_kind_day_hour_and_form():
    assert plain(convocation_opening(CALLED)) == (
        "Повідомляємо, що чергові Загальні збори Асоціації органів місцевого самоврядування Харківської області "
        "відбудуться 05 січня 2027 року о 10:00 у форматі виїзного засідання. "
        "Про збори повідомляють не пізніше ніж за 40 днів (пункт 5.2 Статуту).\n"
        "Місце проведення: м. Лозова, Лозівська міська рада (приймає Лозівська міська рада).\n"
        "Підстава скликання: рішення Правління від 18 листопада 2026 року № 21."
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "за 1 день"), (2, "за 2 дні"), (5, "за 5 днів"), (11, "за 11 днів"), (21, "за 21 день"), (25, "за 25 днів")],
)
def test_the_term_of_the_notice_stands_in_the_accusative(days, words):
    assert f"не пізніше ніж {words} (" in plain(convocation_opening(replace(CALLED, notice_days=days)))
    assert at_least_days(days).replace(NBSP, " ") == words.removeprefix("за ")


def test_the_letter_says_how_to_register_to_stand_in_and_to_give_the_vote():
    words = plain(convocation_closing(CALLED))
    assert "Реєстрація учасників – у день зборів" in words
    assert "направити його заступника" in words
    assert "іншого члена Асоціації того самого рівня" in words
    assert "не більше 1 голосу іншого члена (пункт" in words
    assert "Довідки: Тарас ЯВІР" in words


def test_without_proxies_in_the_statute_the_letter_offers_none():
    words = plain(convocation_closing(replace(CALLED, proxies=replace(PROVISIONS.proxies, per_holder=0))))
    assert "довіреніст" not in words
    assert "направити його заступника" in words


@pytest.mark.parametrize(
    ("loose", "kept"),
    [
        ("лист № 5", "лист №~5"),
        ("в. о. голови", "в.~о. голови"),
        ("Т. І. Явір", "Т.~І.~Явір"),
        ("м. Валки, вул. Харківська", "м.~Валки, вул.~Харківська"),
        ("від 5 жовтня 2026 року", "від 5~жовтня~2026~року"),
        ("Явір – голова", "Явір~– голова"),
        ("100 000 гривень", "100~000~гривень"),
        ("Зал. Потрібно більше", "Зал. Потрібно більше"),
        ("за цим. Рішення", "за цим. Рішення"),
    ],
)
def test_what_a_line_must_not_part_is_kept_together(loose, kept):
    assert tied(loose) == kept.replace("~", NBSP)
    assert tied(tied(loose)) == tied(loose)
