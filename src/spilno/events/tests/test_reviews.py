"""Reviews and decisions: who gets what to read, what a blind reviewer must not see, what is told and when."""

import io
import zipfile
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.cast import LONG_AGO, make_person, make_user

from spilno.documents.services import attach
from spilno.events.gateways.blind_copy import UnreadableError, blind_copy
from spilno.events.models import CallForPapers, Paper, Review, Session, Speaker
from spilno.events.queries import reviews as queries
from spilno.events.services import decisions, reviews
from spilno.events.services.duties import forget_person
from spilno.events.tests.factories import make_session
from spilno.events.tests.making_papers import make_call, make_paper
from spilno.journal.models import Entry
from spilno.notices.models import Delivery
from spilno.people.models import Office
from spilno.statute.rules.refusal import RuleBroken

MARKS = {"score_topic": "5", "score_grounds": "4", "score_news": "3", "score_use": "4"}
SAID = {**MARKS, "advice": "accept", "to_author": "Гарна доповідь.", "to_committee": "Лише для комітету."}


def acts():
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def reviewer_named(call, email, family, organisation=None):
    user = make_user(email)
    person = make_person(family, user=user, email=email)
    if organisation is not None:
        Office.objects.create(
            person=person, organisation=organisation, post_uk="доцентка", category="other", act="№ 1", starts=LONG_AGO
        )
    call.reviewers.add(person)
    return user


@pytest.fixture
def author():
    return make_user("author@example.org")


@pytest.fixture
def call(joint):
    now = timezone.now().replace(microsecond=0)
    return make_call(joint.school, joint.cities, deadline=now - timedelta(minutes=5))


@pytest.fixture
def paper(call, author):
    return make_paper(call, author, author={"name": "Олена АВТОРКА", "organisation_name": "Таємний університет"})


@pytest.fixture
def reader(call):
    return reviewer_named(call, "reader@example.org", "Читачка")


@pytest.fixture
def review(paper, reader):
    return Review.objects.create(paper=paper, reviewer=reader.person)


def test_any_holder_names_a_reviewer_by_the_address_of_an_account(client, joint, call):
    make_person("Рецензентка", user=make_user("reviewer@example.org"))
    client.force_login(joint.mayor)
    address = reverse("events:name_reviewer", args=[call.event_id])
    assert client.post(address, {"email": "Reviewer@example.org"}).status_code == 302
    wrong = client.post(address, {"email": "reviewer@example.org"})
    assert (wrong.status_code, wrong.content.decode().count('role="alert"')) == (422, 1)  # mistakes are told once
    assert client.post(address, {"email": "nobody@example.org"}).status_code == 422
    assert call.reviewers.count() == 1
    assert acts() == ["papers.reviewer_named"]
    person = call.reviewers.get()
    assert client.post(reverse("events:drop_reviewer", args=[call.event_id, person.pk])).status_code == 302
    assert call.reviewers.count() == 0


def test_papers_are_shared_out_evenly_and_never_to_a_colleague_co_author_or_author(client, joint, call, author):
    school = {"name": "Авторка", "organisation": joint.school}
    for number in range(1, 5):
        make_paper(call, author, number=number, author=school if number == 1 else {"name": "Автор"})
    teaches = reviewer_named(call, "teaches@example.org", "Колега", joint.school)
    free = [reviewer_named(call, f"free{n}@example.org", "Вільна") for n in (1, 2)]
    own = make_paper(call, free[0], number=5)
    client.force_login(joint.teacher)
    client.post(reverse("events:share_out_papers", args=[call.event_id]))
    pairs = set(Review.objects.values_list("paper__number", "reviewer__user__email"))
    assert len(pairs) == 10
    assert (1, teaches.email) not in pairs
    assert (own.number, free[0].email) not in pairs
    loads = [len([1 for _n, email in pairs if email == user.email]) for user in (teaches, *free)]
    assert max(loads) - min(loads) <= 1
    assert Delivery.objects.count() == 3  # one letter each
    client.post(reverse("events:share_out_papers", args=[call.event_id]))
    assert Review.objects.count() == 10


def test_nothing_is_shared_out_before_the_deadline(client, joint, paper, reader):
    CallForPapers.objects.update(deadline=timezone.now() + timedelta(hours=1))
    client.force_login(joint.teacher)
    assert client.post(reverse("events:share_out_papers", args=[paper.call.event_id])).status_code == 409
    ask = reverse("events:ask_review", args=[paper.call.event_id, paper.number])
    assert client.post(ask, {"reviewer": reader.person.pk}).status_code == 409
    assert not Review.objects.exists()


def test_one_reviewer_is_asked_by_hand_and_the_paper_taken_back(client, joint, paper, reader):
    client.force_login(joint.teacher)
    ask = reverse("events:ask_review", args=[paper.call.event_id, paper.number])
    assert client.post(ask, {"reviewer": reader.person.pk}).status_code == 302
    assert client.post(ask, {"reviewer": reader.person.pk}).status_code == 409
    assert client.post(ask, {"reviewer": joint.teacher_person.pk}).status_code == 422  # not a reviewer here
    review = Review.objects.get()
    back = reverse("events:take_back_review", args=[paper.call.event_id, paper.number, review.pk])
    assert client.post(back).status_code == 302
    assert not Review.objects.exists()
    assert acts() == ["notice.posted", "review.asked", "review.taken_back"]


def test_a_blind_reviewer_sees_neither_author_nor_organisation(client, review, reader):
    client.force_login(reader)
    address = reverse("events:review", args=[review.paper.call.event_id, review.paper.number])
    page = client.get(address).content.decode()
    assert "Про довіру." in page
    assert "АВТОРКА" not in page
    assert "Таємний університет" not in page
    CallForPapers.objects.update(blind=False)
    assert "АВТОРКА" in client.get(address).content.decode()


def test_only_the_reviewer_opens_the_review_and_the_paper_itself_stays_closed_to_him(
    client, joint, review, reader, author
):
    event, number = review.paper.call.event_id, review.paper.number
    for user in (
        author,
        joint.teacher,
        make_user("else@example.org"),
        reviewer_named(review.paper.call, "b@example.org", "Інша"),
    ):
        client.force_login(user)
        assert client.get(reverse("events:review", args=[event, number])).status_code == 404
    client.force_login(reader)
    for name in ("paper", "paper_file", "decide_paper"):
        assert client.get(reverse(f"events:{name}", args=[event, number])).status_code == 404
    assert client.get(reverse("events:review", args=[event + 100, number])).status_code == 404
    assert client.get(reverse("events:committee", args=[event])).status_code == 404


def test_a_review_is_given_changed_and_then_stands(client, joint, review, reader):
    event, number = review.paper.call.event_id, review.paper.number
    address = reverse("events:review", args=[event, number])
    client.force_login(reader)
    assert client.get(reverse("events:own_reviews")).status_code == 200
    assert client.post(address, {**SAID, "score_use": "6"}).status_code == 422
    assert client.post(address, {**SAID, "to_author": "x" * 10_001}).status_code == 422
    assert client.post(address, SAID).status_code == 302
    assert client.post(address, {**SAID, "score_use": "1"}).status_code == 302
    review.refresh_from_db()
    assert review.scores == {"topic": 5, "grounds": 4, "news": 3, "use": 1}
    decisions.decide(review.paper, accepts=True, by=joint.teacher)
    answer = client.post(address, {**SAID, "to_author": "Пізно"})
    assert answer.status_code == 422
    assert "Пізно" in answer.content.decode()
    review.refresh_from_db()
    assert review.to_author == "Гарна доповідь."
    assert acts() == ["review.given", "review.changed", "paper.decided"]


def test_a_conflict_is_declared_with_one_press_and_the_reviewer_is_not_asked_again(client, joint, review, reader):
    event, number = review.paper.call.event_id, review.paper.number
    client.force_login(reader)
    assert client.post(reverse("events:declare_conflict", args=[event, number])).status_code == 302
    assert client.get(reverse("events:review", args=[event, number])).status_code == 404
    client.force_login(joint.teacher)
    ask = reverse("events:ask_review", args=[event, number])
    assert client.post(ask, {"reviewer": reader.person.pk}).status_code == 409
    assert reviews.share_out(review.paper.call, by=joint.teacher) == 0


def test_who_becomes_an_author_of_what_he_reviews_gives_no_review(review, reader):
    review.paper.authors.create(name="Читачка", email=reader.email)
    with pytest.raises(RuleBroken) as refused:
        reviews.give_review(review, SAID, {"topic": 5, "grounds": 4, "news": 3, "use": 4}, by=reader)
    assert refused.value.refusal.code == "conflict"


def test_the_table_shows_scores_and_finds_what_is_to_be_done(client, joint, review, reader, author):
    reviews.give_review(review, SAID, {"topic": 5, "grounds": 4, "news": 3, "use": 4}, by=reader)
    make_paper(review.paper.call, author, number=2, title="Без рецензій")
    client.force_login(joint.mayor)
    address = reverse("events:committee", args=[review.paper.call.event_id])
    page = client.get(address).content.decode()
    assert "4,00" in page or "4.00" in page
    assert "Без рецензій" in client.get(address, {"show": "few"}).content.decode()
    assert "Без рецензій" not in client.get(address, {"show": "accepted"}).content.decode()
    assert client.get(address, {"show": "nonsense", "section": "nine", "sort": "score"}).status_code == 200
    assert (
        "Лише для комітету."
        in client.get(reverse("events:decide_paper", args=[review.paper.call.event_id, 1])).content.decode()
    )


def test_a_holder_who_wrote_a_paper_sees_nothing_of_its_reviews_and_does_not_decide(client, joint, call, reader):
    own = make_paper(call, joint.teacher, title="Власна доповідь")
    Review.objects.create(
        paper=own,
        reviewer=reader.person,
        advice="reject",
        scores={"topic": 1},
        to_author="Слабко.",
        given_at=timezone.now(),
    )
    client.force_login(joint.teacher)
    page = client.get(reverse("events:committee", args=[call.event_id])).content.decode()
    assert "Власна доповідь" in page
    assert "1,00" not in page
    assert client.get(reverse("events:decide_paper", args=[call.event_id, own.number])).status_code == 404
    with pytest.raises(RuleBroken) as refused:
        decisions.decide(own, accepts=True, by=joint.teacher)
    assert refused.value.refusal.code == "own_paper"


def test_the_page_of_a_paper_leads_its_judges_to_the_decision_and_nobody_else(client, joint, paper, author):
    page = reverse("events:paper", args=[paper.call.event_id, paper.number])
    decision = reverse("events:decide_paper", args=[paper.call.event_id, paper.number])
    client.force_login(joint.teacher)
    assert decision in client.get(page).content.decode()
    client.force_login(author)
    assert decision not in client.get(page).content.decode()


def test_two_who_decide_at_once_do_not_overwrite_each_other(client, joint, paper):
    address = reverse("events:decide_paper", args=[paper.call.event_id, paper.number])
    client.force_login(joint.teacher)
    first = {"decision": "accept", "talk": "talk", "seen": ""}
    assert client.post(address, first).status_code == 302
    client.force_login(joint.mayor)
    answer = client.post(address, {"decision": "reject", "note": "Не за темою.", "seen": ""})
    assert answer.status_code == 422
    assert "Не за темою." in answer.content.decode()
    paper.refresh_from_db()
    assert (paper.decided, paper.state, paper.talk) == ("accepted", "submitted", "talk")
    seen = decisions.stamp_of(paper)
    assert client.post(address, {"decision": "reject", "note": "Не за темою.", "seen": seen}).status_code == 302
    assert client.post(address, {"decision": "changes", "note": "", "seen": ""}).status_code == 422


def test_authors_learn_all_decisions_at_once_and_nothing_before(client, joint, review, reader, author):
    paper, call = review.paper, review.paper.call
    second = make_paper(call, author, number=2)
    reviews.give_review(review, SAID, {"topic": 5, "grounds": 4, "news": 3, "use": 4}, by=reader)
    decisions.decide(paper, accepts=True, talk="remote", note="Вітаємо.", by=joint.teacher)
    client.force_login(author)
    address = reverse("events:paper", args=[call.event_id, 1])
    assert "Вітаємо." not in client.get(address).content.decode()
    assert "Гарна доповідь." not in client.get(address).content.decode()
    client.force_login(joint.mayor)
    announce = reverse("events:announce_decisions", args=[call.event_id])
    assert client.post(announce).status_code == 409  # the second one waits
    decisions.decide(second, accepts=False, note="Не за темою.", by=joint.mayor)
    assert client.post(announce).status_code == 302
    assert set(Paper.objects.values_list("number", "state")) == {(1, "accepted"), (2, "rejected")}
    assert Delivery.objects.filter(address=author.email).count() == 2
    assert acts()[-1] == "papers.announced"
    assert client.post(announce).status_code == 409
    client.force_login(author)
    page = client.get(address).content.decode()
    assert "Вітаємо." in page
    assert "Гарна доповідь." in page
    assert "Лише для комітету." not in page
    assert "Читачка" not in page
    with pytest.raises(RuleBroken):
        decisions.decide(paper, accepts=False, note="Ні.", seen=decisions.stamp_of(paper), by=joint.mayor)


def test_a_paper_accepted_with_changes_takes_a_new_version_until_the_day(client, joint, paper, author):
    until = timezone.localdate() + timedelta(days=3)
    decisions.decide(paper, accepts=True, changes_until=until, note="Додати джерела.", by=joint.teacher)
    decisions.announce_decisions(paper.call, by=joint.teacher)
    assert queries.papers_in_collection(paper.call) == []
    client.force_login(author)
    edit = reverse("events:edit_paper", args=[paper.call.event_id, paper.number])
    values = {
        "title": "Довіра до ради", "abstract": "Із джерелами.", "language": "uk", "keywords": "",
        "authors-TOTAL_FORMS": "1", "authors-INITIAL_FORMS": "0", "authors-0-name": "Олена АВТОРКА",
    }  # fmt: skip
    assert client.post(edit, values).status_code == 302
    paper.refresh_from_db()
    assert paper.changed_at is not None
    assert queries.papers_in_collection(paper.call) == [paper]
    Paper.objects.update(changes_until=timezone.localdate() - timedelta(days=1))
    assert client.post(edit, values).status_code == 422


def test_accepted_talks_go_into_the_programme_once_with_their_author(client, joint, call, author):
    call.sections = [{"code": "1", "uk": "Бюджет", "en": "Budget"}]
    call.save()
    talk = make_paper(call, author, section="1", author={"name": "Олена АВТОРКА", "email": "a@example.org"})
    poster = make_paper(call, author, section="1", number=2)
    decisions.decide(talk, accepts=True, by=joint.teacher)
    decisions.decide(poster, accepts=True, talk="poster", by=joint.teacher)
    decisions.announce_decisions(call, by=joint.teacher)
    session = make_session(call.event, "Ведуча", kind=Session.Kind.SECTION, title_uk="Секція 1. Бюджет")
    client.force_login(joint.teacher)
    address = reverse("events:papers_to_programme", args=[call.event_id])
    assert f'value="{session.pk}" selected' in client.get(address).content.decode()
    for _twice in range(2):
        assert client.post(address, {"section_1": session.pk}).status_code == 302
    speaker = Speaker.objects.get(paper__isnull=False)
    assert (speaker.name_uk, speaker.topic, speaker.paper, speaker.position) == ("Олена АВТОРКА", talk.title, talk, 2)
    assert client.post(address, {"section_1": "999"}).status_code == 302  # nothing is left to put


def test_reviewers_are_reminded_of_what_they_owe(review, reader):
    day = timezone.localdate()
    assert reviews.remind_reviewers(day) == 0
    CallForPapers.objects.update(reviews_due=day + timedelta(days=2))
    assert reviews.remind_reviewers(day) == 1
    assert reviews.remind_reviewers(day + timedelta(days=1)) == 0
    assert Delivery.objects.get().address == reader.email


def test_the_terms_of_a_blind_call_stand_once_papers_came(client, joint, paper, review, reader):
    reviews.give_review(review, SAID, {"topic": 5, "grounds": 4, "news": 3, "use": 4}, by=reader)
    starts = timezone.localtime(paper.call.opens_at)
    values = {
        "text_uk": "Надсилайте доповіді.", "opens_at": f"{starts:%Y-%m-%dT%H:%M}", "abstract_limit": "2000",
        "deadline": f"{timezone.localtime(paper.call.deadline):%Y-%m-%dT%H:%M}", "reviews_needed": "2", "sections_said": "",
    }  # fmt: skip
    client.force_login(joint.teacher)
    address = reverse("events:edit_call", args=[paper.call.event_id])
    assert client.post(address, values).status_code == 422  # blind taken off
    later = f"{timezone.localtime() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    assert client.post(address, {**values, "blind": "on", "deadline": later}).status_code == 422
    assert client.post(address, {**values, "blind": "on", "criteria_said": "Новизна"}).status_code == 422
    assert client.post(address, {**values, "blind": "on"}).status_code == 302


def pdf_of(author):
    file, made = pikepdf.new(), io.BytesIO()
    file.add_blank_page()
    with file.open_metadata() as told:
        told["dc:creator"] = [author]
    file.docinfo["/Author"] = author
    file.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return made.getvalue()


def docx_of(author):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(
            "word/document.xml", f'<w:document><w:ins w:author="{author}"><w:t>Текст</w:t></w:ins></w:document>'
        )
        file.writestr("docProps/core.xml", f"<p><dc:creator>{author}</dc:creator><dc:title></dc:title></p>")
        file.writestr("[Content_Types].xml", "<Types/>")
    return made.getvalue()


def test_a_blind_copy_names_nobody_and_keeps_the_text():
    with pikepdf.open(blind_copy(pdf_of("Olena Avtorka"))) as file:
        assert "/Info" not in file.trailer or "/Author" not in file.trailer.Info
        assert "/Metadata" not in file.Root
        assert len(file.pages) == 1
    with zipfile.ZipFile(blind_copy(docx_of("Olena"))) as file:
        assert b"Olena" not in file.read("docProps/core.xml") + file.read("word/document.xml")
        assert "Текст" in file.read("word/document.xml").decode()


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"PK\x03\x04 broken", b""])
def test_what_cannot_be_cleaned_is_not_handed_out(content):
    with pytest.raises(UnreadableError):
        blind_copy(content)


def test_the_file_comes_to_a_blind_reviewer_without_names(client, review, reader, author):
    event, number = review.paper.call.event_id, review.paper.number
    address = reverse("events:review_file", args=[event, number])
    client.force_login(reader)
    assert client.get(address).status_code == 404
    attach(
        SimpleUploadedFile("Авторка.pdf", pdf_of("Olena Avtorka")),
        about=review.paper,
        title="",
        public=False,
        by=author,
    )
    answer = client.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="paper-1.pdf"'
    assert b"Avtorka" not in b"".join(answer.streaming_content)
    attach(SimpleUploadedFile("b.pdf", b"%PDF-1.7 broken"), about=review.paper, title="", public=False, by=author)
    assert client.get(address).status_code == 302
    client.force_login(author)
    assert client.get(address).status_code == 404


def test_the_table_asks_the_same_for_one_paper_and_for_three(
    client, joint, call, author, reader, django_assert_max_num_queries
):
    counts = []
    for number in (1, 2, 3):
        Review.objects.create(paper=make_paper(call, author, number=number), reviewer=reader.person)
        if number != 2:
            with django_assert_max_num_queries(60) as seen:
                queries.table_of(call, joint.teacher, joint.teacher_person)
            counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_address_of_an_author_goes_when_his_data_are_erased_and_his_printed_name_stays(paper, reader):
    author = paper.authors.get()
    author.person, author.email = reader.person, "author@example.org"
    author.save()
    forget_person(reader.person)
    author.refresh_from_db()
    assert (author.name, author.email) == ("Олена АВТОРКА", "")


def test_the_desk_shows_what_waits_for_review_until_it_is_given(client, review, reader):
    client.force_login(reader)
    assert "Чекають вашої рецензії" in client.get(reverse("portal:desk")).content.decode()
    reviews.give_review(review, SAID, {"topic": 5, "grounds": 4, "news": 3, "use": 4}, by=reader)
    assert "Чекають вашої рецензії" not in client.get(reverse("portal:desk")).content.decode()
