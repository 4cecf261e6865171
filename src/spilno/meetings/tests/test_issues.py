"""Issues: from a draft to the agenda, by service, access and page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_council, make_mandate, make_member, make_person, make_unit, make_user

from spilno.documents.models import Attachment
from spilno.journal.models import Entry
from spilno.meetings.access.issues import councils_of, issues_to_see
from spilno.meetings.models import Issue, Item, Meeting
from spilno.meetings.services import agenda, issues
from spilno.notices.models import Notice
from spilno.statute.rules.refusal import RuleBroken

VALUES = {
    "title": "Про стан водопостачання у прифронтових громадах",
    "text": "Вода двічі на тиждень.",
    "draft_decision": "Звернутися до обласної військової адміністрації.",
    "topic": "utilities",
    "territory": None,
}


def raised(cast, **values):
    issue = issues.write_issue(cast.lypova.organisation, VALUES | values, by=cast.delegate)
    return issues.send_issue(issue, by=cast.delegate)


def acts():
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def broken(code):
    return pytest.raises(RuleBroken, match=f"^{code}$")


def test_an_issue_goes_from_a_draft_to_the_agenda(cast):
    issue = issues.write_issue(cast.lypova.organisation, VALUES, by=cast.delegate)
    assert (issue.state, issue.number) == ("draft", None)
    issue = issues.send_issue(issue, by=cast.delegate)
    assert (issue.state, issue.number) == ("raised", 1)
    issues.accept_issue(issue, by=cast.secretary)
    meeting = Meeting.objects.create(body=cast.general_meeting, number=1)
    item = agenda.take_issue(meeting, issue, by=cast.secretary)
    issue.refresh_from_db()
    assert issue.state == "on_agenda"
    assert (item.title, item.draft_decision, item.rapporteur) == (
        VALUES["title"],
        VALUES["draft_decision"],
        cast.delegate_person,
    )
    assert acts() == [
        "issue.drafted",
        "issue.raised",
        "notice.posted",
        "issue.accepted",
        "issue.put_on_agenda",
        "item.added",
    ] or set(acts()) >= {"issue.drafted", "issue.raised", "issue.accepted", "issue.put_on_agenda", "item.added"}


def test_acceptance_and_return_are_told_to_the_council(cast):
    council = cast.lypova.organisation
    council.email = "rada@lypova.example"
    council.save()
    issues.accept_issue(raised(cast), by=cast.secretary)
    issues.return_issue(raised(cast), reason="Додайте розрахунок", by=cast.secretary)
    accepted, returned = Notice.objects.order_by("pk")
    assert set(accepted.deliveries.values_list("address", flat=True)) == {"rada@lypova.example", "delegate@example.org"}
    assert "Додайте розрахунок" in returned.text


def test_a_returned_issue_is_sent_again_with_the_same_number(cast):
    issue = issues.return_issue(raised(cast), reason="Неповно", by=cast.secretary)
    raised(cast)
    issue = issues.change_issue(issue, VALUES | {"text": "Повно"}, by=cast.delegate)
    again = issues.send_issue(issue, by=cast.delegate)
    assert (again.number, again.state, again.reason) == (1, "raised", "")


def test_refusals_change_nothing(cast):
    issue = raised(cast)
    before = len(acts())
    with broken("no_reason"):
        issues.return_issue(issue, reason=" ", by=cast.secretary)
    with broken("issue_is_sent"):
        issues.change_issue(issue, VALUES | {"text": "інше"}, by=cast.delegate)
    with broken("sent_already"):
        issues.send_issue(issue, by=cast.delegate)
    with broken("not_a_member"):
        issues.write_issue(cast.stepova, VALUES, by=cast.stranger)
    issue.refresh_from_db()
    assert (issue.state, issue.text) == ("raised", VALUES["text"])
    assert len(acts()) == before
    assert Issue.objects.count() == 1


def test_two_secretaries_answer_and_the_second_learns_it(cast):
    issue = raised(cast)
    issues.accept_issue(issue, by=cast.secretary)
    with broken("not_waiting"):
        issues.accept_issue(issue, by=cast.secretary)


def test_merging_moves_files_and_considerations(cast):
    first, second = raised(cast), raised(cast, title="Про воду")
    issues._attach(first, [SimpleUploadedFile("a.txt", "розрахунок".encode())], cast.delegate)
    meeting = Meeting.objects.create(body=cast.general_meeting, number=1, state="closed", starts_at=timezone.now())
    item = Item.objects.create(meeting=meeting, order=1, title="Про воду", issue=first, state="postponed")
    issues.merge_issue(first, second, by=cast.secretary)
    first.refresh_from_db()
    item.refresh_from_db()
    assert (first.state, first.merged_into) == ("merged", second)
    assert item.issue == second
    assert Attachment.objects.get().object_id == str(second.pk)
    with broken("merge_with_itself"):
        issues.merge_issue(second, second, by=cast.secretary)


def test_an_issue_on_an_agenda_is_not_withdrawn_but_comes_free_when_the_item_is_removed(cast):
    issue = issues.accept_issue(raised(cast), by=cast.secretary)
    item = agenda.take_issue(Meeting.objects.create(body=cast.general_meeting, number=1), issue, by=cast.secretary)
    with broken("belongs_to_meeting"):
        issues.withdraw_issue(issue, by=cast.delegate)
    agenda.remove_item(item, by=cast.secretary)
    issue.refresh_from_db()
    assert issue.state == "accepted"
    assert issues.withdraw_issue(issue, by=cast.delegate).state == "withdrawn"


# who sees and writes


def test_who_writes_for_which_council(cast):
    assert list(councils_of(cast.delegate)) == [cast.lypova.organisation]
    assert list(councils_of(cast.stranger)) == []
    assert set(councils_of(cast.secretary)) == {cast.lypova.organisation, cast.verbova.organisation}


def test_a_draft_is_seen_by_its_council_only(cast, client):
    draft = issues.write_issue(cast.lypova.organisation, VALUES, by=cast.delegate)
    sent = raised(cast)
    assert set(issues_to_see(cast.delegate)) == {draft, sent}
    for user in (cast.stranger, cast.verbova_delegate, cast.secretary):
        assert set(issues_to_see(user)) == {sent}
    client.force_login(cast.verbova_delegate)
    assert client.get(reverse("meetings:issue", args=[draft.pk])).status_code == 404
    assert client.post(reverse("meetings:send_issue", args=[draft.pk])).status_code == 404
    assert client.post(reverse("meetings:withdraw_issue", args=[sent.pk])).status_code == 404
    assert client.post(reverse("meetings:accept_issue", args=[sent.pk])).status_code == 404


def test_an_ended_mandate_writes_no_more(cast):
    cast.lypova.mandates.update(ends="2025-12-31")
    assert list(councils_of(cast.delegate)) == []


# pages


def test_a_delegate_raises_an_issue_through_the_form(cast, client):
    client.force_login(cast.delegate)
    unit = make_unit("Валківська")
    council = cast.lypova.organisation
    council.territory = unit
    council.save()
    assert "Валківська" in client.get(reverse("meetings:raise_issue")).content.decode()
    sent = VALUES | {"organisation": council.pk, "territory": unit.pk, "send": "1"}
    sent["files"] = SimpleUploadedFile("лист.txt", "Шановні колеги".encode())
    response = client.post(reverse("meetings:raise_issue"), sent)
    issue = Issue.objects.get()
    assert response.url == reverse("meetings:issue", args=[issue.pk])
    assert (issue.state, issue.number, issue.territory) == ("raised", 1, unit)
    assert Attachment.objects.get().object_id == str(issue.pk)
    page = client.get(response.url).content.decode()
    assert VALUES["title"] in page
    file = reverse("documents:attachment", args=[Attachment.objects.get().pk])
    client.logout()
    assert client.get(file).status_code == 200  # public together with the issue


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": "Вода"},
        {"topic": "weather"},
        {"text": ""},
        {"territory": "999999"},
        {"organisation": "0"},
    ],
)
def test_a_wrong_form_is_told_and_nothing_is_kept(cast, client, change):
    client.force_login(cast.delegate)
    sent = VALUES | {"organisation": cast.lypova.organisation.pk, "territory": ""} | change
    response = client.post(reverse("meetings:raise_issue"), sent)
    assert response.status_code == 422
    assert not Issue.objects.exists()


def test_an_apostrophe_of_the_keyboard_is_kept_as_papers_write_it(cast, client):
    client.force_login(cast.delegate)
    sent = VALUES | {"organisation": cast.lypova.organisation.pk, "territory": "", "title": "Про п'ять об'єктів"}
    assert client.post(reverse("meetings:raise_issue"), sent).status_code == 302
    assert Issue.objects.get().title == "Про п’ять об’єктів"


def test_a_file_of_a_forbidden_kind_leaves_no_half_of_an_issue(cast, client):
    client.force_login(cast.delegate)
    sent = VALUES | {"organisation": cast.lypova.organisation.pk, "territory": ""}
    sent["files"] = SimpleUploadedFile("a.exe", b"MZ\x00\x01\x02" * 50)
    assert client.post(reverse("meetings:raise_issue"), sent).status_code == 409
    assert not Issue.objects.exists()


def test_a_stranger_is_told_who_raises_issues(cast, client):
    client.force_login(cast.stranger)
    assert client.get(reverse("meetings:raise_issue")).status_code == 403


def test_the_secretary_answers_through_pages(cast, client):
    issue, other = raised(cast), raised(cast, title="Про дороги")
    client.force_login(cast.secretary)
    page = client.get(reverse("meetings:issue", args=[issue.pk])).content.decode()
    assert reverse("meetings:accept_issue", args=[issue.pk]) in page
    client.post(reverse("meetings:accept_issue", args=[issue.pk]))
    page = client.get(reverse("meetings:issue", args=[issue.pk])).content.decode()
    assert reverse("meetings:accept_issue", args=[issue.pk]) not in page  # no dead button for what is done
    assert 'aria-disabled="true"' not in page
    meeting = Meeting.objects.create(body=cast.general_meeting, number=3)
    client.post(reverse("meetings:put_issue", args=[issue.pk]), {"meeting": meeting.pk})
    assert meeting.items.get().issue == issue
    client.post(reverse("meetings:return_issue", args=[other.pk]), {"reason": "Уточніть територію"})
    other.refresh_from_db()
    assert other.state == "returned"
    third = raised(cast, title="Про шляхи")
    unchosen = client.post(reverse("meetings:merge_issue", args=[third.pk]), {"into": ""})
    assert unchosen.status_code == 422
    assert "into-wrong" in unchosen.content.decode()
    client.post(reverse("meetings:merge_issue", args=[third.pk]), {"into": issue.pk})
    third.refresh_from_db()
    assert third.merged_into == issue
    assert client.get(reverse("meetings:issue", args=[third.pk])).status_code == 200


def test_a_draft_is_changed_and_withdrawn_through_pages(cast, client):
    issue = issues.write_issue(cast.lypova.organisation, VALUES, by=cast.delegate)
    client.force_login(cast.delegate)
    sent = VALUES | {"organisation": cast.lypova.organisation.pk, "territory": "", "text": "Новий текст"}
    assert client.get(reverse("meetings:edit_issue", args=[issue.pk])).status_code == 200
    client.post(reverse("meetings:edit_issue", args=[issue.pk]), sent)
    issue.refresh_from_db()
    assert issue.text == "Новий текст"
    client.post(reverse("meetings:send_issue", args=[issue.pk]))
    client.post(reverse("meetings:withdraw_issue", args=[issue.pk]))
    issue.refresh_from_db()
    assert issue.state == "withdrawn"


def test_the_register_is_searched(cast, client):
    raion = make_unit("Лозівський", "P")
    hromada = make_unit("Лозівська", parent=raion)
    water = raised(cast, title="Про здоров’я і ВОДУ", territory=hromada)
    roads = raised(cast, title="Про дороги", topic="infrastructure")

    def found(**query):
        page = client.get(reverse("meetings:issues"), query).content.decode()
        return {issue for issue in (water, roads) if reverse("meetings:issue", args=[issue.pk]) in page}

    assert found() == {water, roads}
    assert found(q="воду") == {water}
    assert found(q="здоров'я") == {water}
    assert found(q="2") == {roads}
    assert found(q="(вод") == set()
    assert found(topic="infrastructure") == {roads}
    assert found(state="raised", year=timezone.localdate().year) == {water, roads}
    assert found(q="немає") == set()
    council = cast.lypova.organisation
    council.territory = hromada
    council.save()
    assert found(territory=raion.pk) == {water}
    assert client.get(reverse("meetings:issues"), {"page": "zzz", "year": "x"}).status_code == 200


def test_the_issue_page_shows_every_earlier_consideration(cast, client):
    issue = raised(cast)
    for number in (1, 2):
        meeting = Meeting.objects.create(
            body=cast.general_meeting, number=number, state="closed", starts_at=timezone.now()
        )
        Item.objects.create(meeting=meeting, order=1, title=issue.title, issue=issue, state="postponed")
    draft = Meeting.objects.create(body=cast.general_meeting, number=3)
    Item.objects.create(meeting=draft, order=1, title=issue.title, issue=issue)
    akin = raised(cast, title="Про воду в селах")
    page = client.get(reverse("meetings:issue", args=[issue.pk])).content.decode()
    for meeting in Meeting.objects.exclude(pk=draft.pk):
        assert reverse("meetings:meeting", args=[meeting.pk]) in page
    assert reverse("meetings:meeting", args=[draft.pk]) not in page
    assert reverse("meetings:issue", args=[akin.pk]) in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_the_same_number_of_queries(cast, client, count, django_assert_max_num_queries):
    for number in range(count):
        member = make_member(make_council(f"Рада {number}", territory=make_unit(f"Громада {number}")))
        person = make_person("Особа", user=make_user(f"p{number}@example.org"))
        make_mandate(member, person)
        issue = issues.write_issue(member.organisation, VALUES, by=person.user)
        issues.send_issue(issue, by=person.user)
    with django_assert_max_num_queries(14):
        client.get(reverse("meetings:issues"))


def test_what_may_not_be_sent_leaves_no_draft_behind_and_the_text_stays(client, cast):
    client.force_login(cast.delegate)
    said = VALUES | {"organisation": cast.lypova.organisation_id, "title": "Вода", "territory": "", "send": "1"}
    answer = client.post(reverse("meetings:raise_issue"), said)
    assert answer.status_code in {422, 409}
    assert VALUES["text"] in answer.content.decode()
    assert not Issue.objects.exists()


def test_a_wrong_file_comes_back_with_the_form_and_nothing_is_written(client, cast):
    client.force_login(cast.delegate)
    said = VALUES | {"organisation": cast.lypova.organisation_id, "territory": "", "keep": "1"}
    program = SimpleUploadedFile("лист.pdf", b"MZ\x90\x00program")
    answer = client.post(reverse("meetings:raise_issue"), said | {"files": program})
    assert answer.status_code == 409
    assert VALUES["text"] in answer.content.decode()
    assert not Issue.objects.exists()
    assert not Attachment.objects.exists()


def test_two_of_one_council_do_not_overwrite_each_other(client, cast):
    issue = issues.write_issue(cast.lypova.organisation, VALUES, by=cast.delegate)
    client.force_login(cast.delegate)
    address = reverse("meetings:edit_issue", args=[issue.pk])
    old = VALUES | {"organisation": cast.lypova.organisation_id, "territory": "", "keep": "1"}
    old |= {f"initial-{name}": old[name] for name in ("title", "text", "draft_decision", "topic", "territory")}
    assert client.post(address, old | {"text": "Вода раз на тиждень."}).status_code == 302
    assert client.post(address, old | {"draft_decision": "Звернутися до Уряду."}).status_code == 302
    issue.refresh_from_db()
    assert (issue.text, issue.draft_decision) == ("Вода раз на тиждень.", "Звернутися до Уряду.")
    answer = client.post(address, old | {"text": "Води немає."})
    assert answer.status_code == 422
    assert "Води немає." in answer.content.decode()
    issue.refresh_from_db()
    assert issue.text == "Вода раз на тиждень."
