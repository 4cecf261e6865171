"""Invitations, sign-in links, accounts and rights: what is allowed, and why not."""

from datetime import date

from spilno.statute.rules.refusal import Refusal, gettext_noop


def why_not_invite(*, has_signed_in: bool, is_blocked: bool) -> Refusal | None:
    """Refuse to invite somebody who has an account already, or whose account is blocked.

    Source: Spilno's own rule: one person, one account.
    """
    title = gettext_noop("The invitation was not sent")
    if is_blocked:
        return _no(
            "account_blocked",
            title,
            gettext_noop("The account with this address is blocked."),
            gettext_noop("Open the account and lift the block first."),
        )
    if has_signed_in:
        return _no(
            "already_signs_in",
            title,
            gettext_noop("The person with this address already signs in."),
            gettext_noop("He or she can ask for a sign-in link on the page “Sign in”."),
        )
    return None


def why_not_name_first_keeper(*, has_keeper: bool, is_blocked: bool) -> Refusal | None:
    """Refuse to name a first administrator where somebody who has signed in gives rights already.

    Source: Spilno's own rule: who gives rights is named by those who give rights; only the first one by the installation.
    """
    title = gettext_noop("The first administrator was not named")
    if has_keeper:
        return _no(
            "keeper_there",
            title,
            gettext_noop("Somebody gives rights here already."),
            gettext_noop("Let that person invite and give the right on the page “Accounts”."),
        )
    if is_blocked:
        return _no(
            "account_blocked",
            title,
            gettext_noop("The account with this address is blocked."),
            gettext_noop("Name another address."),
        )
    return None


def why_not_accept(*, known: bool, used: bool, withdrawn: bool, expired: bool, is_blocked: bool) -> Refusal | None:
    """Refuse an invitation that opens nothing (any more). The order tells the most useful reason first.

    Source: Spilno's own rule: an invitation opens once, until it expires.
    """
    title = gettext_noop("The invitation does not open")
    if not known:
        return _no(
            "invitation_unknown",
            title,
            gettext_noop("There is no such invitation."),
            gettext_noop("Open the link from the letter again, whole; if it does not help, ask for a new one."),
        )
    if is_blocked:
        return _no(
            "account_blocked",
            title,
            gettext_noop("This account is blocked."),
            gettext_noop("Write to the secretariat of the association."),
        )
    if used:
        return _no(
            "invitation_used",
            title,
            gettext_noop("This invitation has already been used."),
            gettext_noop("Sign in with your password or passkey, or ask for a sign-in link by e-mail."),
        )
    if withdrawn:
        return _no(
            "invitation_withdrawn",
            title,
            gettext_noop("This invitation was withdrawn, or a newer one was sent."),
            gettext_noop("Look for the latest letter, or ask the secretariat."),
        )
    if expired:
        return _no(
            "invitation_expired",
            title,
            gettext_noop("This invitation has expired."),
            gettext_noop("Ask the secretariat to send a new one."),
        )
    return None


def why_not_withdraw(*, used: bool, withdrawn: bool) -> Refusal | None:
    """Refuse to withdraw what is used or withdrawn already.

    Source: Spilno's own rule: an invitation ends once.
    """
    if used or withdrawn:
        return _no(
            "invitation_over",
            gettext_noop("The invitation was not withdrawn"),
            gettext_noop("This invitation has already been used or withdrawn."),
            gettext_noop("Reload the page."),
        )
    return None


def why_not_sign_in_by_link(*, known: bool) -> Refusal | None:
    """Refuse a sign-in link that is wrong, used or older than a quarter of an hour: one answer for all three.

    Source: Spilno's own rule: a link works once, for 15 minutes.
    """
    if not known:
        return _no(
            "link_over",
            gettext_noop("You are not signed in"),
            gettext_noop("The link has been used or has expired: it works once, for 15 minutes."),
            gettext_noop("Ask for a new one; the newest letter counts."),
        )
    return None


def why_not_give_right(*, held: bool, starts: date, ends: date | None, ground: str) -> Refusal | None:
    """Refuse a right that is given already, that has no ground, or that would end before it starts.

    Source: Spilno's own rule: a right has a ground and a term.
    """
    title = gettext_noop("The right was not given")
    if held:
        return _no(
            "right_held",
            title,
            gettext_noop("This right has already been given for these days."),
            gettext_noop("Take the earlier one back first, or choose other days."),
        )
    if not ground.strip():
        return _without_ground(title)
    if ends is not None and ends < starts:
        return _no(
            "ends_before_start",
            title,
            gettext_noop("The last day is before the first one."),
            gettext_noop("Mend the days."),
        )
    return None


def why_not_take_back(*, taken_back: bool, last_of_accounts: bool, ground: str) -> Refusal | None:
    """Refuse to take back twice, without a ground, or the last right to give rights.

    Source: Spilno's own rule: somebody can always give rights.
    """
    title = gettext_noop("The right was not taken back")
    if taken_back:
        return _no(
            "right_taken_back",
            title,
            gettext_noop("This right has already been taken back."),
            gettext_noop("Reload the page."),
        )
    if last_of_accounts:
        return _last_keeper(title)
    if not ground.strip():
        return _without_ground(title)
    return None


def why_not_block(*, is_own: bool, is_blocked: bool, last_of_accounts: bool) -> Refusal | None:
    """Refuse to block oneself, somebody blocked already, or the last who can give rights.

    Source: Spilno's own rule: somebody can always give rights.
    """
    title = gettext_noop("The account was not blocked")
    if is_own:
        return _no(
            "own_account",
            title,
            gettext_noop("This is your own account."),
            gettext_noop("Ask somebody else who gives rights."),
        )
    if is_blocked:
        return _no(
            "already_blocked", title, gettext_noop("The account is blocked already."), gettext_noop("Reload the page.")
        )
    if last_of_accounts:
        return _last_keeper(title)
    return None


def why_not_take_off_second_factor(*, is_own: bool, has_any: bool, ground: str) -> Refusal | None:
    """Refuse to take off one's own second factor, one that is not there, or without saying how it was made sure who asks.

    Source: NIST SP 800-63B-4, 4.2 (account recovery: identity is proved anew, the subscriber is notified); Spilno's own
    rule: nobody opens the door for himself.
    """
    title = gettext_noop("The second factor was not taken off")
    if is_own:
        return _no(
            "own_account",
            title,
            gettext_noop("This is your own account."),
            gettext_noop(
                "Change it in your profile, with a code or a key; if all are lost, ask somebody else who gives rights."
            ),
        )
    if not has_any:
        return _no(
            "no_second_factor",
            title,
            gettext_noop("This account has no second factor."),
            gettext_noop("The person signs in with a password or a link and sets it in the profile."),
        )
    if not ground.strip():
        return _no(
            "no_ground",
            title,
            gettext_noop("It is not told how you made sure who asks."),
            gettext_noop("Write it: a visit with a document, a call to the number of the council."),
        )
    return None


def _without_ground(title: str) -> Refusal:
    return _no(
        "no_ground",
        title,
        gettext_noop("The ground is not named."),
        gettext_noop("Write the order or decision, with its number and date."),
    )


def _last_keeper(title: str) -> Refusal:
    return _no(
        "last_keeper",
        title,
        gettext_noop("Nobody else could give rights then."),
        gettext_noop("Give this right to somebody else first."),
    )


def _no(code: str, title: str, sentence: str, advice: str) -> Refusal:
    return Refusal(code=code, title=title, sentence=sentence, source="", advice=advice)
