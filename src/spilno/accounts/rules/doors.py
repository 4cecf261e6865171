"""Invitations, sign-in links, accounts and rights: what is allowed, and why not."""

from datetime import date

from spilno.statute.rules.refusal import Refusal, gettext_noop


def why_not_invite(*, has_signed_in: bool, is_blocked: bool) -> Refusal | None:
    """Refuse to invite somebody who has an account already, or whose account is blocked.

    Source: Spilno's own rule: one person, one account.
    """
    if is_blocked:
        return Refusal(
            code="account_blocked",
            sentence=gettext_noop("The account with this address is blocked."),
            source="",
            advice=gettext_noop("Open the account and lift the block first."),
            title=gettext_noop("The invitation was not sent"),
        )
    if has_signed_in:
        return Refusal(
            code="already_signs_in",
            sentence=gettext_noop("The person with this address already signs in."),
            source="",
            advice=gettext_noop("He or she can ask for a sign-in link on the page «Sign in»."),
            title=gettext_noop("The invitation was not sent"),
        )
    return None


def why_not_accept(*, known: bool, used: bool, withdrawn: bool, expired: bool, is_blocked: bool) -> Refusal | None:
    """Refuse an invitation that opens nothing (any more). The order tells the most useful reason first.

    Source: Spilno's own rule: an invitation opens once, until it expires.
    """
    title = gettext_noop("The invitation does not open")
    if not known:
        return Refusal(
            code="invitation_unknown",
            sentence=gettext_noop("There is no such invitation."),
            source="",
            advice=gettext_noop("Open the link from the letter again, whole; if it does not help, ask for a new one."),
            title=title,
        )
    if is_blocked:
        return Refusal(
            code="account_blocked",
            sentence=gettext_noop("This account is blocked."),
            source="",
            advice=gettext_noop("Write to the secretariat of the association."),
            title=title,
        )
    if used:
        return Refusal(
            code="invitation_used",
            sentence=gettext_noop("This invitation has already been used."),
            source="",
            advice=gettext_noop("Sign in with your password or passkey, or ask for a sign-in link by e-mail."),
            title=title,
        )
    if withdrawn:
        return Refusal(
            code="invitation_withdrawn",
            sentence=gettext_noop("This invitation was withdrawn, or a newer one was sent."),
            source="",
            advice=gettext_noop("Look for the latest letter, or ask the secretariat."),
            title=title,
        )
    if expired:
        return Refusal(
            code="invitation_expired",
            sentence=gettext_noop("This invitation has expired."),
            source="",
            advice=gettext_noop("Ask the secretariat to send a new one."),
            title=title,
        )
    return None


def why_not_withdraw(*, used: bool, withdrawn: bool) -> Refusal | None:
    """Refuse to withdraw what is used or withdrawn already.

    Source: Spilno's own rule: an invitation ends once.
    """
    if used or withdrawn:
        return Refusal(
            code="invitation_over",
            sentence=gettext_noop("This invitation has already been used or withdrawn."),
            source="",
            advice=gettext_noop("Reload the page."),
            title=gettext_noop("The invitation was not withdrawn"),
        )
    return None


def why_not_sign_in_by_link(*, known: bool) -> Refusal | None:
    """Refuse a sign-in link that is wrong, used or older than a quarter of an hour: one answer for all three.

    Source: Spilno's own rule: a link works once, for 15 minutes.
    """
    if not known:
        return Refusal(
            code="link_over",
            sentence=gettext_noop("The link has been used or has expired: it works once, for 15 minutes."),
            source="",
            advice=gettext_noop("Ask for a new one; the newest letter counts."),
            title=gettext_noop("You are not signed in"),
        )
    return None


def why_not_give_right(*, held: bool, starts: date, ends: date | None, ground: str) -> Refusal | None:
    """Refuse a right that is given already, that has no ground, or that would end before it starts.

    Source: Spilno's own rule: a right has a ground and a term.
    """
    title = gettext_noop("The right was not given")
    if held:
        return Refusal(
            code="right_held",
            sentence=gettext_noop("This right has already been given for these days."),
            source="",
            advice=gettext_noop("Take the earlier one back first, or choose other days."),
            title=title,
        )
    if not ground.strip():
        return Refusal(
            code="no_ground",
            sentence=gettext_noop("The ground is not named."),
            source="",
            advice=gettext_noop("Write the order or decision, with its number and date."),
            title=title,
        )
    if ends is not None and ends < starts:
        return Refusal(
            code="ends_before_start",
            sentence=gettext_noop("The last day is before the first one."),
            source="",
            advice=gettext_noop("Mend the days."),
            title=title,
        )
    return None


def why_not_take_back(*, taken_back: bool, last_of_accounts: bool, ground: str) -> Refusal | None:
    """Refuse to take back twice, without a ground, or the last right to give rights.

    Source: Spilno's own rule: somebody can always give rights.
    """
    title = gettext_noop("The right was not taken back")
    if taken_back:
        return Refusal(
            code="right_taken_back",
            sentence=gettext_noop("This right has already been taken back."),
            source="",
            advice=gettext_noop("Reload the page."),
            title=title,
        )
    if last_of_accounts:
        return Refusal(
            code="last_keeper",
            sentence=gettext_noop("Nobody else could give rights then."),
            source="",
            advice=gettext_noop("Give this right to somebody else first."),
            title=title,
        )
    if not ground.strip():
        return Refusal(
            code="no_ground",
            sentence=gettext_noop("The ground is not named."),
            source="",
            advice=gettext_noop("Write the order or decision, with its number and date."),
            title=title,
        )
    return None


def why_not_block(*, is_own: bool, is_blocked: bool, last_of_accounts: bool) -> Refusal | None:
    """Refuse to block oneself, somebody blocked already, or the last who can give rights.

    Source: Spilno's own rule: somebody can always give rights.
    """
    title = gettext_noop("The account was not blocked")
    if is_own:
        return Refusal(
            code="own_account",
            sentence=gettext_noop("This is your own account."),
            source="",
            advice=gettext_noop("Ask somebody else who gives rights."),
            title=title,
        )
    if is_blocked:
        return Refusal(
            code="already_blocked",
            sentence=gettext_noop("The account is blocked already."),
            source="",
            advice=gettext_noop("Reload the page."),
            title=title,
        )
    if last_of_accounts:
        return Refusal(
            code="last_keeper",
            sentence=gettext_noop("Nobody else could give rights then."),
            source="",
            advice=gettext_noop("Give this right to somebody else first."),
            title=title,
        )
    return None
