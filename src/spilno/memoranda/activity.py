"""What cooperation shows of itself: words of acts."""

from django.utils.translation import gettext_lazy as _

from spilno.journal.queries import register_acts
from spilno.memoranda.access import plan as plan_access
from spilno.memoranda.queries.plan import origins
from spilno.undertakings.access import register_controllers, register_reporters
from spilno.undertakings.queries import register_origin

register_acts(
    {
        "memorandum.library_taken": _("Areas and clauses of the house were taken in"),
        "memorandum.drafted": _("The memorandum was begun"),
        "memorandum.text_written": _("A part of the text was written"),
        "memorandum.described": _("What stands beside the text was changed"),
        "memorandum.sent": _("The text was put to the parties"),
        "memorandum.approved": _("A party approved the text"),
        "memorandum.refused": _("A party returned the text with remarks"),
        "memorandum.agreed": _("All parties approved the same text; the PDF was frozen"),
        "memorandum.version_begun": _("The next version was begun"),
        "memorandum.put_aside": _("The text was put aside"),
        "memorandum.party_signed": _("A party signed"),
        "memorandum.signed": _("The last party signed: the memorandum is concluded"),
        "memorandum.changed": _("The last party signed the new text: it is in force"),
        "memorandum.change_begun": _("A change was begun"),
        "memorandum.renewal_begun": _("A renewal was begun"),
        "memorandum.party_withdrew": _("A party withdrew"),
        "memorandum.ended": _("The memorandum was ended"),
        "memorandum.expiry_told": _("The parties were told that the term ends"),
        "memorandum.area_kept": _("An area of the list was written"),
        "memorandum.clause_kept": _("A clause of the library was written"),
        "memorandum.line_proposed": _("A line of the plan was proposed"),
        "memorandum.line_changed": _("A line of the plan was changed"),
        "memorandum.line_withdrawn": _("A line of the plan was withdrawn"),
        "memorandum.plan_confirmed": _("A party confirmed the plan of the year"),
        "memorandum.plan_agreed": _("All parties confirmed the plan: it binds"),
        "memorandum.activity_counted": _("An activity was counted for an area"),
        "memorandum.activity_uncounted": _("An activity is counted no longer"),
    }
)

MEASURE = "memoranda.measure"
register_controllers(MEASURE, plan_access.controls, words=_("the other side of the memorandum"))
register_reporters(MEASURE, plan_access.reports)
register_origin(MEASURE, origins)
