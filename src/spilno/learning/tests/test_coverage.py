"""Coverage on its pages: who sees which numbers and names, and that all tables tell the same."""

import csv
import io
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.cast import make_council, make_person, make_unit, make_user

from spilno.learning.access.coverage import staff_on_desk
from spilno.learning.models import CreditRow, Edition, YearStanding
from spilno.learning.queries.coverage import Wanted, coverage, trend, who_is_due
from spilno.learning.tests.factories import make_version
from spilno.organisations.models import Organisation
from spilno.people.models import Office

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


def stand(council, people, met=0, *, category="official", year=2026, **fields):
    """So many people of a council stand in a year, the first of them have done what is due."""
    rows = []
    for number in range(people):
        values = {"due_on": date(year, 12, 31), "credits": 1, **fields}
        rows.append(
            YearStanding(
                person=make_person(f"Калина{number}"),
                year=year,
                organisation=council,
                category=category,
                met=number < met,
                **values,
            )
        )
    YearStanding.objects.bulk_create(rows)
    return [row.person for row in rows]


@pytest.fixture
def raion(db):
    return make_unit("Липівський", "P")


@pytest.fixture
def lypova(raion):
    council = make_council("Липівська міська рада", territory=make_unit("Липівська", parent=raion), place_uk="Липова")
    council.territory.tile_x, council.territory.tile_y = 1, 1
    council.territory.save()
    return council


@pytest.fixture
def verbova(raion):
    return make_council(
        "Вербівська селищна рада", "settlement", territory=make_unit("Вербівська", parent=raion), place_uk="Вербова"
    )


def get(client, name, *args, **asked):
    return client.get(reverse(f"learning:{name}", args=args), asked)


def test_the_sum_of_each_table_is_the_same(lypova, verbova):
    stand(lypova, 10, 4)
    stand(verbova, 6, 6, category="starosta")
    stand(verbova, 3, category="councillor", due_on=None)  # a right is not counted
    found = coverage(Wanted(2026), TODAY, exact=True)
    for lines in ([found.total], found.councils, found.raions, found.categories):
        assert (sum(line.count.bound for line in lines), sum(line.count.met for line in lines)) == (16, 10)
    assert [line.name for line in found.councils] == ["Липова", "Вербова"]  # the least share stands first
    assert found.total.count.soon == 6


def test_narrowing_leaves_only_what_was_asked(lypova, verbova):
    stand(lypova, 10, 4)
    stand(verbova, 6, 6, category="starosta")
    other = make_unit("Інший", "P")
    assert coverage(Wanted(2026, "starosta"), TODAY, exact=True).total.count.bound == 6
    assert coverage(Wanted(2026, "", lypova.territory.parent_id), TODAY, exact=True).total.count.bound == 16
    assert coverage(Wanted(2026, "", other.pk), TODAY, exact=True).total.count.bound == 0
    assert coverage(Wanted(2025), TODAY, exact=True).total.count.bound == 0


def test_a_newcomer_of_last_year_whose_term_ends_soon_is_told_among_those_due(lypova):
    stand(lypova, 1, year=2025, newcomer=True, due_on=date(2027, 1, 10))
    stand(lypova, 1, year=2025, newcomer=True, due_on=date(2027, 3, 10))  # later than ninety days
    assert coverage(Wanted(2026), TODAY, exact=True).total.count.soon == 1
    assert who_is_due(TODAY).count() == 1


def test_the_trend_tells_each_year_in_which_something_was_done(lypova):
    stand(lypova, 8, 2, year=2024)
    stand(lypova, 8, year=2023)
    stand(lypova, 8, 6)
    assert [(line.name, line.count.percent) for line in trend(Wanted(2026), exact=False)] == [
        ("2024", 25),
        ("2026", 75),
    ]


def test_the_page_says_that_this_year_is_not_over(client, lypova):
    year = timezone.localdate().year
    stand(lypova, 8, 2, year=year - 1)
    stand(lypova, 8, 1, year=year)
    page = get(client, "coverage").content.decode()
    assert "Рік триває" in page
    assert page.count("way--going") == 1
    past = get(client, "coverage", year=year - 1).content.decode()
    assert "Рік триває" not in past


def test_few_people_are_not_told_to_the_public_and_are_to_the_secretary(client, cast, lypova, verbova):
    stand(lypova, 10, 4)
    stand(verbova, 3, 3)
    stand(
        make_council(
            "Дубівська сільська рада", "village", territory=make_unit("Дубівська", parent=lypova.territory.parent)
        ),
        12,
        1,
    )
    public = get(client, "coverage")
    assert public.status_code == 200
    lines = {line.name: line.told for line in public.context["found"].councils}
    assert lines == {"Дубівська": True, "Липова": False, "Вербова": False}  # ten less would tell three
    client.force_login(cast.secretary)
    assert all(line.told for line in get(client, "coverage").context["found"].councils)


def test_names_are_told_to_the_house_and_to_the_personnel_service_only(client, cast, lypova, verbova):
    stand(lypova, 6)
    head = make_user("head@x.example")
    Office.objects.create(
        person=make_person("Голова", user=head),
        organisation=lypova,
        post_uk="міський голова",
        category="head",
        starts=date(2021, 1, 1),
        act="№ 1",
    )
    clerk = make_user("clerk@x.example")
    Office.objects.create(
        person=make_person("Писар", user=clerk),
        organisation=lypova,
        post_uk="спеціаліст",
        category="official",
        starts=date(2021, 1, 1),
        act="№ 1",
    )
    for user, pages in (
        (None, (404, 404, 404)),
        (clerk, (404, 404, 404)),
        (head, (404, 200, 404)),
        (cast.secretary, (200, 200, 200)),
    ):
        client.logout()
        if user:
            client.force_login(user)
        found = (get(client, "due"), get(client, "staff", lypova.pk), get(client, "staff", verbova.pk))
        assert tuple(page.status_code for page in found) == pages, user
    client.force_login(head)
    assert "КАЛИНА0" in get(client, "staff", lypova.pk).content.decode()
    assert "КАЛИНА0" not in get(client, "coverage").content.decode()


@pytest.mark.parametrize("table", ["councils", "raions", "categories", "years", "competences"])
def test_a_table_goes_out_as_csv_and_xlsx_with_what_the_page_tells(client, lypova, verbova, table):
    stand(lypova, 10, 4)
    stand(verbova, 3, 3)
    answer = get(client, "coverage_file", table, "csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    book = load_workbook(ContentFile(get(client, "coverage_file", table, "xlsx").content))
    assert len(rows) == book.active.max_row
    if table == "councils":
        assert all("замало" in row[2] or "few" in row[2] for row in rows[1:])  # one would tell the other by subtraction
    if table == "raions":
        assert rows[1][:5] == ["Липівський", "13", "7", "6", "53"]


def test_the_paper_is_a_pdf(client, lypova):
    stand(lypova, 10, 4)
    assert get(client, "coverage_paper", year="2026").content.startswith(b"%PDF")


def test_the_map_has_the_share_on_its_tile(client, lypova):
    stand(lypova, 10, 4)
    assert [tile.value for tile in get(client, "coverage").context["found"].tiles] == ["40\u00a0%"]


@pytest.mark.parametrize("asked", [{"year": "1000"}, {"raion": "x"}, {"category": "councillor"}, {"year": "²"}])
def test_what_is_not_known_is_not_asked(client, lypova, asked):
    stand(lypova, 10, 4)
    assert get(client, "coverage", **asked).context["found"].total.count.bound == 10


def test_as_many_queries_for_one_council_as_for_three(client, lypova, verbova):
    def ask():
        with CaptureQueriesContext(connection) as made:
            assert get(client, "coverage").status_code == 200
        return len(made)

    stand(lypova, 6)
    ask()
    one = ask()
    stand(verbova, 6)
    stand(
        make_council(
            "Дубівська сільська рада", "village", territory=make_unit("Дубівська", parent=lypova.territory.parent)
        ),
        12,
        1,
    )
    assert ask() == one


def test_the_staff_with_what_waits_in_as_many_queries_for_one_as_for_three(client, cast, lypova):
    client.force_login(cast.secretary)

    def ask():
        with CaptureQueriesContext(connection) as made:
            page = get(client, "staff", lypova.pk)
        return len(made), page

    person = stand(lypova, 1)[0]
    CreditRow.objects.create(
        person=person,
        kind="self",
        year=2026,
        on=TODAY,
        title="а",
        credits=1,
        ground="б",
        source_type="x",
        source_id="1",
    )
    ask()
    one, page = ask()
    assert page.context["page"][0].waiting == 1
    stand(lypova, 3, 1)
    many, page = ask()
    assert many == one
    assert [member.due_on for member in page.context["page"]] == [date(2026, 12, 31)] * 3 + [None]


@pytest.fixture
def head(lypova):
    user = make_user("head@x.example")
    person = make_person("Голова", user=user)
    Office.objects.create(
        person=person,
        organisation=lypova,
        post_uk="міський голова",
        category="head",
        starts=date(2021, 1, 1),
        act="№ 1",
    )
    return user


def announce(lypova):
    school = Organisation.objects.create(kind="education", name_uk="Школа управління")
    version = make_version(school, state="in_force")
    return Edition.objects.create(
        version=version, provider=school, state="announced", number=1, starts_on=date(2027, 1, 14), ends_on=date(2027, 2, 14),
        apply_until=date(2026, 12, 24), places=200,
    )  # fmt: skip


def serve(people, lypova):
    for person in people:
        Office.objects.create(
            person=person,
            organisation=lypova,
            post_uk="спеціаліст",
            category="official",
            starts=date(2021, 1, 1),
            act="№ 1",
        )


def test_the_personnel_service_nominates_its_people_in_bulk(client, head, lypova):
    edition, people = announce(lypova), stand(lypova, 3)
    serve(people, lypova)
    client.force_login(head)
    address = reverse("learning:nominate_staff", args=[lypova.pk])
    answer = client.post(address, {"edition": edition.pk, "people": [people[0].pk, people[2].pk]})
    assert answer.url == reverse("learning:staff", args=[lypova.pk])
    assert set(edition.enrolments.filter(nominated=True).values_list("person", flat=True)) == {
        people[0].pk,
        people[2].pk,
    }
    learning = {each.person.pk: each.learning for each in get(client, "staff", lypova.pk).context["page"]}
    assert [len(learning[person.pk]) for person in people] == [1, 0, 1]


def test_a_long_staff_stands_on_pages_and_who_is_on_the_second_is_nominated(client, head, lypova):
    edition = announce(lypova)
    serve(stand(lypova, 101), lypova)
    client.force_login(head)
    address = reverse("learning:staff", args=[lypova.pk])
    first, second = (client.get(address, {"page": page}) for page in (1, 2))
    assert len(first.context["page"]) == 100
    last = second.context["page"][0].person
    assert str(last) not in [str(each.person) for each in first.context["page"]]
    door = reverse("learning:nominate_staff", args=[lypova.pk])
    assert f"{door}?page=2" in second.content.decode()
    assert (
        client.post(f"{door}?page=2", {"people": [last.pk]}).context["page"].number == 2
    )  # no edition: the page stays
    client.post(f"{door}?page=2", {"edition": edition.pk, "people": [last.pk]})
    assert edition.enrolments.get().person == last


def test_nobody_is_nominated_when_one_cannot_be_or_none_is_ticked(client, cast, head, lypova, verbova):
    edition, people = announce(lypova), stand(lypova, 2)
    serve(people[:1], lypova)  # the other holds no office today
    stranger = stand(verbova, 1)[0]
    client.force_login(head)
    address = reverse("learning:nominate_staff", args=[lypova.pk])
    assert client.post(address, {"edition": edition.pk, "people": [person.pk for person in people]}).status_code == 409
    assert (
        client.post(address, {"edition": edition.pk, "people": [stranger.pk]}).status_code == 409
    )  # another's people are not there
    assert client.post(address, {"people": [people[0].pk]}).status_code == 422
    assert not edition.enrolments.exists()
    client.force_login(cast.secretary)
    assert client.post(address, {"edition": edition.pk, "people": [people[0].pk]}).status_code == 404


def test_the_desk_of_the_personnel_service_tells_how_many_are_due(head, lypova, verbova):
    stand(lypova, 3, 1)
    stand(verbova, 2)
    assert [(row.council, row.due) for row in staff_on_desk(head)] == [(lypova, 2)]
    assert staff_on_desk(AnonymousUser()) == []
