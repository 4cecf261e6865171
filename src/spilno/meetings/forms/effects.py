"""Shapes of input for what a decision changes: each kind asks for what it needs."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from spilno.bodies.models import Body, Seat, Term
from spilno.bodies.queries import holders_on
from spilno.meetings.forms.writing import PaperField
from spilno.meetings.models import Decision, Effect
from spilno.meetings.queries.registration import electable_on
from spilno.members.models import DuesTable, Membership
from spilno.members.queries import mandates_on
from spilno.people.models import Person
from spilno.statute.models import Edition
from spilno.ui.forms import DayField
from spilno.undertakings.models import Undertaking
from spilno.undertakings.queries import LIVE

VACANT = _("vacant")
STATES = {
    Effect.Kind.CONFIRM: [Membership.State.ADMITTED],
    Effect.Kind.SUSPEND: [Membership.State.CONFIRMED, Membership.State.ADMITTED],
    Effect.Kind.RESTORE: [Membership.State.SUSPENDED],
    Effect.Kind.LEAVE: list(Membership.MEMBERS),
    Effect.Kind.EXCLUDE: list(Membership.MEMBERS),
}
FIELDS = {
    Effect.Kind.CONFIRM: ("membership",),
    Effect.Kind.SUSPEND: ("membership", "starts"),
    Effect.Kind.RESTORE: ("membership", "starts"),
    Effect.Kind.LEAVE: ("membership", "starts"),
    Effect.Kind.EXCLUDE: ("membership",),
    Effect.Kind.ELECT: ("seat", "person", "starts", "ends"),
    Effect.Kind.COUNTING: ("person",),
    Effect.Kind.DISMISS: ("seat", "person", "ends"),
    Effect.Kind.DUES: ("dues_table",),
    Effect.Kind.STATUTE: ("edition", "starts"),
    Effect.Kind.UNDERTAKING: ("what", "bound_membership", "bound_body", "bound_person", "due_on"),
    Effect.Kind.OFF_CONTROL: ("undertaking",),
    Effect.Kind.CANCEL: ("target",),
    Effect.Kind.CHANGE: ("target", "what"),
}


def _day(label: Any, hint: Any = "") -> DayField:
    return DayField(label=label, required=False, help_text=hint)


def _one(label: Any, rows: Any, *, required: bool = True) -> forms.ModelChoiceField:
    widget = forms.Select(attrs={"class": "input"})
    return forms.ModelChoiceField(rows, label=label, required=required, widget=widget, empty_label="—")


class SeatField(forms.ModelChoiceField):
    """A seat of a body. A Board has many alike, so who holds it on the day, or that it is vacant, stands beside each."""

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        """Read who holds the seats on the day, once."""
        super().__init__(*args, **kwargs)
        self.holders = {term.seat_id: str(term.person) for term in holders_on(day)}

    def label_from_instance(self, obj: Seat) -> str:
        """Name the body, the seat and its holder."""
        seat = str(obj) if str(obj) == str(obj.body) else f"{obj.body}: {obj}"
        return f"{seat} ({self.holders.get(obj.pk, VACANT)})"


class EffectForm(forms.Form):
    """One effect of the chosen kind."""

    def __init__(self, *args: Any, kind: str, day: date, **kwargs: Any) -> None:
        """Ask only for what the kind needs; lists hold only what can be meant on the day."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in FIELDS[Effect.Kind(kind)]:
            self.fields[name] = self._field(name, day=day)

    def _field(self, name: str, *, day: date) -> forms.Field:
        members = Membership.objects.select_related("organisation")
        makers: dict[str, Any] = {
            "membership": lambda: _one(_("Member"), members.filter(state__in=STATES.get(Effect.Kind(self.kind), []))),
            "seat": lambda: SeatField(
                Seat.objects.filter(body__ended__isnull=True).select_related("body"),
                label=_("Seat"),
                day=day,
                widget=forms.Select(attrs={"class": "input"}),
                empty_label="—",
            ),
            "person": lambda: _one(
                _("Person"),
                electable_on(day) if self.kind == Effect.Kind.COUNTING else Person.objects.filter(erased_at=None),
                required=self.kind != Effect.Kind.DISMISS,
            ),
            "dues_table": lambda: _one(_("Table of dues"), DuesTable.objects.filter(adopted_on=None)),
            "edition": lambda: _one(_("Edition of the statute"), Edition.objects.filter(starts=None)),
            "undertaking": lambda: _one(_("Undertaking"), Undertaking.objects.filter(state__in=LIVE)),
            "target": lambda: _one(_("Earlier decision"), Decision.objects.filter(cancelled_by=None)),
            "what": lambda: PaperField(
                label=_("How it reads now") if self.kind == Effect.Kind.CHANGE else _("What is to be done"),
                max_length=5000,
                widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
            ),
            "bound_membership": lambda: _one(
                _("Bound council"), members.filter(state__in=Membership.MEMBERS), required=False
            ),
            "bound_body": lambda: _one(_("Bound body"), Body.objects.filter(ended__isnull=True), required=False),
            "bound_person": lambda: _one(
                _("Bound person"),
                Person.objects.filter(
                    Q(pk__in=mandates_on(day).values("person")) | Q(pk__in=Term.objects.values("person"))
                ),
                required=False,
            ),
            "due_on": lambda: _day(_("By when"), _("The last day, included.")),
            "starts": lambda: _day(_("From"), _("Empty: the day of the decision.")),
            "ends": lambda: _day(_("To"), _("The last day, included.")),
        }
        field: forms.Field = makers[name]()
        return field

    def given(self) -> dict[str, Any]:
        """Return the fields of an effect."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        undertaking = given.pop("undertaking", None)
        if undertaking is not None:
            given["undertaking_number"] = undertaking.number
        return given
