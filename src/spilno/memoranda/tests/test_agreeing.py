"""From draft to in force, change, renewal, withdrawal: the acts, their state, their journal, what a refusal leaves untouched."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from tests.cast import grant

from spilno.accounts.models import Right
from spilno.documents.queries import content_of
from spilno.documents.tests.signing import cms
from spilno.journal.models import Entry
from spilno.journal.queries import entries_of, told
from spilno.memoranda.access.waits import own_memoranda
from spilno.memoranda.models import Memorandum, Signing, Version
from spilno.memoranda.queries.plan import standing_parties
from spilno.memoranda.queries.register import register_on
from spilno.memoranda.queries.texts import on_the_table, terms_of
from spilno.memoranda.rules.text import AreaText, Both, TermText
from spilno.memoranda.services.agreeing import answer, put_aside, send, write_next
from spilno.memoranda.services.drafting import add_party, describe, draft_memorandum, remove_party, write_terms
from spilno.memoranda.services.life import begin_change, begin_renewal, decline, end, tell_of_expiry, withdraw
from spilno.memoranda.services.signing import sign_electronically, sign_on_paper
from spilno.memoranda.tests.factories import make_head, make_organisation, make_ours
from spilno.notices.models import Notice
from spilno.statute.rules.refusal import RuleBroken

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def heads():
    """Heads of our association, of a school, of a town; each speaks for his organisation."""
    ours, school, town = make_ours(), make_organisation("Школа", "education"), make_organisation("Містечко")
    return [make_head(ours, "Калина"), make_head(school, "Ясен"), make_head(town, "Терен")]


def draft(heads, count=2, **terms):
    by = heads[0].user
    memorandum = draft_memorandum(kind="training", title=Both("Меморандум про співпрацю"), by=by)
    for head in heads[:count]:
        add_party(memorandum, head.offices.get().organisation, head, post=Both("Голова"), powers=Both("Статуту"), by=by)
    said = {
        "purpose": Both("навчання"),
        "areas": (AreaText("joint-events", Both("спільні заходи")),),
        "place": Both("м. Київ"),
    }
    write_terms(memorandum, by=by, **{**said, **terms})
    return Memorandum.objects.get(pk=memorandum.pk)


def agree(memorandum):
    version = on_the_table(memorandum)
    for party in memorandum.parties.filter(withdrew_on__isnull=True):
        answer(party, sha256=version.sha256, agreed=True, by=party.signatory.user)
    memorandum.refresh_from_db()
    return on_the_table(memorandum)


def sign(memorandum, on=None):
    for party in memorandum.parties.filter(withdrew_on__isnull=True):
        sign_on_paper(party, on=on or timezone.localdate(), scan=ContentFile(PDF, "scan.pdf"), by=party.signatory.user)
    memorandum.refresh_from_db()


def in_force(heads, count=2, **terms):
    memorandum = draft(heads, count, **terms)
    send(memorandum, by=heads[0].user)
    agree(memorandum)
    sign(memorandum)
    return memorandum


def broken(act, *args, **kwargs):
    """Return the code of the refusal; nothing but what was there before may be there after."""
    before = (Entry.objects.count(), list(Version.objects.values()), list(Memorandum.objects.values()))
    with pytest.raises(RuleBroken) as found:
        act(*args, **kwargs)
    assert (Entry.objects.count(), list(Version.objects.values()), list(Memorandum.objects.values())) == before
    return found.value.refusal.code


def test_from_draft_to_in_force(heads):
    memorandum = draft(heads, term=TermText(years=3))
    assert memorandum.parties.count() == 2
    version = send(memorandum, by=heads[0].user)
    assert len(version.sha256) == 64
    agreed = agree(memorandum)
    assert (memorandum.state, agreed.state) == ("agreed", "agreed")
    assert content_of(agreed.document).startswith(b"%PDF")
    sign(memorandum)
    today = timezone.localdate()
    assert (memorandum.state, memorandum.signed_on, memorandum.starts_on) == ("signed", today, today)
    assert memorandum.ends_on.year == today.year + 3
    assert memorandum.versions.get(state="signed").document.public
    assert memorandum.parties.filter(signed_on=today).count() == 2
    acts = list(Entry.objects.filter(object_type="memoranda.memorandum").values_list("act", flat=True))
    assert acts[-1] == "memorandum.signed"
    assert acts.count("memorandum.approved") == acts.count("memorandum.party_signed") == 2


def test_a_party_cannot_approve_an_old_text(heads):
    memorandum = draft(heads)
    old = send(memorandum, by=heads[0].user).sha256
    party = memorandum.parties.get(organisation__name_uk="Школа")
    answer(party, sha256=old, agreed=False, remarks="мета завузька", by=heads[1].user)
    write_next(memorandum, by=heads[0].user)
    write_terms(memorandum, purpose=Both("навчання і дослідження"), by=heads[0].user)
    new = send(memorandum, note="Мету розширено.", by=heads[0].user)
    assert new.sha256 != old
    assert broken(answer, party, sha256=old, agreed=True, by=heads[1].user) == "old_text"
    answer(party, sha256=new.sha256, agreed=True, by=heads[1].user)
    assert broken(answer, party, sha256=new.sha256, agreed=True, by=heads[1].user) == "answered_already"


def test_a_text_that_parties_saw_is_not_edited(heads):
    memorandum = draft(heads)
    send(memorandum, by=heads[0].user)
    assert broken(write_terms, memorandum, purpose=Both("інше"), by=heads[0].user) == "text_fixed"
    assert broken(remove_party, memorandum, heads[1].offices.get().organisation_id, by=heads[0].user) == "text_fixed"


def test_parties_are_told_of_every_text(heads):
    memorandum = draft(heads)
    send(memorandum, by=heads[0].user)
    notice = Notice.objects.get()
    assert {each.address for each in notice.deliveries.all()} == {"kalyna@example.org", "yasen@example.org"}
    assert "SHA-256" in notice.text


def test_a_term_that_ends_before_it_begins_is_not_written(heads):
    memorandum = draft(heads)
    term = TermText(date(2027, 1, 1), date(2026, 1, 1))
    assert broken(write_terms, memorandum, term=term, by=heads[0].user) == "term_reversed"


def test_an_electronic_signature_over_another_file_is_refused(heads, tmp_path):
    memorandum = draft(heads)
    send(memorandum, by=heads[0].user)
    version = agree(memorandum)
    first, second = memorandum.parties.all()
    other = ContentFile(cms(b"another file", "Yasen", tmp_path), "sign.p7s")
    assert broken(sign_electronically, first, other, by=heads[0].user) == "signature_other_document"
    good = ContentFile(cms(content_of(version.document), "Yasen", tmp_path), "sign.p7s")
    sign_electronically(first, good, by=heads[0].user)
    assert version.document.signatures.get().role == f"party-{first.pk}"
    assert broken(sign_on_paper, first, on=timezone.localdate(), scan=None, by=heads[0].user) == "signed_already"
    assert broken(sign_on_paper, second, on=timezone.localdate(), scan=None, by=heads[1].user) == "scan_missing"


def test_nobody_signs_before_all_agree(heads):
    memorandum = draft(heads)
    send(memorandum, by=heads[0].user)
    party = memorandum.parties.first()
    scan = ContentFile(PDF, "scan.pdf")
    assert broken(sign_on_paper, party, on=timezone.localdate(), scan=scan, by=heads[0].user) == "not_agreed"
    assert not Signing.objects.exists()


def test_a_change_leaves_the_text_in_force_until_all_sign(heads):
    memorandum = in_force(heads)
    begin_change(memorandum, by=heads[0].user)
    areas = (AreaText("exchange", Both("обмін матеріалами")),)
    write_terms(memorandum, areas=areas, by=heads[0].user)
    memorandum.refresh_from_db()
    assert [row.area.code for row in memorandum.agreed_areas.filter(dropped_on=None)] == ["joint-events"]
    send(memorandum, note="Новий напрям.", by=heads[0].user)
    agree(memorandum)
    assert (memorandum.state, memorandum.versions.get(state="signed").number) == ("signed", 1)
    sign(memorandum)
    assert memorandum.versions.get(state="signed").number == 2
    assert [row.area.code for row in memorandum.agreed_areas.filter(dropped_on=None)] == ["exchange"]
    assert memorandum.agreed_areas.get(area__code="joint-events").dropped_on == timezone.localdate()


def test_a_change_names_no_new_party(heads):
    memorandum = in_force(heads)
    begin_change(memorandum, by=heads[0].user)
    town = heads[2].offices.get().organisation
    refused = broken(
        add_party, memorandum, town, heads[2], post=Both("Голова"), powers=Both("Статуту"), by=heads[0].user
    )
    assert refused == "parties_fixed"


def test_a_renewal_moves_the_last_day_and_keeps_the_first(heads):
    today = timezone.localdate()
    memorandum = in_force(heads, term=TermText(ends_on=today + timedelta(30)))
    later = today + timedelta(400)
    assert broken(begin_renewal, memorandum, until=today, by=heads[0].user) == "not_later"
    begin_renewal(memorandum, until=later, by=heads[0].user)
    assert broken(begin_change, memorandum, by=heads[0].user) == "text_on_the_table"
    send(memorandum, by=heads[0].user)
    agree(memorandum)
    sign(memorandum)
    assert (memorandum.starts_on, memorandum.ends_on) == (today, later)


def test_a_text_put_aside_leaves_what_is_in_force(heads):
    memorandum = in_force(heads)
    begin_change(memorandum, by=heads[0].user)
    put_aside(memorandum, reason="не на часі", by=heads[0].user)
    memorandum.refresh_from_db()
    assert memorandum.state == "signed"
    assert on_the_table(memorandum) is None
    assert put_aside(draft(heads), reason="", by=heads[0].user).state == "abandoned"


def test_of_three_parties_two_go_on_and_of_two_it_ends(heads):
    memorandum = in_force(heads, 3)
    today = timezone.localdate()
    third = memorandum.parties.get(organisation__name_uk="Містечко")
    withdraw(third, on=today, reason="рішення № 5", by=heads[2].user)
    memorandum.refresh_from_db()
    assert memorandum.state == "signed"
    assert broken(withdraw, third, on=today, reason="рішення № 5", by=heads[2].user) == "withdrew_already"
    change = begin_change(memorandum, by=heads[0].user)
    assert len(terms_of(change).parties) == 2
    second = memorandum.parties.get(organisation__name_uk="Школа")
    withdraw(second, on=today, reason="рішення № 6", by=heads[1].user)
    memorandum.refresh_from_db()
    assert (memorandum.state, memorandum.ended_on) == ("ended", today)
    assert on_the_table(memorandum) is None


def test_the_secretariat_records_the_withdrawal_of_a_party_that_wrote_on_paper(heads, cast, client):
    memorandum = in_force(heads, 3)
    third = memorandum.parties.get(organisation__name_uk="Містечко")
    address = reverse("memoranda:withdraw", args=[memorandum.number, third.pk])
    client.force_login(cast.secretary)
    page = client.get(reverse("memoranda:memorandum", args=[memorandum.number])).content.decode()
    assert address in page
    found = re.findall(r'id="(withdraw_\w+)"', page)
    assert len(found) == len(set(found)) > 1
    today = timezone.localdate()
    assert client.post(address, {"on": today, "reason": ""}).status_code == 422
    assert client.post(address, {"on": today, "reason": "лист від 20.11.2026 № 15"}).status_code == 302
    third.refresh_from_db()
    assert (third.withdrew_on, third.withdrew_because) == (today, "лист від 20.11.2026 № 15")
    entry = entries_of(memorandum).get(act="memorandum.party_withdrew")
    assert entry.by == cast.secretary.pk


def test_ending_needs_a_ground_and_a_day_within_the_term(heads):
    memorandum = in_force(heads)
    today = timezone.localdate()
    assert broken(end, memorandum, on=today, reason=" ", by=heads[0].user) == "reason_missing"
    assert broken(end, memorandum, on=today - timedelta(1), reason="угода", by=heads[0].user) == "ends_before_it_begins"
    assert end(memorandum, on=today, reason="угода", by=heads[0].user).state == "ended"


def test_parties_are_told_of_the_end_of_the_term_once(heads):
    today = timezone.localdate()
    memorandum = in_force(heads, term=TermText(ends_on=today + timedelta(90)))
    told = Notice.objects.count()
    assert tell_of_expiry(today) == 0
    assert tell_of_expiry(today + timedelta(30)) == 1
    assert tell_of_expiry(today + timedelta(31)) == 0
    assert Notice.objects.count() == told + 1
    assert memorandum.notice_days == 60


def test_what_stands_beside_the_text_may_change(heads):
    memorandum = in_force(heads)
    assert not describe(memorandum, {"public": False}, by=heads[0].user).public


def test_another_second_language_fills_the_draft_anew(heads):
    memorandum = draft(heads)
    by = heads[0].user
    assert not any(clause.text.second for clause in terms_of(on_the_table(memorandum)).clauses)
    write_terms(memorandum, second_language="en", by=by)
    terms = terms_of(on_the_table(memorandum))
    assert terms.clauses
    assert all(clause.title.second and clause.text.second for clause in terms.clauses)
    assert terms.parties[0].name.second == "Association of hromadas"
    assert [party.powers.second for party in terms.parties] == ["the Statute", "the Statute"]
    write_terms(memorandum, second_language="pl", title=Both("Меморандум про співпрацю", "Memorandum"), by=by)
    terms = terms_of(on_the_table(memorandum))
    assert terms.title.second == "Memorandum"
    assert not any(clause.title.second or clause.text.second for clause in terms.clauses)
    assert not any(party.name.second for party in terms.parties)


def test_a_title_that_nobody_translated_goes_with_its_language(heads):
    memorandum = draft(heads)
    by, title = heads[0].user, Both("Меморандум про співпрацю", "Memorandum of cooperation")
    write_terms(memorandum, second_language="en", title=title, by=by)
    write_terms(memorandum, second_language="de", title=title, by=by)
    assert terms_of(on_the_table(memorandum)).title.second == ""


def test_history_names_the_part_and_the_party(heads, django_assert_max_num_queries):
    memorandum = draft(heads)
    write_terms(memorandum, place=Both("м. Харків"), purpose=Both("навчання"), note=" Місце інше. ", by=heads[0].user)
    send(memorandum, by=heads[0].user)
    agree(memorandum)
    rows = list(entries_of(memorandum))
    assert rows[-5].facts["parts"] == ["place", "note"]
    with django_assert_max_num_queries(3):
        said = {each.number: each.detail for each in told(rows)}
    details = [said[row.number] for row in rows]
    assert details[-5:-3] == ["місце підписання, пояснення для Сторін", "редакція 1"]
    assert "Школа" in details
    assert all("party" not in detail for detail in details)


@pytest.mark.parametrize(
    ("name", "content"), [("scan.pdf", b"MZ\x90\x00\x03"), ("scan.png", b"<html>"), ("scan.txt", "підписано".encode())]
)
def test_a_scan_that_is_no_pdf_signs_nothing(heads, name, content):
    memorandum = draft(heads)
    send(memorandum, by=heads[0].user)
    agree(memorandum)
    party = memorandum.parties.get(organisation__name_uk="Школа")
    with pytest.raises(RuleBroken) as broken:
        sign_on_paper(party, on=timezone.localdate(), scan=ContentFile(content, name=name), by=heads[1].user)
    assert broken.value.refusal.code.startswith("file_")
    assert not Signing.objects.exists()


def test_what_is_wrong_with_one_signature_is_said_at_that_party_only(client, heads):
    memorandum = draft(heads)
    send(memorandum, by=heads[0].user)
    agree(memorandum)
    ours, school = memorandum.parties.order_by("position")[:2]
    grant(heads[0].user, Right.SECRETARIAT)
    client.force_login(heads[0].user)
    answer = client.post(reverse("memoranda:sign", args=[memorandum.number, school.pk]), {"on": "2099-01-01"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count('value="2099-01-01"') == 1
    assert page.count(f'id="sign_{school.pk}_on"') == page.count(f'id="sign_{ours.pk}_on"') == 1


def test_one_of_three_leaves_before_the_last_signature_and_the_text_goes_on_without_it(heads, tmp_path):
    memorandum = draft(heads, count=3)
    send(memorandum, by=heads[0].user)
    version = agree(memorandum)
    signed = memorandum.parties.get(organisation__name_uk="Школа")
    paper = content_of(version.document)
    sign_electronically(signed, ContentFile(cms(paper, "Ясен", tmp_path), name="s.p7s"), by=heads[1].user)
    gone = memorandum.parties.get(organisation__name_uk="Містечко")
    decline(gone, reason="Рада не схвалила проєкт.", by=heads[2].user)
    memorandum.refresh_from_db()
    table = on_the_table(memorandum)
    assert (memorandum.state, table.state, table.number) == ("draft", "draft", 2)
    assert [party.name.uk for party in terms_of(table).parties] == ["Асоціація громад", "Школа"]
    assert "Містечко" in table.note
    assert Entry.objects.get(act="memorandum.party_declined").ground == "Рада не схвалила проєкт."
    assert "не бере участі" in Notice.objects.latest("pk").subject
    send(memorandum, by=heads[0].user)
    version = agree(memorandum)
    for party, head in zip(memorandum.parties.filter(withdrew_on__isnull=True), heads, strict=False):
        file = ContentFile(cms(content_of(version.document), "Хтось", tmp_path), name="s.p7s")
        sign_electronically(party, file, by=head.user)
    memorandum.refresh_from_db()
    assert memorandum.state == "signed"
    assert [party.organisation.name_uk for party in register_on().get().parties.all()] == ["Асоціація громад", "Школа"]
    assert gone.pk not in {party.pk for party in standing_parties(memorandum, timezone.localdate())}
    assert not own_memoranda(heads[2].user).exists()
    with pytest.raises(RuleBroken) as broken:
        decline(signed, reason="передумали", by=heads[1].user)
    assert broken.value.refusal.code == "concluded"


def test_one_of_two_leaves_and_the_memorandum_is_not_concluded(heads):
    memorandum = draft(heads)
    send(memorandum, by=heads[0].user)
    party = memorandum.parties.get(organisation__name_uk="Школа")
    with pytest.raises(RuleBroken):
        decline(party, reason=" ", by=heads[1].user)
    decline(party, reason="немає потреби", by=heads[1].user)
    memorandum.refresh_from_db()
    assert (memorandum.state, on_the_table(memorandum)) == ("abandoned", None)
    with pytest.raises(RuleBroken):
        decline(party, reason="ще раз", by=heads[1].user)


def test_a_party_that_answered_is_taken_out_of_the_next_text_with_its_answer_kept(heads):
    memorandum = draft(heads, count=3)
    send(memorandum, by=heads[0].user)
    gone = memorandum.parties.get(organisation__name_uk="Містечко")
    answer(gone, sha256=on_the_table(memorandum).sha256, agreed=False, remarks="ні", by=heads[2].user)
    write_next(memorandum, by=heads[0].user)
    remove_party(memorandum, gone.organisation_id, by=heads[0].user)
    gone.refresh_from_db()
    assert gone.withdrew_on == timezone.localdate()
    assert gone.approvals.count() == 1
    add_party(memorandum, gone.organisation, heads[2], post=Both("Голова"), powers=Both("Статуту"), by=heads[0].user)
    gone.refresh_from_db()
    assert gone.withdrew_on is None


def test_parties_stand_in_the_order_in_which_they_were_put(heads, cast, client):
    memorandum = draft(heads, count=3)

    def order():
        return [party.name.uk for party in terms_of(on_the_table(memorandum)).parties]

    first, second, third = order()
    client.force_login(cast.secretary)
    page = client.get(reverse("memoranda:parties", args=[memorandum.number])).content.decode()
    assert page.count("/move/") == 2, "the first stands as high as it can"
    last = heads[2].offices.get().organisation_id
    for shown in ([first, third, second], [third, first, second], [third, first, second]):
        client.post(reverse("memoranda:move_party", args=[memorandum.number, last]))
        assert order() == shown
    assert [party.organisation.name_uk for party in memorandum.parties.all()] == [third, first, second]
    send(memorandum, by=heads[0].user)
    assert client.post(reverse("memoranda:move_party", args=[memorandum.number, last])).status_code == 409
    assert order() == [third, first, second]


def test_who_left_reads_what_was_put_to_it_and_nothing_that_follows(heads, client):
    memorandum = draft(heads, count=3)
    send(memorandum, by=heads[0].user)
    gone = memorandum.parties.get(organisation__name_uk="Містечко")
    decline(gone, reason="Рада не схвалила проєкт.", by=heads[2].user)
    write_terms(memorandum, purpose=Both("таємні перемовини"), by=heads[0].user)
    send(memorandum, by=heads[0].user)
    version = agree(memorandum)

    def status(name, *rest):
        return client.get(reverse(name, args=[memorandum.number, *rest])).status_code

    client.force_login(heads[2].user)
    page = client.get(reverse("memoranda:memorandum", args=[memorandum.number])).content.decode()
    assert "Рада не схвалила проєкт." in page
    assert "таємні" not in page
    assert (status("memoranda:version", 1), status("memoranda:version", 2)) == (200, 404)
    assert client.get(reverse("documents:document", args=[version.document_id])).status_code == 404
    assert "/memoranda/" + str(memorandum.number) not in client.get(reverse("memoranda:memoranda")).content.decode()
    assert not own_memoranda(heads[2].user).exists()
    client.force_login(heads[1].user)
    assert (status("memoranda:memorandum"), status("memoranda:version", 2)) == (200, 200)


def test_a_renewal_begins_from_what_is_in_force_and_not_from_a_text_put_aside(heads):
    today = timezone.localdate()
    memorandum = in_force(heads, term=TermText(ends_on=today + timedelta(30)))
    begin_change(memorandum, by=heads[0].user)
    write_terms(memorandum, purpose=Both("те, на що не погодилися"), by=heads[0].user)
    put_aside(memorandum, reason="не погодилися", by=heads[0].user)
    renewal = begin_renewal(memorandum, until=today + timedelta(400), by=heads[0].user)
    assert (terms_of(renewal).purpose.uk, renewal.number) == ("навчання", 3)
    put_aside(memorandum, reason="ні", by=heads[0].user)
    assert terms_of(begin_change(memorandum, by=heads[0].user)).purpose.uk == "навчання"


def test_a_party_withdraws_from_today_on_and_within_the_term(heads):
    today = timezone.localdate()
    memorandum = in_force(heads, 3, term=TermText(ends_on=today + timedelta(30)))
    third = memorandum.parties.get(organisation__name_uk="Містечко")
    for on, code in ((today - timedelta(1), "withdraws_backwards"), (today + timedelta(31), "withdraws_after_the_end")):
        assert broken(withdraw, third, on=on, reason="рішення № 5", by=heads[2].user) == code
    assert withdraw(third, on=today + timedelta(30), reason="рішення № 5", by=heads[2].user).withdrew_on
