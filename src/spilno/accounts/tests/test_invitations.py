"""An account is opened by invitation, once."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from spilno.accounts.models import Invitation, User
from spilno.accounts.services import accept_invitation, invite, withdraw_invitation
from spilno.journal.models import Entry
from spilno.statute.rules.refusal import RuleBroken

pytestmark = pytest.mark.django_db
GOOD = {"password1": "чотири слова без ладу", "password2": "чотири слова без ладу", "with_password": "yes"}


def page(secret):
    return reverse("accounts:invitation", args=[secret])


def test_an_invitation_opens_an_account_without_a_password_and_keeps_only_a_digest(cast):
    user, secret = invite(" New.Person@Example.org ", by=cast.secretary)
    assert user.email == "new.person@example.org"
    assert not user.has_usable_password()
    kept = Invitation.objects.get()
    assert secret not in {kept.digest, kept.nonce}
    assert list(Entry.objects.values_list("act", flat=True)) == ["account.opened", "account.invited"]
    assert "example" not in "".join(Entry.objects.values_list("line", flat=True))


def test_the_letter_goes_after_the_commit_in_the_language_of_the_person(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        _, secret = invite("new@example.org", by=cast.secretary)
        assert mail.outbox == []
    (letter,) = mail.outbox
    assert letter.to == ["new@example.org"]
    assert page(secret) in letter.body
    assert "\n" not in letter.subject


def test_looking_opens_nothing_and_a_password_does(client, cast):
    user, secret = invite("new@example.org", by=cast.secretary)
    assert client.get(page(secret)).status_code == 200
    assert Invitation.objects.get().accepted_at is None
    answer = client.post(page(secret), GOOD)
    assert answer.status_code == 302
    user.refresh_from_db()
    assert user.check_password("чотири слова без ладу")
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_the_second_press_is_told_that_the_invitation_is_used(client, cast):
    _, secret = invite("new@example.org", by=cast.secretary)
    client.post(page(secret), GOOD)
    client.logout()
    assert client.post(page(secret), GOOD).status_code == 410
    assert client.get(page(secret)).status_code == 410
    with pytest.raises(RuleBroken) as refused:
        accept_invitation(secret)
    assert refused.value.refusal.code == "invitation_used"


def test_without_a_password_the_way_leads_to_a_passkey(client, cast):
    user, secret = invite("new@example.org", by=cast.secretary)
    answer = client.post(page(secret), {"without_password": "yes"})
    assert answer.headers["Location"] == reverse("accounts:second_factor")
    user.refresh_from_db()
    assert not user.has_usable_password()
    assert user.last_login is not None


@pytest.mark.parametrize(
    ("first", "second"), [("", ""), ("короткий", "короткий"), ("1234567890", "1234567890"), ("one two three", "other")]
)
def test_a_weak_or_different_password_is_refused_and_nothing_is_used_up(client, cast, first, second):
    _, secret = invite("new@example.org", by=cast.secretary)
    answer = client.post(page(secret), {"password1": first, "password2": second, "with_password": "yes"})
    assert answer.status_code == 422
    assert Invitation.objects.get().accepted_at is None


def test_a_newer_invitation_takes_the_place_of_the_older(client, cast):
    _, old = invite("new@example.org", by=cast.secretary)
    _, new = invite("NEW@example.org", by=cast.secretary)
    assert User.objects.filter(email="new@example.org").count() == 1
    assert client.get(page(old)).status_code == 410
    assert client.get(page(new)).status_code == 200


def test_a_withdrawn_and_an_expired_invitation_say_so(client, cast):
    _, secret = invite("new@example.org", by=cast.secretary)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(page(secret)).status_code == 410
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    withdraw_invitation(Invitation.objects.get(), by=cast.secretary)
    assert client.get(page(secret)).status_code == 410
    with pytest.raises(RuleBroken):
        withdraw_invitation(Invitation.objects.get(), by=cast.secretary)


def test_an_unknown_secret_opens_nothing(client, cast):
    assert client.get(page("nothing")).status_code == 404


def test_whoever_signs_in_already_is_not_invited_and_nothing_is_written(cast):
    User.objects.filter(pk=cast.delegate.pk).update(last_login=timezone.now())
    with pytest.raises(RuleBroken):
        invite(cast.delegate.email, by=cast.secretary)
    assert not Invitation.objects.exists()
    assert not Entry.objects.exists()


def test_attempts_at_invitations_are_counted(client, cast):
    for _ in range(30):
        client.get(page("guess"))
    assert client.get(page("guess")).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_gets_in_and_the_other_reads_why(cast):
    _, secret = invite("new@example.org", by=cast.secretary)
    said, start = [], threading.Barrier(2)

    def accept():
        start.wait()
        try:
            accept_invitation(secret)
            said.append("in")
        except RuleBroken as broken:
            said.append(broken.refusal.code)
        finally:
            connection.close()

    both = [threading.Thread(target=accept) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(said) == ["in", "invitation_used"]
    assert Entry.objects.filter(act="invitation.accepted").count() == 1
