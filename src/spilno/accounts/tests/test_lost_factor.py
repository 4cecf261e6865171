"""A second factor that is lost with the recovery codes."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from spilno.accounts import services
from spilno.journal.models import Entry
from spilno.statute.rules.refusal import RuleBroken

pytestmark = pytest.mark.django_db
PASSWORD = "spilno-test-2026"


class TestLostSecondFactor:
    """Lost with the recovery codes: others take it off, with a reason, a line of the journal and a letter."""

    SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    GROUND = "прийшла особисто з паспортом"

    def press(self, client, user, ground=GROUND):
        return client.post(reverse("accounts:take_off_second_factor", args=[user.pk]), {"ground": ground})

    def test_it_is_taken_off_whole_and_the_person_is_told(
        self, client, cast, mailoutbox, django_capture_on_commit_callbacks
    ):
        TOTP.activate(cast.delegate, self.SECRET)
        RecoveryCodes.activate(cast.delegate)
        there = Client()
        there.force_login(cast.delegate)
        client.force_login(cast.secretary)
        with django_capture_on_commit_callbacks(execute=True):
            assert self.press(client, cast.delegate).status_code == 302
        assert not Authenticator.objects.filter(user=cast.delegate).exists()
        assert there.get("/desk/").status_code == 302  # sessions are over
        line = Entry.objects.get(act="account.second_factor_taken_off")
        assert (line.by, line.ground, line.facts) == (
            cast.secretary.pk,
            self.GROUND,
            {"kinds": ["recovery_codes", "totp"]},
        )
        (letter,) = mailoutbox
        assert letter.to == [cast.delegate.email]
        assert re.search(r"Коли: \d+\s\w+\s\d{4}\sроку,\s\d\d:\d\d\.", letter.body)  # not 2026-11-23T08:05:00+00:00
        assert self.press(client, cast.delegate).status_code == 409  # a second time: there is none

    def test_nobody_takes_off_his_own(self, client, cast):
        TOTP.activate(cast.secretary, self.SECRET)
        client.force_login(cast.secretary)
        assert self.press(client, cast.secretary).status_code == 409
        assert Authenticator.objects.filter(user=cast.secretary).exists()
        assert not Entry.objects.filter(act="account.second_factor_taken_off").exists()

    def test_not_without_saying_how_it_was_made_sure_who_asks(self, client, cast):
        TOTP.activate(cast.delegate, self.SECRET)
        client.force_login(cast.secretary)
        assert self.press(client, cast.delegate, ground="  ").status_code == 422
        with pytest.raises(RuleBroken):
            services.take_off_second_factor(cast.delegate, ground=" ", by=cast.secretary)
        assert Authenticator.objects.filter(user=cast.delegate).exists()

    def test_the_staff_lose_no_more_than_the_factor_and_gain_nothing(self, client, cast, settings):
        settings.STAFF_NEEDS_SECOND_FACTOR = True
        TOTP.activate(cast.secretary, self.SECRET)
        services.take_off_second_factor(cast.secretary, ground=self.GROUND, by=cast.delegate)
        client.post(reverse("account_login"), {"login": "secretary@example.org", "password": PASSWORD})
        assert client.get("/desk/").status_code == 200
        assert client.get(reverse("accounts:accounts")).status_code == 404  # until a second factor is set anew

    def test_whoever_runs_the_installation_helps_the_last_keeper(self, cast):
        TOTP.activate(cast.secretary, self.SECRET)
        call_command("take-off-second-factor", "secretary@example.org", "--ground", self.GROUND)
        assert Entry.objects.get(act="account.second_factor_taken_off").by is None
        for email in ("secretary@example.org", "nobody@example.org"):
            with pytest.raises(CommandError):
                call_command("take-off-second-factor", email, "--ground", self.GROUND)
