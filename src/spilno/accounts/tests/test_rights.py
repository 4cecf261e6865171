"""Express rights: given and taken back with a ground; who may see the list."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import make_user

from spilno.accounts.access import held_rights, rights_on
from spilno.accounts.models import Grant, Right
from spilno.accounts.services import block, give_right, invite, take_back, unblock
from spilno.journal.models import Entry
from spilno.statute.rules.refusal import RuleBroken

pytestmark = pytest.mark.django_db
GROUND = "рішення Загальних зборів № 12 від 27.11.2026"


def give(cast, **changes):
    today = timezone.localdate()
    asked = {"starts": today, "ends": today, "ground": GROUND, "by": cast.secretary} | changes
    return give_right(cast.delegate, Right.AUDIT, **asked)


def rights_of(user):
    return held_rights(type(user).objects.get(pk=user.pk))


def test_a_right_is_held_from_its_first_day_to_its_last(cast):
    give(cast)
    today = timezone.localdate()
    assert Right.AUDIT in rights_on(cast.delegate, today)
    assert Right.AUDIT not in rights_on(cast.delegate, today - timedelta(days=1))
    assert Right.AUDIT not in rights_on(cast.delegate, today + timedelta(days=1))
    entry = Entry.objects.get()
    assert (entry.act, entry.ground, entry.by) == ("right.given", GROUND, cast.secretary.pk)


def test_given_twice_is_refused_and_nothing_is_written(cast):
    give(cast)
    with pytest.raises(RuleBroken):
        give(cast)
    assert Grant.objects.filter(user=cast.delegate).count() == 1
    assert Entry.objects.count() == 1


def test_taken_back_it_is_gone_today_and_was_held_before(cast):
    yesterday = timezone.localdate() - timedelta(days=1)
    grant = give(cast, starts=yesterday, ends=None)
    take_back(grant, ground=GROUND, by=cast.secretary)
    assert Right.AUDIT not in rights_of(cast.delegate)
    assert Right.AUDIT in rights_on(type(cast.delegate).objects.get(pk=cast.delegate.pk), yesterday)
    with pytest.raises(RuleBroken):
        take_back(grant, ground=GROUND, by=cast.secretary)


def test_the_last_who_gives_rights_cannot_lose_them(cast):
    own = Grant.objects.get(user=cast.secretary, right=Right.ACCOUNTS)
    with pytest.raises(RuleBroken) as refused:
        take_back(own, ground=GROUND, by=cast.secretary)
    assert refused.value.refusal.code == "last_keeper"
    give_right(cast.chair, Right.ACCOUNTS, starts=timezone.localdate(), ends=None, ground=GROUND, by=cast.secretary)
    take_back(own, ground=GROUND, by=cast.chair)
    assert Right.ACCOUNTS not in rights_of(cast.secretary)


def test_a_block_ends_sessions_at_once_and_can_be_lifted(cast):
    client = Client()
    client.force_login(cast.delegate)
    block(cast.delegate, ground=GROUND, by=cast.secretary)
    assert client.get(reverse("accounts:profile")).status_code == 302
    unblock(cast.delegate, ground=GROUND, by=cast.secretary)
    unblock(cast.delegate, ground=GROUND, by=cast.secretary)
    assert client.get(reverse("accounts:profile")).status_code == 302  # the old session stays ended
    assert list(Entry.objects.values_list("act", flat=True)) == ["account.blocked", "account.unblocked"]


def test_nobody_blocks_himself_or_the_last_keeper(cast):
    for who, by in ((cast.secretary, cast.secretary), (cast.secretary, cast.chair)):
        with pytest.raises(RuleBroken):
            block(who, ground=GROUND, by=by)
    assert not Entry.objects.exists()


def pages(cast):
    own = Grant.objects.get(user=cast.secretary, right=Right.REGISTRAR)
    return [
        reverse("accounts:accounts"),
        reverse("accounts:invite"),
        reverse("accounts:account", args=[cast.delegate.pk]),
        reverse("accounts:take_back", args=[own.pk]),
    ]


def test_only_those_who_give_rights_see_the_accounts(client, cast):
    client.force_login(cast.secretary)
    assert [client.get(page).status_code for page in pages(cast)] == [200] * 4
    for other in (cast.delegate, cast.chair, cast.stranger):
        client.force_login(other)
        assert [client.get(page).status_code for page in pages(cast)] == [404] * 4
        for act in ("give_right", "block", "unblock"):
            assert client.post(reverse(f"accounts:{act}", args=[cast.delegate.pk])).status_code == 404
    client.logout()
    assert [client.get(page).status_code for page in pages(cast)] == [302] * 4


def test_the_acts_through_pages(client, cast):
    client.force_login(cast.secretary)
    here = reverse("accounts:account", args=[cast.delegate.pk])
    give = reverse("accounts:give_right", args=[cast.delegate.pk])
    right = {"right": "audit", "starts": "2026-01-01", "ends": "", "ground": GROUND}
    assert client.post(give, {**right, "ground": ""}).status_code == 422
    assert client.post(give, {**right, "right": "emperor"}).status_code == 422
    assert client.post(give, right).headers["Location"] == here
    assert client.post(give, right).status_code == 409
    grant = Grant.objects.get(user=cast.delegate)
    back = reverse("accounts:take_back", args=[grant.pk])
    assert client.post(back, {"ground": GROUND}).headers["Location"] == here
    assert client.post(back, {"ground": GROUND}).status_code == 409
    assert client.post(reverse("accounts:block", args=[cast.delegate.pk]), {"ground": GROUND}).status_code == 302
    assert client.post(reverse("accounts:unblock", args=[cast.delegate.pk]), {"ground": GROUND}).status_code == 302
    assert client.post(reverse("accounts:invite"), {"email": "wrong"}).status_code == 422
    assert client.post(reverse("accounts:invite"), {"email": "new@example.org"}).status_code == 302
    user, _ = invite("new@example.org", by=cast.secretary)
    newest = user.invitations.first()
    assert client.post(reverse("accounts:invite_again", args=[newest.pk])).status_code == 302
    newest = user.invitations.first()
    assert client.post(reverse("accounts:withdraw_invitation", args=[newest.pk])).status_code == 302
    assert client.post(reverse("accounts:withdraw_invitation", args=[newest.pk])).status_code == 409
    assert client.get(here).status_code == 200
    assert client.get(reverse("accounts:account", args=[user.pk])).status_code == 200


def test_the_list_finds_and_filters(client, cast):
    client.force_login(cast.secretary)
    found = client.get(reverse("accounts:accounts"), {"q": "DELEGATE"}).context["page"].object_list
    assert [each.email for each in found] == ["delegate@example.org"]
    found = client.get(reverse("accounts:accounts"), {"right": "chair"}).context["page"].object_list
    assert [each.email for each in found] == ["chair@example.org"]


def test_the_list_asks_the_same_number_of_queries(client, cast):
    client.force_login(cast.secretary)

    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("accounts:accounts"))
        return len(asked)

    count()
    before = count()
    for number in range(3):
        give_right(
            make_user(f"more{number}@example.org"),
            Right.AUDIT,
            starts=timezone.localdate(),
            ends=None,
            ground=GROUND,
            by=cast.secretary,
        )
    assert count() == before


def test_the_profile_is_kept(client, cast):
    client.force_login(cast.delegate)
    page = reverse("accounts:profile")
    assert client.post(page, {"language": "xx", "theme": ""}).status_code == 422
    answer = client.post(page, {"language": "en", "theme": "dark"})
    assert answer.headers["Location"] == "/en/profile/"
    assert answer.cookies["theme"].value == "dark"
    cast.delegate.refresh_from_db()
    assert (cast.delegate.language, cast.delegate.theme) == ("en", "dark")
    assert client.post(page, {"language": "uk", "theme": ""}).cookies["theme"].value == ""
