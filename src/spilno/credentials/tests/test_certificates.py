"""Certificates: issued at once, revoked, checked by anybody, kept in a register."""

import io
import threading
from datetime import date, timedelta
from decimal import Decimal

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from tests.cast import make_council, make_person

from spilno.accounts.models import Right
from spilno.credentials import queries, services
from spilno.credentials.gateways.paper import _logos, make_paper
from spilno.credentials.models import Certificate
from spilno.credentials.services import Holder, holder_named, holder_of
from spilno.credentials.tasks import make_papers
from spilno.documents.queries import content_of
from spilno.documents.services import attach
from spilno.journal.models import Entry
from spilno.journal.queries import check, entries_of
from spilno.people.queries import needs_of
from spilno.statute.rules.refusal import RuleBroken


def issue(about, holders, **changed):
    given = {
        "kind": "attendance",
        "title": "Актуальні питання місцевого самоврядування",
        "title_en": "Topical Issues of Local Self-Government",
        "issuers": [make_council("Видавча міська рада", name_en="Issuing city council")],
        "hours": Decimal(6),
        "facts": {"what_uk": "за участь у семінарі", "when_uk": "14 вересня 2023 року"},
        "by": None,
        **changed,
    }
    return services.issue_certificates(given.pop("kind"), about=about, holders=holders, **given)


def people(count):
    return [Holder(name=f"Особа {number}", to=f"Особі {number}", key=f"test:{number}") for number in range(count)]


def drawn():
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(made, "PNG")
    return made.getvalue()


def code(call, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        call(*args, **kwargs)
    return broken.value.refusal.code


@pytest.fixture
def one(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        (made,) = issue(
            cast.general_meeting, [holder_of(cast.delegate_person, day=timezone.localdate())], by=cast.secretary
        )
    return Certificate.objects.get(pk=made.pk)


# Issuing


def test_numbers_of_a_year_run_by_one_and_codes_prove_themselves(cast):
    today = timezone.localdate()
    first = issue(cast.general_meeting, people(3), by=cast.secretary)
    second = issue(cast.board, people(2), by=cast.secretary)
    past = issue(cast.president, people(1), issued_on=date(2023, 10, 27), by=cast.secretary)
    assert [str(row) for row in (*first, *second)] == [f"{today.year}-{number:05d}" for number in range(1, 6)]
    assert str(past[0]) == "2023-00001"
    assert len({row.code for row in Certificate.objects.all()}) == 6


def test_a_batch_leaves_one_line_with_its_numbers(cast):
    issue(cast.general_meeting, people(3), by=cast.secretary)
    (entry,) = entries_of(cast.general_meeting).filter(act="certificate.issued")
    assert (entry.facts["count"], entry.facts["kind"], entry.by) == (3, "attendance", cast.secretary.pk)
    assert check().valid


def test_a_number_is_not_used_again_after_revoking(cast):
    (wrong,) = issue(cast.general_meeting, people(1), by=cast.secretary)
    services.revoke(wrong, reason="Видано помилково.", by=cast.secretary)
    (right,) = issue(cast.general_meeting, people(1), by=cast.secretary)
    assert right.number == wrong.number + 1


def test_who_holds_a_valid_one_gets_no_second_and_nobody_else_gets_any(cast):
    issue(cast.general_meeting, people(1), by=cast.secretary)
    before = Entry.objects.count()
    assert code(issue, cast.general_meeting, people(3), by=cast.secretary) == "already_issued"
    assert code(issue, cast.board, [*people(2), *people(1)], by=cast.secretary) == "a_holder_twice"
    assert code(issue, cast.board, [], by=cast.secretary) == "no_holders"
    assert (Certificate.objects.count(), Entry.objects.count()) == (1, before)
    issue(cast.general_meeting, people(1), kind="speaker", by=cast.secretary)  # of another kind: may be


def test_a_name_and_a_post_are_declined_as_they_are_printed(cast):
    known = holder_of(cast.chair_person, day=timezone.localdate())
    assert (known.name, known.to, known.name_en) == ("Галина КАЛИНА", "Галині КАЛИНІ", "Halyna KALYNA")
    written = holder_named("Степова", "Ірина", "Петрівна", post="начальник відділу", organisation="Липова міська рада")
    assert (written.to, written.post) == ("Ірині СТЕПОВІЙ", "начальнику відділу, Липова міська рада")
    unsure = holder_named("Степова", "Ірина", post="начальник відділу")
    assert (unsure.to, unsure.post) == ("", "начальник відділу")


@pytest.mark.django_db(transaction=True)
def test_batches_at_the_same_moment_leave_no_gap(cast):
    said, start = [], threading.Barrier(4)

    def act(about):
        start.wait()
        try:
            said.append(len(issue(about, people(25), issuers=[cast.stepova])))
        except Exception as fault:  # noqa: BLE001 - a thread must not lose it
            said.append(fault)
        finally:
            connection.close()

    abouts = [cast.general_meeting, cast.board, cast.president, cast.lypova]
    threads = [threading.Thread(target=act, args=[about]) for about in abouts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == [25, 25, 25, 25]
    assert sorted(Certificate.objects.values_list("number", flat=True)) == list(range(1, 101))
    assert check().valid


# Papers


def test_the_paper_is_archival_accessible_and_says_what_the_register_says(one):
    with pikepdf.open(io.BytesIO(content_of(one.document))) as pdf:
        assert len(pdf.pages) == 2
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "uk"
        metadata = bytes(pdf.Root.Metadata.read_bytes()).decode()
    assert "pdfaid:part" in metadata
    assert "pdfuaid:part" in metadata
    assert str(one) in metadata


def test_a_name_that_nobody_declined_stands_in_the_nominative_with_a_verb_that_fits(cast, monkeypatch):
    sheets = []
    monkeypatch.setattr("spilno.credentials.gateways.paper.make_pdf", lambda _sheet, data, **_how: sheets.append(data))
    given = [holder_of(cast.chair_person, day=timezone.localdate()), holder_named("Верес", "Оксана", post="експертка")]
    for row in issue(cast.general_meeting, given, by=cast.secretary):
        make_paper(row)
    said = [(page["given"], page["name"], page["post"]) for page in (sheet["pages"][0] for sheet in sheets)]
    assert said[0][:2] == ("видано", "Галині КАЛИНІ")
    assert said[1] == ("отримує", "Оксана ВЕРЕС", "експертка")
    assert {sheet["pages"][0]["hours"] for sheet in sheets} == {"обсяг – 6\xa0академічних годин (по 45\xa0хвилин)"}


def test_every_issuer_has_a_place_of_one_size_once_one_of_them_gave_a_logo(cast):
    first, second = make_council("Перша рада"), make_council("Друга рада")
    picture = drawn()
    logo = attach(ContentFile(picture, name="logo.png"), about=first, title="logo", public=True, by=cast.secretary)
    (row,) = issue(cast.general_meeting, people(1), issuers=[first, second], logos={first.pk: logo}, by=cast.secretary)
    assert [(one["bytes"] == list(picture), one["kind"]) for one in _logos(row)] == [(True, "png"), (False, "")]
    with pikepdf.open(io.BytesIO(make_paper(row))) as pdf:
        assert len(pdf.pages[0].get_images()) == 1
    logo.delete()
    assert _logos(row) == []


def test_papers_are_made_once_and_what_stopped_goes_on(cast, monkeypatch):
    rows = issue(cast.general_meeting, people(4), by=cast.secretary)
    stopped = rows[2].pk

    def broken(certificate, **_):
        if certificate.pk == stopped:
            raise OSError
        return b"%PDF-1.7 of nobody"

    monkeypatch.setattr("spilno.credentials.tasks.AT_ONCE", 1)
    monkeypatch.setattr("spilno.credentials.tasks.make_paper", broken)
    with pytest.raises(OSError):  # noqa: PT011 - the plainest fault there is
        make_papers.call()
    assert queries.progress_of(queries.of_object(cast.general_meeting)).left == 2
    monkeypatch.setattr("spilno.credentials.tasks.make_paper", lambda _row, **_: b"%PDF-1.7 of nobody")
    assert make_papers.call() == 2
    assert make_papers.call() == 0
    assert queries.progress_of(queries.of_object(cast.general_meeting)).left == 0


def test_the_secretary_asks_to_go_on(client, cast, one):
    client.force_login(cast.secretary)
    assert client.post("/certificates/papers/").status_code == 302


# The public check


def test_anybody_checks_by_code_and_sees_the_name_as_printed(client, one):
    cast_name = one.holder_name
    page = client.get(f"/verify/{one.code_in_groups}/")
    assert page.status_code == 200
    assert cast_name in page.content.decode()
    assert "verdict--valid" in page.content.decode()
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]


def test_what_was_printed_stays_when_the_person_is_renamed(client, cast, one):
    cast.delegate_person.family_name = "Інший"
    cast.delegate_person.save()
    assert "Остап ЛИПОВИЙ" in client.get(f"/verify/{one.code}/").content.decode()


def test_by_a_number_alone_the_name_is_not_shown(client, one):
    page = client.get("/verify/", {"n": str(one)}).content.decode()
    assert "verdict--valid" in page
    assert "О. Л." in page
    assert "ЛИПОВИЙ" not in page


def test_a_typed_code_leads_to_its_page(client, one):
    assert client.get("/verify/", {"n": one.code.lower()}).url == f"/verify/{one.code_in_groups}/"


def test_a_revoked_one_says_since_when_and_why(client, cast, one):
    services.revoke(one, reason="Не завершено модуль 3.", by=cast.secretary)
    page = client.get(f"/verify/{one.code}/").content.decode()
    assert "verdict--revoked" in page
    assert "Не завершено модуль 3." in page


def test_an_unknown_or_mistyped_one_is_said_to_be_so(client, one):
    assert client.get("/verify/", {"n": "2019-00012"}).status_code == 404
    assert client.get("/verify/", {"n": "нісенітниця"}).status_code == 422
    assert client.get("/verify/3467-9ACD-EFGH/").status_code == 404
    other = queries.by_code("34679ACDEFG")
    assert other is None
    assert client.get("/verify/").status_code == 200
    assert client.get("/en/verify/").status_code == 200


def test_guessing_is_stopped(client, one, settings):
    settings.DOOR_RATE_LIMITS = {**settings.DOOR_RATE_LIMITS, "verify": "3/m/ip"}
    answers = [client.get("/verify/", {"n": f"2026-{number:05d}"}, REMOTE_ADDR="10.9.9.9") for number in range(1, 6)]
    assert [answer.status_code for answer in answers][-2:] == [429, 429]
    assert client.get(f"/verify/{one.code}/", REMOTE_ADDR="10.9.9.9").status_code == 429
    assert client.get(f"/verify/{one.code}/", REMOTE_ADDR="10.9.9.8").status_code == 200


def test_who_has_the_code_gets_the_paper(client, one):
    answer = client.get(f"/verify/{one.code}/certificate.pdf")
    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    assert client.get("/verify/3467-9ACD-EFGH/certificate.pdf").status_code == 404


# Register and rights


def test_the_register_is_for_the_secretariat_and_own_ones_for_their_holder(client, cast, one):
    issue(cast.board, people(1), by=cast.secretary)
    for user, seen in ((cast.secretary, 2), (cast.delegate, 1), (cast.verbova_delegate, 0)):
        client.force_login(user)
        page = client.get("/certificates/")
        assert page.context["page"].paginator.count == seen, user
    client.force_login(cast.verbova_delegate)
    assert client.get(f"/certificates/{one.pk}/").status_code == 404
    assert client.get(f"/documents/{one.document_id}/").status_code == 404
    assert client.get("/certificates/certificates.csv").status_code == 404
    client.force_login(cast.delegate)
    assert client.get(f"/certificates/{one.pk}/").status_code == 200
    assert client.get(f"/documents/{one.document_id}/").status_code == 200
    assert client.post(f"/certificates/{one.pk}/revoke/", {"reason": "ні"}).status_code == 404
    client.logout()
    assert client.get("/certificates/").status_code == 302


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ({"q": "липовий"}, 1),
        ({"q": "Остап Липовий"}, 1),
        ({"q": "нікого"}, 0),
        ({"kind": "attendance"}, 1),
        ({"kind": "paper"}, 0),
        ({"state": "valid"}, 1),
        ({"state": "revoked"}, 0),
        ({"year": "1999"}, 0),
    ],
)
def test_the_register_is_searched(client, cast, one, asked, seen):
    client.force_login(cast.secretary)
    assert client.get("/certificates/", asked).context["page"].paginator.count == seen


def test_the_register_is_searched_by_number_and_code(client, cast, one):
    issue(cast.board, people(3), by=cast.secretary)
    client.force_login(cast.secretary)
    for typed in (str(one), f"№ {one}", one.code, one.code_in_groups.lower()):
        page = client.get("/certificates/", {"q": typed}).context["page"]
        assert [row.pk for row in page] == [one.pk], typed


def test_the_table_has_no_formulas(client, cast):
    issue(cast.general_meeting, [Holder(name="=CMD()", to="=CMD()")], by=cast.secretary)
    client.force_login(cast.secretary)
    text = client.get("/certificates/certificates.csv").content.decode("utf-8-sig")
    assert ";'=CMD();" in text


def test_the_register_asks_as_much_for_one_as_for_fifty(client, cast, one):
    client.force_login(cast.secretary)
    client.get("/certificates/")
    with CaptureQueriesContext(connection) as few:
        client.get("/certificates/")
    issue(cast.board, people(50), by=cast.secretary)
    with CaptureQueriesContext(connection) as many:
        client.get("/certificates/")
    assert len(many) <= len(few) + 1  # the page names when it has others


def test_the_progress_is_a_part_of_the_page(client, cast):
    issue(cast.board, people(2), by=cast.secretary)
    client.force_login(cast.secretary)
    part = client.get("/certificates/", {"part": "1"}).content.decode()
    assert 'max="2" value="0"' in part
    assert "<html" not in part


def test_the_secretary_revokes_with_a_reason(client, cast, one):
    client.force_login(cast.secretary)
    today = timezone.localdate()
    empty = client.post(f"/certificates/{one.pk}/revoke/", {"on": today.isoformat(), "reason": " "})
    assert empty.status_code == 422
    early = {"on": (today - timedelta(days=1)).isoformat(), "reason": "Помилка."}
    assert client.post(f"/certificates/{one.pk}/revoke/", early).status_code == 422
    right = {"on": today.isoformat(), "reason": "Видано помилково."}
    assert client.post(f"/certificates/{one.pk}/revoke/", right).status_code == 302
    assert client.post(f"/certificates/{one.pk}/revoke/", right).status_code == 409
    one.refresh_from_db()
    assert (one.revoked_on, one.revoked_because) == (today, "Видано помилково.")
    (entry,) = entries_of(one).filter(act="certificate.revoked")
    assert (entry.by, entry.ground) == (cast.secretary.pk, "Видано помилково.")


def test_a_holder_is_needed_and_his_desk_shows_it(client, cast, one):
    assert any(str(one) in need for need in needs_of(cast.delegate_person, timezone.localdate()))
    assert not any("-0" in need for need in needs_of(make_person("Інша"), timezone.localdate()))
    client.force_login(cast.delegate)
    assert str(one) in client.get("/desk/").content.decode()


def test_the_audit_reads_and_does_not_revoke(client, cast, one):
    from tests.cast import grant

    grant(cast.stranger, Right.AUDIT)
    client.force_login(cast.stranger)
    assert client.get(f"/certificates/{one.pk}/").status_code == 200
    assert client.post(f"/certificates/{one.pk}/revoke/", {"reason": "ні"}).status_code == 404
