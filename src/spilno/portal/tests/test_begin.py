"""An installation begins: one command, an invitation, first steps; every page opens before the statute is there."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from spilno.accounts.access import held_rights
from spilno.accounts.models import Grant, Right, User
from spilno.accounts.services import accept_invitation, name_first_keeper
from spilno.journal.models import Entry
from spilno.organisations.queries import our_association
from spilno.statute.rules.refusal import RuleBroken
from spilno.territories.models import Unit

pytestmark = pytest.mark.django_db
ADDRESS = "perekhrestova@kharkiv.example"


def begin(email=ADDRESS):
    said = StringIO()
    call_command("begin", email, stdout=said)
    return said.getvalue()


def signed_in(user):
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    return User.objects.get(pk=user.pk)


def test_an_installation_begins_with_territories_the_association_and_one_who_gives_rights(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        said = begin()
    assert Unit.objects.count() > 1_500
    assert our_association() is not None
    user = User.objects.get()
    assert user.email == ADDRESS
    assert held_rights(user) == {Right.ACCOUNTS, Right.SECRETARIAT}
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]
    secret = said.split("/invitation/")[1].split("/")[0].strip()
    assert accept_invitation(secret, password="vesnianka-2026") == user


def test_begun_twice_before_anybody_signed_in_a_new_invitation_is_sent_and_nothing_is_doubled():
    begin()
    said = begin()
    assert "The codifier is there already" in said
    assert "/invitation/" in said
    assert Grant.objects.count() == 2


def test_a_mistyped_address_can_be_mended_while_nobody_has_signed_in():
    begin("perekhrestvoa@kharkiv.example")
    begin()
    assert Right.ACCOUNTS in held_rights(User.objects.get(email=ADDRESS))


def test_once_somebody_gives_rights_the_command_names_nobody_else():
    user, _ = name_first_keeper(ADDRESS)
    signed_in(user)
    before = Entry.objects.count()
    with pytest.raises(CommandError, match="Nothing was done"):
        begin("stranger@kharkiv.example")
    assert Entry.objects.count() == before
    assert not Unit.objects.exists()


def test_an_address_that_is_none_is_told_and_nothing_is_written():
    with pytest.raises(CommandError, match="not an e-mail address"):
        begin("admin")
    assert not Entry.objects.exists()


def test_who_signs_in_already_gets_the_rights_without_an_invitation():
    user = signed_in(User.objects.create_superuser(ADDRESS, "vesnianka-2026"))
    _, secret = name_first_keeper(ADDRESS)
    assert not secret
    assert Right.ACCOUNTS in held_rights(User.objects.get(pk=user.pk))


def test_a_blocked_account_is_not_named():
    user = User.objects.create_user(ADDRESS)
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(RuleBroken):
        name_first_keeper(ADDRESS)


PAGES = (
    "members:members",
    "members:dues",
    "statute:statute",
    "bodies:bodies",
    "meetings:meetings",
    "portal:home",
    "portal:calendar",
)


def test_the_desk_tells_the_first_steps_and_no_page_breaks_without_a_statute(client):
    user, _ = name_first_keeper(ADDRESS)
    client.force_login(user)
    desk = client.get(reverse("portal:desk")).content.decode()
    assert reverse("statute:upload") in desk
    assert reverse("members:read_list") in desk
    assert {name: client.get(reverse(name)).status_code for name in PAGES} == dict.fromkeys(PAGES, 200)


def test_what_needs_the_statute_says_so_instead_of_breaking(client):
    user, _ = name_first_keeper(ADDRESS)
    client.force_login(user)
    answer = client.get("/meetings/new/")
    assert answer.status_code == 409
    assert "Жодної редакції статуту" in answer.content.decode()
