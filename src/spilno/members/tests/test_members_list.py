"""The list of members: read, shown by row, taken whole or not at all."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import make_council, make_person

from spilno.journal.models import Entry
from spilno.members.models import Mandate, Membership
from spilno.members.rules.members_file import COLUMNS, HEADING, Candidate, Known, Told, names_in_lists, planned
from spilno.members.tests.pages import address
from spilno.members.tests.test_list_pages import sheet
from spilno.people.models import Office, Person
from spilno.people.rules.offices import Held
from spilno.territories.models import ImportBatch

TODAY = date(2026, 11, 23)
KNOWN = Known(
    organisations={
        1: Candidate("Калинова міська рада", "council", None, ""),
        2: Candidate("Липова міська рада", "council", None, "confirmed"),
        3: Candidate("Калинова районна рада", "council", date(2020, 11, 20), ""),
        4: Candidate("Асоціація міст", "association", None, ""),
    },
    called={
        "калинова міська рада": [1], "калинова": [1, 3], "04052001": [1], "липова": [2], "калинова районна рада": [3],
        "асоціація міст": [4],
    },
    numbers=frozenset({7}),
    people={"бук іван петрович": [5], "клен ада юріївна": [6, 8]},
    offices={1: [("head", Held(5, "міський голова", date(2025, 11, 1), None))]},
    today=TODAY,
    ground="протокол № 1",
    article="5.5",
)  # fmt: skip
GOOD = {"council": "Калинова міська рада", "joined_on": "14.05.2021", "family": "Верба", "given": "Олег", "patronymic": "Ігорович"}  # fmt: skip


def outcome(**said):
    return planned([Told(2, {**GOOD, **said})], KNOWN)[0]


def test_a_row_is_read_with_its_path_and_its_representative():
    found, read = outcome(
        kind="дійсний член", founder="так", number="12", joined_by="протокол установчих зборів", post="секретар ради",
        in_post_since="2025-12-01", starts="01.12.2025", ends="31.12.2030", act="рішення № 5", email="rada@example.org",
    )  # fmt: skip
    assert (found.kind, found.does) == ("new", "create")
    assert (read.organisation, read.kind, read.founder, read.number) == (1, "full", True, 12)
    who = read.represented_by
    assert (who.gender, who.starts, who.ends, who.act) == ("m", date(2025, 12, 1), date(2030, 12, 31), "рішення № 5")
    assert (who.category, who.since) == ("council_secretary", date(2025, 12, 1))


def test_a_code_finds_what_a_name_does_not_and_excel_may_eat_its_zero():
    assert outcome(council="Калинова", edrpou="4052001")[1].organisation == 1
    assert outcome(council="Калинова")[0].sentence.startswith("Several are called so")


def test_a_list_may_leave_the_word_of_the_council_away():
    assert names_in_lists("Слов’янська міська рада") == {"словянська міська рада", "словянська"}
    assert names_in_lists("Асоціація міст") == {"асоціація міст"}


def test_the_whole_name_may_stand_in_one_cell():
    who = outcome(family="Дуб Марія Іванівна", given="", patronymic="")[1].represented_by
    assert (who.family, who.given, who.patronymic, who.gender) == ("Дуб", "Марія", "Іванівна", "f")


def test_what_a_row_leaves_empty_comes_from_the_list():
    read = outcome()[1]
    assert (read.joined_by, read.kind, read.founder, read.number) == ("протокол № 1", "full", False, None)
    assert (read.represented_by.act, read.represented_by.starts) == ("протокол № 1", date(2021, 5, 14))


def test_a_member_is_left_out_and_a_row_without_a_person_is_taken():
    assert outcome(council="липова")[0].kind == "same"
    found, read = outcome(family="", given="", patronymic="")
    assert (found.kind, read.represented_by) == ("new", None)


def test_a_person_who_holds_the_post_already_does_not_get_it_twice():
    found, read = outcome(family="Бук", given="Іван", patronymic="Петрович", post="Міський голова")
    assert (found.kind, read.represented_by.person, read.represented_by.post) == ("warning", 5, "")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"council": ""}, "not named"),
        ({"council": "Калинова міск рада"}, "Perhaps: "),
        ({"council": "Zzz"}, "take the councils in first"),
        ({"kind": "золотий"}, "kind"),
        ({"kind": "колективний"}, "association of councils"),
        ({"founder": "може"}, "Засновник"),
        ({"joined_on": ""}, "is missing"),
        ({"joined_on": "31.02.2021"}, "no such day"),
        ({"joined_on": "01.01.0021"}, "no local self-government"),
        ({"joined_on": "24.11.2026"}, "not come yet"),
        ({"confirmed_on": "01.06.2021"}, "both its day and its decision"),
        ({"confirmed_on": "01.06.2020", "confirmed_by": "№ 2"}, "before the Board"),
        ({"decision": "№ 3", "decided_on": "01.06.2021"}, "after the application"),
        ({"number": "7"}, "Another member has"),
        ({"number": "сім"}, "is no number"),
        ({"number": "²"}, "is no number"),
        ({"council": "Калинова районна рада"}, "ended on"),
        ({"family": ""}, "family name of the representative"),
        ({"given": "", "patronymic": ""}, "given name of the representative"),
        ({"patronymic": ""}, "does not tell the gender"),
        ({"family": "Клен", "given": "Ада", "patronymic": "Юріївна"}, "Several persons"),
        ({"email": "rada"}, "not an e-mail"),
        ({"starts": "02.01.2026", "ends": "01.01.2026"}, "before it begins"),
        ({"post": "міський голова"}, "Another person holds this office"),
        ({"decision": "р" * 301}, "longer than"),
    ],
)
def test_a_wrong_row_is_told_in_a_sentence(said, words):
    found, read = outcome(**said)
    assert (found.kind, read) == ("error", None)
    assert words in found.sentence


def test_a_council_and_a_number_stand_once():
    rows = [Told(2, {**GOOD, "number": "9"}), Told(3, GOOD), Told(4, {**GOOD, "council": "Асоціація міст", "kind": "колективний", "number": "9"})]  # fmt: skip
    assert [found.kind for found, _read in planned(rows, KNOWN)] == ["new", "error", "error"]


@given(
    st.lists(st.dictionaries(st.sampled_from([key.rstrip("?") for key in COLUMNS]), st.text(max_size=40)), max_size=8)
)
def test_no_row_is_lost_and_only_a_row_without_errors_is_written(said):
    rows = [Told(line, {**GOOD, **row}) for line, row in enumerate(said, 2)]
    found = planned(rows, KNOWN)
    assert [outcome.number for outcome, _read in found] == [row.line for row in rows]
    assert all((read is not None) == bool(outcome.does) for outcome, read in found)


def row(council, **said):
    titles = dict(zip([key.rstrip("?") for key in COLUMNS], range(len(COLUMNS)), strict=True))
    cells = [""] * len(titles)
    for name, cell in {"council": council, "joined_on": "14.05.2021", **said}.items():
        cells[titles[name]] = cell
    return cells


def send(client, *rows, ground="протокол № 1"):
    return client.post(address("members:members_upload"), {"file": sheet(HEADING, *rows), "ground": ground})


def test_a_list_is_shown_by_row_and_then_taken_whole(client, cast):
    make_council("Калинова міська рада", edrpou="04052001")
    known = make_person("Ясен")
    client.force_login(cast.secretary)
    sent = send(
        client,
        row("Калинова міська рада", family="Дуб", given="Іван", patronymic="Петрович", post="міський голова",
            decision="рішення № 4", decided_on="01.05.2021", confirmed_on="27.05.2021", confirmed_by="протокол № 60"),
        row("Степова", founder="так", number="33", family=known.full_name),
        row("Липова міська рада"),
    )  # fmt: skip
    batch = ImportBatch.objects.get(kind="members")
    assert sent.url == address("members:members_preview", batch.pk)
    assert (batch.counts["new"], batch.counts["warning"], batch.counts["same"]) == (1, 1, 1)
    assert Membership.objects.count() == 2
    assert "Калинова міська рада" in client.get(sent.url).content.decode()

    assert client.post(address("members:members_commit", batch.pk)).status_code == 302
    kalynova = Membership.objects.get(organisation__place_uk="Калинова")
    assert (kalynova.state, kalynova.number, kalynova.joined_on) == ("confirmed", 34, date(2021, 5, 14))
    assert kalynova.steps.count() == 2
    mandate = kalynova.mandates.get()
    assert (mandate.person.family_name, mandate.act) == ("Дуб", "рішення № 4")
    assert Office.objects.get(person=mandate.person).category == "head"
    stepova = Membership.objects.get(organisation=cast.stepova)
    assert (stepova.founder, stepova.number, stepova.mandates.get().person) == (True, 33, known)
    assert Entry.objects.filter(act="members.imported", by=cast.secretary.pk).count() == 1
    batch.refresh_from_db()
    assert batch.data == []  # names of people are not kept
    assert client.post(address("members:members_commit", batch.pk)).status_code == 409


def test_one_wrong_row_stops_the_whole_list(client, cast):
    client.force_login(cast.secretary)
    before = (Membership.objects.count(), Person.objects.count())
    sent = send(client, row("Степова", family="Дуб Іван Петрович"), row("Степова"))
    assert "вже є в рядку 2" in client.get(sent.url).content.decode()
    batch = ImportBatch.objects.get(kind="members")
    assert client.post(address("members:members_commit", batch.pk)).status_code == 409
    assert (Membership.objects.count(), Person.objects.count(), Mandate.objects.count()) == (*before, 2)


def test_a_council_that_joined_after_the_preview_stops_the_list(client, cast):
    client.force_login(cast.secretary)
    send(client, row("Степова"))
    Membership.objects.create(
        organisation=cast.stepova, state="confirmed", joined_on=timezone.localdate() - timedelta(1)
    )
    batch = ImportBatch.objects.get(kind="members")
    assert client.post(address("members:members_commit", batch.pk)).status_code == 409
    assert Membership.objects.filter(organisation=cast.stepova).count() == 1


def test_the_empty_table_is_one_that_can_be_read_back(client, cast):
    client.force_login(cast.secretary)
    answer = client.get(address("members:members_table"))
    assert answer.status_code == 200
    assert send(client, row("Степова")).status_code == 302
    assert send(client).status_code == 422  # a heading alone
    client.force_login(cast.delegate)
    assert client.get(address("members:members_table")).status_code == 404
