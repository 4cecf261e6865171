"""Pages of memoranda: who sees what, what each page costs, the way from draft to in force by hand of two people."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests import cast as people

from spilno.accounts.models import Right
from spilno.bodies.models import Body, Seat, Term
from spilno.journal.queries import entries_of
from spilno.memoranda.access.memoranda import memoranda_to_see
from spilno.memoranda.access.waits import own_memoranda, waits_for
from spilno.memoranda.forms.drafting import PartyForm, signatories_of
from spilno.memoranda.models import Area, Memorandum, Version
from spilno.memoranda.tests.factories import make_head, make_memorandum, make_organisation, make_ours

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def house(db):
    """Our association with its secretary, a school with its head, a stranger."""
    ours, school = make_ours(), make_organisation("Школа", "education", name_en="School")
    secretary = people.make_user("secretary@example.org")
    people.grant(secretary, Right.SECRETARIAT)
    chair, head = make_head(ours, "Калина"), make_head(school, "Ясен", "директор")
    return {"ours": ours, "school": school, "secretary": secretary, "chair": chair, "head": head}


def numbers(rows):
    return {memorandum.number for memorandum in rows}


def test_drafts_are_seen_by_their_parties_only(house):
    other = make_organisation("Інша")
    stranger = make_head(other, "Береза").user
    public = make_memorandum(house["ours"], other)
    hidden = make_memorandum(house["ours"], house["school"], public=False)
    draft = make_memorandum(house["ours"], house["school"], state="draft")
    make_memorandum(other, make_organisation("Ще інша"), state="draft")
    from django.contrib.auth.models import AnonymousUser

    assert numbers(memoranda_to_see(AnonymousUser())) == {public.number}
    assert numbers(memoranda_to_see(house["head"].user)) == {public.number, hidden.number, draft.number}
    assert draft.number not in numbers(memoranda_to_see(stranger))
    assert numbers(own_memoranda(house["head"].user)) == {hidden.number, draft.number}
    assert memoranda_to_see(house["secretary"]).count() == 4


@pytest.mark.parametrize("name", ["memoranda:memorandum", "memoranda:version", "memoranda:version_file"])
def test_a_stranger_cannot_tell_that_a_draft_exists(client, house, name):
    draft = make_memorandum(house["ours"], house["school"], state="draft")
    Version.objects.create(memorandum=draft, number=1)
    args = {"memoranda:memorandum": [draft.number], "memoranda:version": [draft.number, 1]}.get(
        name, [draft.number, 1, "pdf"]
    )
    assert client.get(reverse(name, args=args)).status_code == 404


def test_the_register_is_searched(client, house):
    polish = make_organisation("Польське місто", "foreign", country="PL")
    make_memorandum(house["ours"], polish, kind="international", title_uk="Про дружбу", search_key="про дружбу")
    make_memorandum(house["ours"], house["school"], title_uk="Про навчання", search_key="про навчання")
    for query, shown, hidden in (
        ("kind=international", "Про дружбу", "Про навчання"),
        ("kind=international&area=gone", "Про дружбу", "Про навчання"),
        ("country=PL", "Про дружбу", "Про навчання"),
        ("q=навчання", "Про навчання", "Про дружбу"),
        ("state=in_force&kind=training", "Про навчання", "Про дружбу"),
    ):
        text = client.get(f"{reverse('memoranda:memoranda')}?{query}").content.decode()
        assert f">{shown}</a>" in text
        assert f">{hidden}</a>" not in text
    said = "звужує"
    assert said in client.get(reverse("memoranda:memoranda") + "?kind=training&area=gone").content.decode()
    assert said not in client.get(reverse("memoranda:memoranda") + "?kind=training").content.decode()
    assert client.get(reverse("memoranda:memoranda_csv") + "?area=gone").status_code == 404
    assert "Нічого" in client.get(reverse("memoranda:memoranda") + "?state=over").content.decode()
    table = client.get(reverse("memoranda:memoranda_csv") + "?country=PL").content.decode("utf-8-sig")
    assert table.count("\r\n") == 2
    assert "Польща" in table


def test_the_register_costs_the_same_for_one_and_three(
    client, house, django_assert_max_num_queries, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_memorandum(house["ours"], house["school"])
    client.get(reverse("memoranda:memoranda"))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(reverse("memoranda:memoranda"))
    for name in ("Друга", "Третя"):
        make_memorandum(house["ours"], make_organisation(name))
    with django_assert_num_queries(len(one)):
        client.get(reverse("memoranda:memoranda"))


def post(client, name, args, **data):
    return client.post(reverse(f"memoranda:{name}", args=args), data)


def begun(client, house):
    """The secretary begins a memorandum and writes all its parts over the pages."""
    client.force_login(house["secretary"])
    answer = post(client, "draft", [], kind="training", title_uk="Меморандум про навчання", public="on")
    assert answer.status_code == 302
    made = Memorandum.objects.get()
    for organisation in (house["ours"], house["school"]):
        form = client.get(reverse("memoranda:parties", args=[made.number]), {"organisation": organisation.pk})
        initial = form.context["form"].initial
        said = {"signatory": initial["signatory"], "post_uk": initial["post_uk"], "powers_uk": "Статуту"}
        address = f"{reverse('memoranda:parties', args=[made.number])}?organisation={organisation.pk}"
        assert client.post(address, said).status_code == 302
    assert (
        post(client, "purpose", [made.number], purpose_uk="навчання", place_uk="м. Харків", notice_days=60).status_code
        == 302
    )
    area = Area.objects.first()
    assert (
        post(client, "areas", [made.number], **{f"take_{area.pk}": "on", f"uk_{area.pk}": area.title_uk}).status_code
        == 302
    )
    clauses = client.get(reverse("memoranda:clauses", args=[made.number])).context["form"]
    said = {
        field.html_name: field.value() or ""
        for fields in clauses.rows()
        for field in fields
        if "drop" not in field.name
    }
    assert post(client, "clauses", [made.number], add=["coordinators"], **said).status_code == 302
    return made


def test_the_secretary_and_a_partner_carry_a_draft_into_force(client, house):
    made = begun(client, house)
    number = made.number
    assert post(client, "send", [number]).status_code == 302
    ours, school = made.parties.order_by("position")
    first = Version.objects.get()
    client.force_login(house["head"].user)
    desk = client.get(reverse("portal:desk")).content.decode()
    assert "Меморандум про навчання" in desk
    assert len(waits_for(house["head"].user).answer) == 1
    refused = post(client, "answer", [number, school.pk], sha256=first.sha256, act="refuse", remarks="")
    assert refused.status_code == 409
    assert (
        post(client, "answer", [number, school.pk], sha256=first.sha256, act="refuse", remarks="строк?").status_code
        == 302
    )
    assert post(client, "answer", [number, ours.pk], sha256=first.sha256, act="approve").status_code == 404
    client.force_login(house["secretary"])
    assert post(client, "next", [number]).status_code == 302
    said = {"purpose_uk": "навчання", "place_uk": "м. Харків", "years": 3, "notice_days": 60}
    assert post(client, "purpose", [number], **said).status_code == 302
    silent = post(client, "send", [number])
    assert (silent.status_code, "Не сказано, що змінює" in silent.content.decode()) == (409, True)
    assert post(client, "send", [number], note="Додано строк.").status_code == 302
    second = Version.objects.get(number=2)
    changes = client.get(reverse("memoranda:version", args=[number, 2])).content.decode()
    assert "<ins>" in changes
    assert post(client, "answer", [number, ours.pk], sha256=second.sha256, act="approve").status_code == 302
    client.force_login(house["head"].user)
    assert post(client, "answer", [number, school.pk], sha256=first.sha256, act="approve").status_code == 409
    assert (
        post(client, "answer", [number, school.pk], sha256=second.sha256, act="approve", ground="№ 5").status_code
        == 302
    )
    assert client.get(reverse("memoranda:version_file", args=[number, 2, "docx"])).content[:2] == b"PK"
    today = timezone.localdate().isoformat()
    assert post(client, "sign", [number, school.pk]).status_code == 422
    assert post(client, "sign", [number, school.pk], on=today).status_code == 409
    assert post(client, "sign", [number, school.pk], on=today, scan=SimpleUploadedFile("s.pdf", PDF)).status_code == 302
    client.force_login(house["secretary"])
    assert (
        post(client, "sign", [number, ours.pk], on=today, scan=SimpleUploadedFile("s.pdf", PDF + b" ")).status_code
        == 302
    )
    made.refresh_from_db()
    assert (made.state, made.ends_on.year) == ("signed", timezone.localdate().year + 3)
    client.logout()
    page = client.get(reverse("memoranda:memorandum", args=[number])).content.decode()
    assert "чинний" in page
    assert second.sha256 in page
    assert "строк?" not in page
    english = client.get("/en" + reverse("memoranda:memorandum", args=[number]))
    assert english.status_code == 200


def test_change_renewal_withdrawal_and_end_over_pages(client, house):
    made = begun(client, house)
    number, today = made.number, timezone.localdate().isoformat()
    assert post(client, "change", [number]).status_code == 409
    assert post(client, "end", [number], on=today, reason="угода").status_code == 409
    assert post(client, "basics", [number], kind="intermunicipal", title_uk="Меморандум").status_code == 422
    said = {"kind": "intermunicipal", "form": "project", "title_uk": "Меморандум про проєкт"}
    assert post(client, "basics", [number], **said).status_code == 302
    assert post(client, "remove_party", [number, house["school"].pk]).status_code == 302
    assert post(client, "send", [number]).status_code == 409
    assert post(client, "put_aside", [number], reason="не на часі").status_code == 302
    made.refresh_from_db()
    assert made.state == "abandoned"


def test_the_parties_of_what_is_in_force_may_leave(client, house):
    made = make_memorandum(house["ours"], house["school"])
    today = timezone.localdate().isoformat()
    party = made.parties.get(organisation=house["school"])
    client.force_login(house["secretary"])
    assert post(client, "renew", [made.number], until="2030-01-01").status_code == 409
    client.force_login(people.make_user("stranger@example.org"))
    assert post(client, "withdraw", [made.number, party.pk], on=today, reason="x").status_code == 404
    client.force_login(house["head"].user)
    assert post(client, "end", [made.number], on=today, reason="x").status_code == 404
    assert post(client, "withdraw", [made.number, party.pk], on=today, reason="").status_code == 422
    assert post(client, "withdraw", [made.number, party.pk], on=today, reason="рішення № 6").status_code == 302
    made.refresh_from_db()
    assert (made.state, made.ended_because) == ("ended", "рішення № 6")


def test_who_signs_for_our_association_is_offered_first(house):
    body = Body.objects.create(kind=Body.Kind.PRESIDENT, name_uk="Президент")
    seat = Seat.objects.create(body=body, title_uk="Президент Асоціації", title_en="President", signs=True)
    president = people.make_person("Горіх")
    Term.objects.create(seat=seat, person=president, starts=people.LONG_AGO, ground="рішення")
    first, second = signatories_of(house["ours"], timezone.localdate())
    assert (first.person, first.post_uk, second.person) == (president, "Президент Асоціації", house["chair"])
    assert [one.person for one in signatories_of(house["school"], timezone.localdate())] == [house["head"]]


@pytest.mark.parametrize(("second", "name"), [("en", "School"), ("pl", "")])
def test_english_is_not_put_into_a_text_in_another_language(house, second, name):
    form = PartyForm(organisation=house["school"], said=None, second=second)
    assert form["name_second"].value() == name
    assert bool(form["signatory_second"].value()) == bool(name)


def test_a_partner_leaves_before_signing_over_the_page(client, house):
    made = begun(client, house)
    post(client, "send", [made.number])
    school = made.parties.get(organisation=house["school"])
    client.force_login(house["head"].user)
    assert "Відповісти на цей текст" in client.get(reverse("memoranda:version", args=[made.number, 1])).content.decode()
    assert post(client, "decline", [made.number, school.pk], reason="").status_code == 422
    assert post(client, "decline", [made.number, school.pk], reason="немає потреби").status_code == 302
    page = client.get(reverse("memoranda:memorandum", args=[made.number])).content.decode()
    assert "немає потреби" in page
    assert "не бере участі з" in page


def test_clauses_that_nobody_changed_are_not_written_anew(client, house):
    made = begun(client, house)
    form = client.get(reverse("memoranda:clauses", args=[made.number])).context["form"]
    fields = [field for fields in form.rows() for field in fields if "drop" not in field.name]
    said = {field.html_name: (field.value() or "").replace("\n", "\r\n") for field in fields}
    assert post(client, "clauses", [made.number], **said).status_code == 302
    assert entries_of(made).last().facts["parts"] == []
