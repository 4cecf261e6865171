"""Whether a notice may be posted, repeated, or reminded of."""

from spilno.statute.rules.refusal import Refusal, gettext_noop


def why_not_post(*, addressees: int, subject: str, text: str) -> Refusal | None:
    """Refuse a notice to nobody and a notice without subject or text.

    Source: Statute 5.2 for a notice of a meeting; for other letters Spilno's own rule.
    """
    if addressees == 0:
        return Refusal(
            code="no_addressees",
            sentence=gettext_noop("The list of addressees is empty."),
            source="",
            advice=gettext_noop("Check the register of members: representatives and contacts of councils stand there."),
            title=gettext_noop("The notice was not posted"),
        )
    if not subject.strip() or not text.strip():
        return Refusal(
            code="empty_notice",
            sentence=gettext_noop("The notice has no subject or no text."),
            source="",
            advice=gettext_noop("Write both and post it again."),
            title=gettext_noop("The notice was not posted"),
        )
    return None


def why_not_send_again(*, waiting: bool, address: str) -> Refusal | None:
    """Refuse to queue a letter that already waits in the queue, or that has no address.

    Source: Spilno's own rule: one letter waits once.
    """
    if waiting:
        return Refusal(
            code="already_queued",
            sentence=gettext_noop("This letter already waits to be sent."),
            source="",
            advice=gettext_noop("Reload the page: it shows when the next try is."),
            title=gettext_noop("The letter was not queued again"),
        )
    if not address:
        return Refusal(
            code="no_address",
            sentence=gettext_noop("No address is known."),
            source="",
            advice=gettext_noop("Write the address and send again, or hand the notice over on paper."),
            title=gettext_noop("The letter was not queued"),
        )
    return None


def why_not_remind(*, unconfirmed: int) -> Refusal | None:
    """Refuse a reminder when nobody is left to remind.

    Source: Spilno's own rule: those who confirmed are left in peace.
    """
    if unconfirmed == 0:
        return Refusal(
            code="nobody_to_remind",
            sentence=gettext_noop("Everybody who got the letter has confirmed it, or letters still wait to be sent."),
            source="",
            title=gettext_noop("The reminder was not sent"),
        )
    return None


def why_not_confirm(*, state: str) -> Refusal | None:
    """Refuse to confirm a letter that was never sent: the link cannot be known honestly.

    Source: Spilno's own rule: a receipt follows the sending.
    """
    if state == "opted_out":
        return Refusal(
            code="never_sent",
            sentence=gettext_noop("This letter was never sent."),
            source="",
            title=gettext_noop("The receipt was not confirmed"),
        )
    return None
