"""Practice cards through services, access and pages."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import LONG_AGO, make_council, make_unit

from spilno.documents.models import Attachment
from spilno.events.models import Event
from spilno.journal.models import Entry
from spilno.knowledge import access
from spilno.knowledge.models import Adoption, Practice
from spilno.knowledge.queries.practices import by_host, due_for_review, lineage, published, sought
from spilno.knowledge.services import cards as services
from spilno.knowledge.tests import pictures
from spilno.meetings.models import Meeting
from spilno.members.models import Mandate
from spilno.people.models import Office
from spilno.statute.rules.refusal import RuleBroken


def broken(code):
    return pytest.raises(RuleBroken, match=f"^{code}$")


def photo(name="IMG_1.jpg", content=None):
    return SimpleUploadedFile(name, content or pictures.jpeg())


def values(cast, **more):
    texts = {"title": "Сортування", "topic": "energy", "problem": "Сміття.", "solution": "Лінія."}
    return {**texts, "organisation": cast.lypova.organisation, **more}


def test_a_card_of_a_phone_is_kept_once_with_photos_that_tell_no_place(cast):
    made = services.write_card(values(cast), photos=[photo()], phone_key="k1", by=cast.verbova_delegate)
    again = services.write_card(values(cast), photos=[photo()], phone_key="k1", by=cast.verbova_delegate)
    assert (made, made.state, made.author) == (again, "draft", cast.verbova_person)
    kept = Attachment.objects.get()
    with kept.file.open("rb") as file:
        assert b"GPS" not in file.read()
    assert kept.file_name == "practice-1-1.jpg"
    assert Entry.objects.filter(act="practice.written").count() == 1


def test_the_key_of_another_phone_hides_nothing_and_takes_nothing(cast):
    mine = services.write_card(values(cast), phone_key="k1", by=cast.verbova_delegate)
    other = services.write_card(values(cast), phone_key="k1", by=cast.delegate)
    assert mine != other
    assert other.phone_key is None


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("IMG.jpg", b"%PDF-1.7 not a photo", "not_a_photo"),
        ("IMG.jpg", b"MZ\x90\x00\x03", "not_a_photo"),
        ("IMG.jpg", pictures.jpeg()[:-9], "photo_is_broken"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_and_no_card_is_left(cast, name, content, code):
    with broken(code):
        services.write_card(values(cast), photos=[photo(name, content)], by=cast.delegate)
    assert not Practice.objects.exists()
    assert not Entry.objects.exists()


def test_a_card_holds_six_photos(cast):
    with broken("too_many_photos"):
        services.write_card(values(cast), photos=[photo() for _ in range(7)], by=cast.delegate)


def test_a_card_goes_through_review_and_keeps_its_former_versions(cast):
    made = services.write_card(values(cast), by=cast.delegate)
    services.send_card(made, by=cast.delegate)
    with broken("card_is_reviewed"):
        services.change_card(made, {"title": "Інша"}, by=cast.delegate)
    services.return_card(made, remarks="Додайте число.", by=cast.secretary)
    services.change_card(made, {"result": "18 % менше сміття"}, by=cast.delegate)
    services.send_card(made, by=cast.delegate)
    made = services.publish_card(made, licence="CC BY 4.0", by=cast.secretary)
    today = timezone.localdate()
    assert (made.state, made.published_on, made.review_due_on.year) == ("published", today, today.year + 1)
    made = services.change_card(made, {"title": "Сортувальна лінія"}, by=cast.secretary)
    assert (made.version, made.revisions.get().content["title"]) == (2, "Сортування")
    assert services.change_card(made, {"title": "Сортувальна лінія"}, by=cast.secretary).version == 2
    Practice.objects.update(review_due_on=today)
    assert due_for_review() == [made]
    services.confirm_card(made, by=cast.secretary)
    assert due_for_review() == []
    assert services.retire_card(made, by=cast.secretary).state == "retired"
    with broken("card_not_published"):
        services.confirm_card(made, by=cast.secretary)


def test_who_sees_which_cards(cast, practice):
    draft = services.write_card(values(cast), by=cast.verbova_delegate)
    seen = {
        name: set(access.practices_to_see(user))
        for name, user in (
            ("secretary", cast.secretary),
            ("writer", cast.verbova_delegate),
            ("stranger", cast.stranger),
            ("nobody", None),
        )
    }
    assert seen == {
        "secretary": {practice, draft},
        "writer": {practice, draft},
        "stranger": {practice},
        "nobody": {practice},
    }
    assert access.may_edit(cast.verbova_delegate, draft)
    assert not access.may_edit(cast.stranger, draft)
    services.send_card(draft, by=cast.verbova_delegate)
    made = services.publish_card(draft, licence="CC BY 4.0", by=cast.secretary)
    assert not access.may_edit(cast.verbova_delegate, made)


def test_photos_of_a_draft_do_not_exist_for_others(cast, client):
    services.write_card(values(cast), photos=[photo()], by=cast.delegate)
    address = reverse("documents:attachment", args=[Attachment.objects.get().pk])
    assert client.get(address).status_code == 404
    client.force_login(cast.delegate)
    assert client.get(address).status_code == 200


def test_a_card_is_written_at_the_place_from_a_phone(cast, client):
    meeting = Meeting.objects.create(
        body=cast.general_meeting,
        number=72,
        format="visiting",
        state="open",
        host=cast.lypova,
        starts_at=timezone.now(),
    )
    stop = meeting.stops.create(starts_at=timezone.now(), title="Сортувальна лінія")
    address = f"{reverse('knowledge:write')}?meeting={meeting.pk}&stop={stop.pk}"
    assert client.get(address).status_code == 302
    client.force_login(cast.stranger)
    assert client.get(address).status_code == 404
    client.force_login(cast.verbova_delegate)
    page = client.get(address).content.decode()
    assert "Сортувальна лінія" in page
    assert f'value="{cast.lypova.organisation.pk}" selected' in page
    given = {"title": "Лінія", "organisation": cast.lypova.organisation.pk, "topic": "energy", "phone_key": "p1"}
    assert client.post(address, {"title": ""}).status_code == 422
    assert client.post(address, {**given, "photos": [photo(content=b"MZ\x90\x00")]}).status_code == 409
    assert client.post(address, {**given, "photos": [photo(), photo("b.png", pictures.png())]}).status_code == 302
    assert client.post(address, given).status_code == 302
    made = Practice.objects.get()
    assert (made.seen_at_meeting, made.seen_at_stop, made.organisation) == (meeting, stop, cast.lypova.organisation)
    assert Attachment.objects.count() == 2
    page = client.get(reverse("knowledge:practice", args=[made.number])).content.decode()
    assert "<img" in page
    assert client.post(reverse("knowledge:send", args=[made.number])).status_code == 409
    changed = reverse("knowledge:change", args=[made.number])
    assert client.get(changed).status_code == 200
    answer = client.post(changed, {**given, "problem": "П", "solution": "Р"})
    assert answer.status_code == 302
    assert client.post(reverse("knowledge:send", args=[made.number])).status_code == 302
    assert client.post(reverse("knowledge:publish", args=[made.number]), {"licence": "CC BY 4.0"}).status_code == 404
    client.force_login(cast.secretary)
    assert "Лінія" in client.get(reverse("portal:desk")).content.decode()
    assert (
        client.post(reverse("knowledge:return", args=[made.number]), {"remarks": "Додайте результат"}).status_code
        == 302
    )
    services.send_card(made, by=cast.secretary)
    assert client.post(reverse("knowledge:return", args=[made.number]), {"remarks": " "}).status_code == 422
    assert client.post(reverse("knowledge:publish", args=[made.number]), {"licence": "x"}).status_code == 422
    assert client.post(reverse("knowledge:publish", args=[made.number]), {"licence": "CC BY 4.0"}).status_code == 302
    assert client.post(changed, {**given, "title": "Лінія 2", "problem": "П", "solution": "Р"}).status_code == 302
    page = client.get(reverse("knowledge:revision", args=[made.number, 1]))
    assert "Лінія" in page.content.decode()
    assert client.post(reverse("knowledge:confirm", args=[made.number])).status_code == 302
    assert client.post(reverse("knowledge:retire", args=[made.number])).status_code == 302


def test_of_more_than_a_hundred_councils_a_name_is_typed(cast, client):
    councils = [make_council(f"Рада{number}") for number in range(101)]
    Practice.objects.bulk_create(
        Practice(
            number=number, title="Вода", organisation=council, state="published", published_on=timezone.localdate()
        )
        for number, council in enumerate(councils, 1)
    )
    page = client.get(reverse("knowledge:practices"), {"council": str(councils[7].pk)})
    assert 'id="k-council"' not in page.content.decode()
    assert [row.organisation for row in page.context["page"]] == [councils[7]]
    assert [row.organisation for row in client.get(reverse("knowledge:practices"), {"q": "Рада7"}).context["page"]][-1]
    assert len(by_host()) == 20


def test_a_practice_seen_at_a_joint_event_says_at_which(cast, client):
    starts = timezone.now()
    event = Event.objects.create(
        title_uk="Взаємонавчання",
        kind="study_visit",
        state="held",
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
    )
    draft = Event.objects.create(title_uk="Чернетка", kind="seminar")
    client.force_login(cast.verbova_delegate)
    at_event = client.get(reverse("events:event", args=[event.pk])).content.decode()
    assert f"{reverse('knowledge:practices')}?event={event.pk}" in at_event
    address = f"{reverse('knowledge:write')}?event={event.pk}"
    assert address in client.get(f"{reverse('knowledge:practices')}?event={event.pk}").content.decode()
    assert "Взаємонавчання" in client.get(address).content.decode()
    given = {"title": "Лінія", "organisation": cast.lypova.organisation.pk, "topic": "energy", "phone_key": "p1"}
    assert client.post(address, given).status_code == 302
    made = Practice.objects.get()
    assert (made.seen_at_event, made.seen_at_meeting) == (event, None)
    assert "Взаємонавчання" in client.get(reverse("knowledge:practice", args=[made.number])).content.decode()
    assert client.get(f"{reverse('knowledge:write')}?event={draft.pk}").status_code == 404
    Practice.objects.update(state="published", published_on=timezone.localdate())
    assert list(sought(published(), {"event": str(event.pk)})) == [made]


def test_whom_to_ask_is_a_post_and_who_holds_it_now(cast, client):
    made = services.write_card(values(cast), by=cast.delegate)
    office = Office.objects.create(
        person=cast.delegate_person, organisation=cast.lypova.organisation, post_uk="староста", category="head",
        act="рішення", starts=LONG_AGO,
    )  # fmt: skip
    client.force_login(cast.delegate)
    changed, shown = (reverse(f"knowledge:{name}", args=[made.number]) for name in ("change", "practice"))
    given = {
        "title": "Лінія",
        "organisation": cast.lypova.organisation.pk,
        "topic": "energy",
        "problem": "П",
        "solution": "Р",
    }
    assert client.post(changed, {**given, "contact": str(cast.chair_person.pk)}).status_code == 422, (
        "not of this council"
    )
    assert client.post(changed, {**given, "contact": str(cast.delegate_person.pk)}).status_code == 302
    made.refresh_from_db()
    assert made.contact == cast.delegate_person
    assert made.contact_post.startswith("староста")
    assert str(cast.delegate_person) in client.get(shown).content.decode()
    office.ends = timezone.localdate() - timedelta(days=1)
    office.save()
    Mandate.objects.filter(person=cast.delegate_person).delete()
    left = client.get(shown).content.decode()
    assert "староста" in left
    assert str(cast.delegate_person) not in left.split('id="history"')[0].split("<dl")[1]


def test_the_register_is_searched_by_words_topic_raion_council_and_visit(cast, practice, client):
    other = services.write_card(
        {**values(cast), "organisation": cast.verbova.organisation, "title": "Водоканал"}, by=cast.secretary
    )
    Practice.objects.filter(pk=other.pk).update(state="published", published_on=timezone.localdate())
    raion = make_unit("Ізюмський", "P")
    raion.code = "UA63040000000000001"
    raion.save()
    cast.lypova.organisation.territory = raion
    cast.lypova.organisation.save()
    asked = {
        "мобільний ЦНАП": {"q": "мобільний цнап"},
        "topic": {"topic": "services"},
        "raion": {"raion": "UA6304"},
        "council": {"council": str(cast.lypova.organisation.pk)},
    }
    for given in asked.values():
        assert list(sought(published(), given)) == [practice], given
    assert list(sought(published(), {"council": "9" * 30})) == []
    assert list(sought(published(), {"meeting": "1"})) == []
    page = client.get(reverse("knowledge:practices"), {"q": "ВОДОКАНАЛ"}).content.decode()
    assert "Водоканал" in page
    assert f"/practices/{practice.number}/" not in page


def test_lineage_is_a_tree_from_the_first_one(cast, practice):
    assert lineage(practice) is None
    child = services.write_card(values(cast, adopted_from=practice), by=cast.secretary)
    Practice.objects.filter(pk=child.pk).update(adopted_from=practice)
    child.refresh_from_db()
    assert lineage(practice) is None, "a draft that grew from it is nobody's business yet"
    tree = lineage(child)
    assert (tree.number, tree.here, [node.number for node in tree.children]) == (1, False, [2])
    assert tree.children[0].here


def test_adoptions_are_counted_for_a_practice_and_for_a_host(cast, practice):
    for state, name in (("works", "А"), ("dropped", "Б"), ("planned", "В")):
        Adoption.objects.create(
            practice=practice,
            organisation=make_council(f"{name} рада"),
            plan="План",
            planned_on=timezone.localdate(),
            state=state,
        )
    row = by_host()[0]
    assert (row["practices"], row["adopted"], row["works"], row["dropped"]) == (1, 3, 1, 1)


@pytest.mark.parametrize("address", ["practices", "practice"])
def test_one_row_and_three_ask_as_many_questions(cast, practice, client, address):
    def add(number):
        council = make_council(f"Рада {number}", territory=make_unit(f"Громада {number}"))
        grown = Practice.objects.create(
            number=number, title=f"П{number}", organisation=council, state="published", published_on=timezone.localdate(),
            adopted_from=practice,
        )  # fmt: skip
        adopted = Adoption.objects.create(
            practice=practice, organisation=council, plan="План", planned_on=timezone.localdate(), own_practice=grown
        )
        adopted.statuses.create(on=timezone.localdate() + timedelta(1), state="works", effect="є")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"knowledge:{address}", args=[1] if address == "practice" else []))
        return len(queries)

    add(10)
    asked()
    one = asked()
    add(11)
    add(12)
    assert asked() == one


def test_no_topic_is_chosen_for_whoever_writes_a_card(cast, client):
    client.force_login(cast.delegate)
    page = client.get(reverse("knowledge:write")).content.decode()
    options = page[page.index('name="topic"') :].split("</select>")[0]
    assert re.search(r'<option value=""[^>]*>', options)
    assert not re.search(r'value="[a-z]+"[^>]* selected', options)
    given = {"title": "Лінія", "organisation": cast.lypova.organisation.pk, "topic": "", "phone_key": "p9"}
    assert client.post(reverse("knowledge:write"), given).status_code == 422
