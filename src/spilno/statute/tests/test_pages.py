"""Editions: acts, who may see what, pages."""

from datetime import date
from io import BytesIO

import pytest
from django.apps import apps
from django.urls import reverse
from tests.cast import MODEL, make_user

from spilno.statute import services
from spilno.statute.models import Edition
from spilno.statute.queries import edition_on, in_force_on
from spilno.statute.rules.adoption import Standing, why_not_adopt, why_not_adopt_directly, why_not_drop
from spilno.statute.rules.edition_faults import WrongEdition
from spilno.statute.rules.edition_file import read_edition
from spilno.statute.rules.refusal import RuleBroken

TEXT = MODEL.read_text(encoding="utf-8")
NEW = TEXT.replace("days = 40", "days = 30").replace("Модельна редакція статуту", "Редакція 2026 року")


def acts() -> list[str]:
    return list(apps.get_model("journal", "Entry").objects.order_by("number").values_list("act", flat=True))


def file(text: str | bytes) -> BytesIO:
    found = BytesIO(text if isinstance(text, bytes) else text.encode())
    found.name = "statute.toml"
    return found


def test_an_edition_starts_after_the_one_in_force():
    draft = Standing("Редакція", None)
    known = {"ground": "рішення № 3", "latest": date(2021, 5, 14)}
    assert why_not_adopt(draft, starts=date(2026, 11, 28), **known) is None
    assert why_not_adopt(draft, starts=date(2021, 5, 14), **known).code == "edition_in_the_past"
    assert why_not_adopt(draft, starts=date(2026, 1, 1), ground=" ", latest=None).code == "edition_without_ground"
    adopted = Standing("Редакція", date(2021, 5, 14))
    assert why_not_adopt(adopted, starts=date(2026, 1, 1), **known).code == "edition_adopted"
    assert why_not_drop(adopted).code == "edition_kept"
    assert why_not_drop(draft) is None
    assert why_not_adopt_directly(latest=None) is None
    assert why_not_adopt_directly(latest=date(2021, 5, 14)).code == "meeting_adopts"


def test_a_draft_changes_nothing_until_it_is_adopted(statute):
    draft = services.add_draft(NEW, by=None)
    assert draft.starts is None
    assert in_force_on(date(2027, 1, 1)).notice_days.value == 40
    services.adopt_edition(draft, starts=date(2026, 12, 1), ground_uk="рішення № 12", by=None)
    assert in_force_on(date(2026, 11, 30)).notice_days.value == 40
    assert in_force_on(date(2026, 12, 1)).notice_days.value == 30
    assert edition_on(date(2026, 12, 1)).adopted_by_uk == "рішення № 12"
    assert acts() == ["statute.drafted", "statute.adopted"]


def test_a_refused_adoption_changes_nothing(statute):
    draft = services.add_draft(NEW, by=None)
    with pytest.raises(RuleBroken):
        services.adopt_edition(draft, starts=date(2020, 1, 1), ground_uk="рішення № 12", by=None)
    draft.refresh_from_db()
    assert draft.starts is None
    assert acts() == ["statute.drafted"]


def test_the_same_text_is_kept_once(statute):
    with pytest.raises(WrongEdition, match="kept already"):
        services.add_draft(TEXT, by=None)
    assert Edition.objects.count() == 1


def test_an_edition_in_force_is_not_thrown_away(statute):
    with pytest.raises(RuleBroken):
        services.drop_draft(statute, by=None)
    draft = services.add_draft(NEW, by=None)
    services.drop_draft(draft, by=None)
    assert list(Edition.objects.all()) == [statute]


def test_the_page_shows_each_number_with_its_article(client, cast):
    page = client.get(reverse("statute:statute")).content.decode()
    assert "5.3" in page
    assert "Загальні збори повноважні, якщо в них беруть участь більше половини членів Асоціації." in page


def test_the_page_of_a_day_before_the_statute_says_so(client, statute):
    page = client.get(reverse("statute:statute"), {"day": "2020-01-01"})
    assert page.status_code == 200
    assert page.context.get("edition") is None
    assert client.get(reverse("statute:statute"), {"day": "2026-02-31"}).status_code == 200
    assert client.get(reverse("statute:statute"), {"day": "бозна-що"}).status_code == 200


def test_a_stranger_cannot_tell_that_a_draft_exists(client, cast):
    draft = services.add_draft(NEW, by=None)
    for name in ("statute:edition", "statute:download"):
        address = reverse(name, args=[draft.pk])
        assert client.get(address).status_code == 404
        client.force_login(cast.secretary)
        assert client.get(address).status_code == 200
        client.logout()
    assert "Редакція 2026 року" not in client.get(reverse("statute:statute")).content.decode()
    assert client.get(reverse("statute:compare"), {"to": draft.pk}).context["after"] != draft


def test_only_the_secretariat_uploads_adopts_and_drops(client, cast):
    draft = services.add_draft(NEW, by=None)
    for user in (cast.stranger, cast.delegate):
        client.force_login(user)
        assert client.get(reverse("statute:upload")).status_code == 404
        assert client.post(reverse("statute:adopt", args=[draft.pk])).status_code == 404
        assert client.post(reverse("statute:drop", args=[draft.pk])).status_code == 404
    client.force_login(cast.secretary)
    assert client.get(reverse("statute:upload")).status_code == 200
    assert client.get(reverse("statute:adopt", args=[draft.pk])).status_code == 200


def test_a_wrong_file_is_shown_line_by_line_and_not_kept(client, cast):
    client.force_login(cast.secretary)
    page = client.post(reverse("statute:upload"), {"file": file(NEW.replace("days = 30", "days = -3"))})
    assert page.status_code == 422
    line = NEW.splitlines().index("days = 30") + 1
    assert [fault.line for fault in page.context["faults"]] == [line]
    assert f'<th scope="row">{line}</th>' in page.content.decode()
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * (600 * 1024), b""])
def test_a_file_that_is_no_text_or_too_large_or_empty_is_refused(client, cast, content):
    client.force_login(cast.secretary)
    page = client.post(reverse("statute:upload"), {"file": file(content)})
    assert page.status_code == 422
    assert page.context["form"].errors
    assert Edition.objects.count() == 1


def test_a_right_file_becomes_a_draft(client, cast):
    client.force_login(cast.secretary)
    page = client.post(reverse("statute:upload"), {"file": file(b"\xef\xbb\xbf" + NEW.encode())})
    draft = Edition.objects.get(starts=None)
    assert page.status_code == 302
    assert draft.name_uk == "Редакція 2026 року"
    assert "30 днів" in client.get(reverse("statute:edition", args=[draft.pk])).content.decode()


def test_a_second_edition_is_adopted_by_a_meeting_only(client, cast):
    draft = services.add_draft(NEW, by=None)
    client.force_login(cast.secretary)
    answer = client.post(
        reverse("statute:adopt", args=[draft.pk]), {"starts": "2026-12-01", "ground_uk": "рішення № 12"}
    )
    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.starts is None


def test_the_first_edition_is_adopted_directly(client, db):
    Grant = apps.get_model("accounts", "Grant")
    user = make_user("first@example.org")
    Grant.objects.create(user=user, right="secretariat", starts=date(2020, 1, 1), ground="наказ")
    draft = services.add_draft(TEXT, by=user)
    client.force_login(user)
    address = reverse("statute:adopt", args=[draft.pk])
    assert client.post(address, {"starts": "2021-05-14"}).status_code == 422
    answer = client.post(address, {"starts": "2021-05-14", "ground_uk": "протокол № 64 від 14.05.2021"})
    assert answer.status_code == 302
    assert edition_on(date(2021, 5, 14)).adopted_by_uk == "протокол № 64 від 14.05.2021"


def test_what_changed_between_editions_is_shown(client, statute):
    draft = services.add_draft(NEW, by=None)
    services.adopt_edition(draft, starts=date(2026, 11, 1), ground_uk="рішення № 12", by=None)
    page = client.get(reverse("statute:compare"))
    assert [change.kind for change in page.context["changes"]] == ["changed"]
    assert client.get(reverse("statute:compare"), {"from": "x", "to": "-1"}).status_code == 200


def test_the_file_comes_back_as_it_was(client, statute):
    answer = client.get(reverse("statute:download", args=[statute.pk]))
    assert answer.content.decode() == TEXT
    assert "attachment" in answer["Content-Disposition"]


def test_before_the_first_edition_the_model_one_is_taken_as_a_pattern_and_its_file_is_right(client, cast):
    Edition.objects.all().delete()
    client.force_login(cast.secretary)
    assert reverse("statute:model") in client.get(reverse("statute:upload")).content.decode()
    assert read_edition(client.get(reverse("statute:model")).content.decode()).quorum.ground.article
