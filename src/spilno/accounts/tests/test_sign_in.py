"""Password, link, second factor; what a stranger can and cannot learn at the door."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone

from spilno.accounts.access import lacks_second_factor, may, rights_on
from spilno.accounts.models import Right, User
from spilno.accounts.services import use_link
from spilno.statute.rules.refusal import RuleBroken

pytestmark = pytest.mark.django_db
PASSWORD = "spilno-test-2026"
LOGIN, ASK = "/account/login/", "/account/link/"
ADDRESSES = {  # of letters and bookmarks: they must not change
    "accounts:ask_link": ASK,
    "accounts:link_sent": "/account/link/sent/",
    "account_login": LOGIN,
    "accounts:second_factor": "/account/second-factor/",
}


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def link_of(letter):
    return re.search(r"http://\S+", letter.body)[0].replace("http://localhost:8000", "")


def asked_link(client, email):
    client.post(ASK, {"email": email})
    return link_of(mail.outbox[-1])


@pytest.mark.parametrize(("name", "address"), ADDRESSES.items())
def test_addresses_that_people_keep_stay(name, address):
    assert reverse(name) == address


def test_a_password_opens_the_door(client, cast):
    answer = client.post(LOGIN, {"login": "Delegate@example.org", "password": PASSWORD})
    assert answer.headers["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_the_desk_opens_in_the_language_of_the_person_with_the_chosen_view(client, cast):
    User.objects.filter(pk=cast.delegate.pk).update(language="en", theme="dark")
    answer = client.post(LOGIN, {"login": "delegate@example.org", "password": PASSWORD})
    assert answer.headers["Location"] == "/en/desk/"
    assert answer.cookies["theme"].value == "dark"


def test_the_door_leads_nowhere_else(client, cast):
    answer = client.post(f"{LOGIN}?next=https://evil.example/", {"login": "delegate@example.org", "password": PASSWORD})
    assert answer.headers["Location"] == "/desk/"


def test_an_unknown_and_a_known_address_get_the_same_answers(client, cast):
    said = []
    for email in ("delegate@example.org", "nobody@example.org"):
        wrong = client.post(LOGIN, {"login": email, "password": "wrong-wrong"})
        asked = client.post(ASK, {"email": email})
        reset = client.post("/account/password/reset/", {"email": email})
        strip = re.sub(r"\w{64}|" + re.escape(email), "", wrong.content.decode())  # tokens against forgery differ
        said.append((wrong.status_code, strip, asked.status_code, asked.headers["Location"], reset.headers["Location"]))
    assert said[0] == said[1]
    assert {address for letter in mail.outbox for address in letter.to} == {"delegate@example.org"}


def test_looking_at_a_link_uses_nothing_up_and_the_button_signs_in_once(client, cast):
    address = asked_link(client, "delegate@example.org")
    assert resolve(address).view_name == "accounts:use_link"
    assert client.get(address).status_code == 200
    assert client.head(address).status_code == 200
    assert client.post(address).headers["Location"] == "/desk/"
    assert Client().post(address).status_code == 409


def test_a_link_lives_a_quarter_of_an_hour(client, cast, monkeypatch):
    address = asked_link(client, "delegate@example.org")
    now = time.time()
    monkeypatch.setattr("sesame.tokens_v2.time.time", lambda: now + 901)
    assert client.post(address).status_code == 409


def test_a_sign_in_ends_older_links_and_a_blocked_account_has_none(client, cast):
    first = asked_link(client, "delegate@example.org")
    Client().post(LOGIN, {"login": "delegate@example.org", "password": PASSWORD})
    assert client.post(first).status_code == 409
    second = asked_link(client, "delegate@example.org")
    User.objects.filter(pk=cast.delegate.pk).update(is_active=False)
    assert client.post(second).status_code == 409
    letters = len(mail.outbox)
    client.post(ASK, {"email": "delegate@example.org"})
    assert len(mail.outbox) == letters


@pytest.mark.parametrize("token", ["x", "AAAA" * 10, "%00", "a" * 500])
def test_a_made_up_token_is_refused_in_words(cast, token):
    with pytest.raises(RuleBroken):
        use_link(token)


def test_attempts_are_counted_by_account_and_by_network(client, cast):
    for _ in range(10):
        client.post(LOGIN, {"login": "delegate@example.org", "password": "wrong-wrong"})
    right = client.post(LOGIN, {"login": "delegate@example.org", "password": PASSWORD})
    assert right.status_code == 429  # even the right one is not taken now
    assert right["Retry-After"] == "900"
    other = client.post(LOGIN, {"login": "verbova@example.org", "password": PASSWORD})
    assert other.status_code == 302
    answers = [client.post(ASK, {"email": "delegate@example.org"}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


def test_a_password_is_reset_by_a_letter_and_the_person_is_told(client, cast):
    client.post("/account/password/reset/", {"email": "delegate@example.org"})
    form = client.get(link_of(mail.outbox[-1]), follow=True)
    address = form.redirect_chain[-1][0]
    new = "зовсім новий пароль 7"
    assert client.post(address, {"password1": new, "password2": new}).status_code == 302
    assert cast.delegate.__class__.objects.get(pk=cast.delegate.pk).check_password(new)
    assert len(mail.outbox) == 2
    assert client.get(link_of(mail.outbox[0]), follow=True).status_code == 200  # used: says so


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_confirm_email", "socialaccount_login"])
def test_what_is_not_used_has_no_address(name, client):
    with pytest.raises(NoReverseMatch):
        reverse(name)
    assert client.get("/account/signup/").status_code == 404
    assert client.get("/account/email/").status_code == 404


def test_signing_out_needs_a_press(client, cast):
    client.force_login(cast.delegate)
    client.get("/account/logout/")
    assert client.get("/desk/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/desk/").status_code == 302


def test_ending_other_sessions_keeps_this_one(cast):
    here, there = Client(), Client()
    here.force_login(cast.delegate)
    there.force_login(cast.delegate)
    here.post(reverse("accounts:end_sessions"))
    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 302


class TestSecondFactor:
    """Where the installation asks for it, rights of the staff wait for a second factor."""

    @pytest.fixture(autouse=True)
    def asked(self, settings):
        settings.STAFF_NEEDS_SECOND_FACTOR = True

    def test_a_password_alone_gives_no_rights_of_the_staff(self, client, cast):
        client.post(LOGIN, {"login": "secretary@example.org", "password": PASSWORD})
        assert client.get(reverse("accounts:accounts")).status_code == 404
        said = client.get(reverse("accounts:profile"))
        assert said.context["lacks_second_factor"] is True
        assert said.context["usable"] == {Right.REGISTRAR.value}

    def test_a_code_opens_them(self, client, cast):
        secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        TOTP.activate(cast.secretary, secret)
        answer = client.post(LOGIN, {"login": "secretary@example.org", "password": PASSWORD})
        assert answer.headers["Location"].startswith(reverse("mfa_authenticate"))
        assert client.get("/desk/").status_code == 302  # half-way is outside
        assert client.get(reverse("mfa_authenticate")).status_code == 200
        assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 422
        assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
        assert client.get(reverse("accounts:accounts")).status_code == 200

    def test_a_link_by_mail_does_not_go_round_the_second_factor(self, client, cast):
        TOTP.activate(cast.secretary, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        answer = client.post(asked_link(client, "secretary@example.org"))
        assert answer.headers["Location"].startswith(reverse("mfa_authenticate"))
        assert client.get("/desk/").status_code == 302

    def test_set_in_this_session_it_is_shown_once_and_then_counts(self, client, cast):
        client.post(LOGIN, {"login": "secretary@example.org", "password": PASSWORD})
        page = client.get(reverse("mfa_activate_totp"))
        assert page.status_code == 200, page.headers
        secret = page.context["form"].secret
        assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
        assert client.get(reverse("accounts:second_factor")).context["has_codes"] is True
        assert client.get(reverse("accounts:accounts")).status_code == 404
        (code, *_) = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
        again = client.post(f"{reverse('mfa_reauthenticate')}?next=/desk/", {"code": code})
        assert again.headers["Location"] == "/desk/"
        assert client.get(reverse("accounts:accounts")).status_code == 200

    def test_the_secret_lies_encrypted(self, cast):
        secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        TOTP.activate(cast.secretary, secret)
        assert secret not in str(Authenticator.objects.get().data)
        assert TOTP(Authenticator.objects.get()).validate_code(code_of(secret))

    def test_an_account_without_a_request_is_taken_as_it_is(self, cast):
        assert may(cast.secretary, Right.SECRETARIAT)
        cast.secretary.second_factor_shown = False
        assert not may(cast.secretary, Right.SECRETARIAT)
        assert may(cast.secretary, Right.REGISTRAR)
        assert lacks_second_factor(cast.secretary)
        cast.secretary.second_factor_shown = True
        assert may(cast.secretary, Right.SECRETARIAT)
        assert rights_on(cast.secretary, timezone.localdate()) >= {Right.SECRETARIAT.value}

    def test_a_delegate_is_asked_for_nothing(self, client, cast):
        client.post(LOGIN, {"login": "delegate@example.org", "password": PASSWORD})
        assert client.get(reverse("accounts:profile")).context["lacks_second_factor"] is False


@pytest.mark.parametrize("address", [LOGIN, "/account/password/reset/", ASK])
def test_a_wrong_form_at_the_door_is_not_answered_as_a_good_one(client, cast, address):
    answer = client.post(address, {"login": "", "email": "not an address"})
    assert answer.status_code == 422
