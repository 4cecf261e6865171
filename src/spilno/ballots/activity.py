"""The words of acts of voting, for the journal."""

from django.utils.translation import gettext_lazy as _

from spilno.journal.queries import register_acts

register_acts(
    {
        "question.opened": _("The question was put to the vote"),
        "vote.cast": _("A vote was recorded"),
        "sheet.entered": _("A sheet of the counting commission was entered"),
        "paper.handed": _("A ballot was given out on paper"),
        "paper.taken_back": _("A ballot given out on paper was taken back"),
        "question.closed": _("Voting was closed and counted"),
        "question.cancelled": _("The vote was cancelled"),
    }
)
