"""Who may press what in memoranda; tests/doors.py tells how to read it."""

from django.utils import timezone

from spilno.memoranda.models import Clause, Contribution, Measure
from spilno.memoranda.tests.factories import make_memorandum

DOORS = {
    "memoranda:draft": ("", "422 S"),
    "memoranda:basics": ("number=memorandum", "422 S"),
    "memoranda:parties": ("number=memorandum", "422 S"),
    "memoranda:move_party": ("number=memorandum organisation=organisation", "409 S"),
    "memoranda:remove_party": ("number=memorandum organisation=organisation", "409 S"),
    "memoranda:purpose": ("number=memorandum", "422 S"),
    "memoranda:areas": ("number=memorandum", "422 S"),
    "memoranda:clauses": ("number=memorandum", "422 S"),
    "memoranda:send": ("number=memorandum", "409 S"),
    "memoranda:enter": ("number=memorandum", "422 S"),
    "memoranda:library": ("", "302 S"),
    "memoranda:new_area": ("", "422 S"),
    "memoranda:area": ("pk=area", "422 S"),
    "memoranda:new_clause": ("", "422 S"),
    "memoranda:clause": ("pk=clause", "422 S"),
    "memoranda:answer": ("number=memorandum party=party", "422 D"),
    "memoranda:coordinator": ("number=memorandum party=party", "422 SD"),
    "memoranda:next": ("number=memorandum", "409 S"),
    "memoranda:put_aside": ("number=memorandum", "409 S"),
    "memoranda:sign": ("number=memorandum party=party", "422 SD"),
    "memoranda:change": ("number=memorandum", "302 S"),
    "memoranda:renew": ("number=memorandum", "409 SD"),
    "memoranda:end": ("number=memorandum", "422 S"),
    "memoranda:decline": ("number=memorandum party=party", "422 D"),
    "memoranda:withdraw": ("number=memorandum party=party", "422 SD"),
    "memoranda:count": ("", ""),
    "memoranda:uncount": ("pk=contribution", "302 D"),
    "memoranda:add_line": ("number=signed year=year", "422 D"),
    "memoranda:confirm_plan": ("number=signed party=signed_party year=year", "409 D"),
    "memoranda:change_line": ("pk=measure", "422 D"),
    "memoranda:withdraw_line": ("pk=measure", "302 D"),
}

PAGES = {
    "memoranda:memoranda",
    "memoranda:memoranda_csv",
    "memoranda:memorandum",
    "memoranda:version",
    "memoranda:version_file",
    "memoranda:plan",
    "memoranda:report",
    "memoranda:report_file",
    "memoranda:numbers",
    "memoranda:activities",
    "memoranda:numbers_csv",
}


def things(cast, made) -> dict:
    own, today = cast.lypova.organisation, timezone.localdate()
    area = make_memorandum(own).agreed_areas.get()
    party = area.memorandum.parties.get()
    joint = make_memorandum(own, cast.stepova)
    return {
        "signed": area.memorandum,
        "area": area.area,
        "clause": Clause.objects.create(code="own", title_uk="Пункт", text_uk="Слова."),
        "signed_party": party,
        "contribution": Contribution.objects.create(agreed_area=area, source_type="x.y", source_id="1", day=today),
        "measure": Measure.objects.create(
            agreed_area=area, year=2026, kind="event", what="Семінар", party=party, due_on=today
        ),
        "memorandum": joint,
        "party": joint.parties.get(organisation=own),
    }
