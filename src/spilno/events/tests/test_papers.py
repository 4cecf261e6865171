"""Calls and papers: who sees what, what is written, what the journal says, and that nothing is lost after the deadline."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_user

from spilno.documents.models import Attachment
from spilno.events.access import may_read_paper, paper_to_see, paper_to_write
from spilno.events.models import CallForPapers, Event, Paper
from spilno.events.tests.factories import make_event
from spilno.events.tests.making_papers import make_call, make_paper
from spilno.journal.models import Entry
from spilno.notices.models import Delivery

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\ntrailer\n%%EOF\n"


def acts():
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def typed(**said):
    values = {
        "title": "Довіра до ради", "abstract": "Про довіру.", "language": "uk", "keywords": "",
        "authors-TOTAL_FORMS": "1", "authors-INITIAL_FORMS": "0",
        "authors-0-name": "Олена АВТОРКА", "authors-0-organisation_name": "Школа врядування",
        "authors-0-email": "author@example.org", "keep": "1",
    }  # fmt: skip
    return {**values, **said}


@pytest.fixture
def author():
    return make_user("author@example.org")


@pytest.fixture
def call(joint):
    return make_call(joint.school, joint.cities)


def call_values(**said):
    starts, until = timezone.localtime() + timedelta(days=1), timezone.localtime() + timedelta(days=9)
    values = {
        "text_uk": "Надсилайте доповіді.", "opens_at": f"{starts:%Y-%m-%dT%H:%M}", "deadline": f"{until:%Y-%m-%dT%H:%M}",
        "abstract_limit": "2000", "reviews_needed": "2", "blind": "on", "sections_said": "Управління | Governance\nПраво",
    }  # fmt: skip
    return {**values, **said}


def test_a_holder_opens_a_call_and_changes_it_keeping_the_codes_of_sections(client, joint):
    event = make_event(joint.school, kind=Event.Kind.CONFERENCE)
    client.force_login(joint.teacher)
    address = reverse("events:edit_call", args=[event.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, call_values()).status_code == 302
    said = "Економіка\nПраво | Law\nУправління | Governance"
    assert client.post(address, call_values(sections_said=said)).status_code == 302
    assert [(each["code"], each["uk"]) for each in CallForPapers.objects.get().sections] == [
        ("3", "Економіка"),
        ("2", "Право"),
        ("1", "Управління"),
    ]
    assert acts() == ["papers.call_opened", "papers.call_changed"]


def test_a_call_that_closes_before_it_opens_is_refused_in_words(client, joint):
    event = make_event(joint.school, kind=Event.Kind.CONFERENCE)
    client.force_login(joint.teacher)
    early = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
    answer = client.post(reverse("events:edit_call", args=[event.pk]), call_values(deadline=early))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Кінець приймання не пізніше за початок" in page
    assert "a_call_closes" not in page
    assert not CallForPapers.objects.exists()


def test_a_call_that_closes_after_the_conference_begins_is_refused_and_the_text_stays(client, joint):
    event = make_event(joint.school, kind=Event.Kind.CONFERENCE, days=3)
    client.force_login(joint.teacher)
    answer = client.post(reverse("events:edit_call", args=[event.pk]), call_values())
    assert answer.status_code == 422
    assert "Надсилайте доповіді." in answer.content.decode()
    assert not CallForPapers.objects.exists()
    assert acts() == []


def test_no_other_event_has_a_call(client, joint):
    client.force_login(joint.teacher)
    assert client.get(reverse("events:edit_call", args=[joint.event.pk])).status_code == 404
    assert client.get(reverse("events:call", args=[joint.event.pk])).status_code == 404
    assert client.get(reverse("events:committee", args=[joint.event.pk])).status_code == 404


def test_everyone_reads_the_call_and_finds_it_on_the_page_of_the_conference(client, call):
    page = client.get(reverse("events:call", args=[call.event_id])).content.decode()
    assert "Надсилайте доповіді." in page
    assert (
        reverse("events:call", args=[call.event_id])
        in client.get(reverse("events:event", args=[call.event_id])).content.decode()
    )


def test_a_paper_is_written_submitted_changed_and_withdrawn(client, joint, call, author):
    client.force_login(author)
    assert client.get(reverse("events:write_paper", args=[call.event_id])).status_code == 200
    file = SimpleUploadedFile("Стаття Авторки.pdf", PDF)
    answer = client.post(reverse("events:write_paper", args=[call.event_id]), typed(file=file))
    paper = Paper.objects.get()
    address = reverse("events:paper", args=[call.event_id, paper.number])
    assert (answer.status_code, answer["Location"], paper.state) == (302, address, "draft")
    writer = paper.authors.get()
    assert (writer.organisation, writer.name) == (joint.school, "Олена АВТОРКА")
    assert client.get(address).status_code == 200
    client.post(reverse("events:submit_paper", args=[call.event_id, paper.number]))
    edit = reverse("events:edit_paper", args=[call.event_id, paper.number])
    assert client.get(edit).status_code == 200
    assert client.post(edit, typed(title="Про довіру")).status_code == 302
    paper.refresh_from_db()
    assert (paper.state, paper.title) == ("submitted", "Про довіру")
    assert Delivery.objects.get().address == "author@example.org"
    own = reverse("events:own_papers")
    assert f'href="{own}"' in client.get(reverse("events:call", args=[call.event_id])).content.decode()
    assert "Про довіру" in client.get(own).content.decode()
    client.post(reverse("events:withdraw_paper", args=[call.event_id, paper.number]))
    assert acts() == [
        "attachment.added", "paper.drafted", "notice.posted", "paper.submitted", "paper.changed", "paper.withdrawn",
    ]  # fmt: skip
    assert client.post(reverse("events:withdraw_paper", args=[call.event_id, paper.number])).status_code == 409


def test_after_the_deadline_the_paper_is_refused_with_the_moment_and_the_draft_is_kept(client, call, author):
    call.deadline = timezone.now().replace(microsecond=0) - timedelta(seconds=2)
    call.save()
    client.force_login(author)
    sent = typed(send="1")
    answer = client.post(reverse("events:write_paper", args=[call.event_id]), sent, HTTP_ACCEPT_LANGUAGE="uk")
    paper = Paper.objects.get()
    assert (answer.status_code, paper.state, paper.abstract) == (409, "draft", "Про довіру.")
    page = answer.content.decode()
    assert f"{timezone.localtime(call.deadline):%d.%m.%Y, %H:%M:%S}" in page
    assert "Вашу чернетку збережено" in page
    assert "Це не збережено" not in page
    assert f'href="{reverse("events:paper", args=[call.event_id, paper.number])}"' in page  # not an empty form
    assert acts() == ["paper.drafted"]
    assert client.post(reverse("events:submit_paper", args=[call.event_id, 1])).status_code == 409


def test_a_submitted_paper_stays_as_it_was_after_the_deadline(client, call, author):
    make_paper(call, author)
    CallForPapers.objects.update(deadline=timezone.now() - timedelta(minutes=1))
    client.force_login(author)
    answer = client.post(reverse("events:edit_paper", args=[call.event_id, 1]), typed(title="Інша"))
    assert answer.status_code == 422
    assert "Інша" in answer.content.decode()
    assert Paper.objects.get().title == "Довіра до ради"


def test_a_submitted_paper_stays_whole(client, call, author):
    make_paper(call, author)
    client.force_login(author)
    address = reverse("events:edit_paper", args=[call.event_id, 1])
    assert client.post(address, typed(abstract="а" * 201)).status_code == 422
    assert client.post(address, typed(**{"authors-0-name": "", "authors-0-organisation_name": ""})).status_code == 422
    assert Paper.objects.get().authors.count() == 1
    assert client.post(address, typed(abstract="а" * 199 + "\r\n")).status_code == 302


@pytest.mark.parametrize(
    ("name", "content"),
    [("paper.pdf", b"MZ\x90\x00program"), ("paper.txt", "Текст".encode()), ("paper.docx", PDF), ("paper.pdf", b"")],
)
def test_a_file_that_is_no_paper_is_refused_and_nothing_is_written(client, call, author, name, content):
    client.force_login(author)
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("events:write_paper", args=[call.event_id]), typed(file=file))
    assert answer.status_code == 422
    assert "Про довіру." in answer.content.decode()
    assert (Paper.objects.count(), Attachment.objects.count(), acts()) == (0, 0, [])


def test_the_file_is_handed_out_under_a_neutral_name(client, joint, call, author):
    client.force_login(author)
    client.post(
        reverse("events:write_paper", args=[call.event_id]),
        typed(file=SimpleUploadedFile("Авторка.pdf", PDF), send="1"),
    )
    for user, expected in ((author, 200), (joint.mayor, 200), (make_user("else@example.org"), 404)):
        client.force_login(user)
        answer = client.get(reverse("events:paper_file", args=[call.event_id, 1]))
        assert answer.status_code == expected
        if expected == 200:
            assert answer["Content-Disposition"] == 'attachment; filename="paper-1.pdf"'


def test_the_exact_set_of_people_who_see_a_paper(cast, joint, call, author):
    draft, sent = make_paper(call, author, "draft"), make_paper(call, author, number=2)
    users = {
        "author": author, "teacher": joint.teacher, "mayor": joint.mayor, "secretary": cast.secretary,
        "delegate": cast.delegate, "stranger": cast.stranger,
    }  # fmt: skip

    def may(act, paper):
        found = set()
        for name, user in users.items():
            try:
                act(user, call.event_id, paper.number)
            except Http404:
                continue
            found.add(name)
        return found

    assert may(paper_to_see, draft) == {"author"}
    assert may(paper_to_see, sent) == {"author", "teacher", "mayor"}
    assert may(paper_to_write, sent) == may(paper_to_write, draft) == {"author"}
    reads = {name for name, user in users.items() if may_read_paper(user, str(sent.pk), "attachment")}
    assert reads == {"author", "teacher", "mayor"}
    assert not may_read_paper(author, "0", "attachment")


def test_those_who_keep_the_conference_see_what_came_and_no_drafts(client, joint, call, author):
    make_paper(call, author, title="Надіслана")
    make_paper(call, author, "draft", 2, title="Чернетка автора")
    client.force_login(joint.mayor)
    page = client.get(reverse("events:committee", args=[call.event_id])).content.decode()
    assert ("Надіслана" in page, "Чернетка автора" in page) == (True, False)
    client.force_login(author)
    assert client.get(reverse("events:committee", args=[call.event_id])).status_code == 404
