"""Shapes of input for a meeting in preparation."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from spilno.meetings.forms.writing import PaperField
from spilno.meetings.models import Item, Meeting
from spilno.meetings.queries.planning import members_on, possible_officers
from spilno.meetings.rules.demand import why_not_demanded
from spilno.meetings.rules.issues import why_wrong_title
from spilno.meetings.rules.notice import EXTRAORDINARY, why_format_forbidden, why_host_wrong
from spilno.meetings.services.drafting import demanded
from spilno.members.models import Membership
from spilno.organisations.rules.councils import settlement_of
from spilno.people.models import Person
from spilno.statute.queries import in_force_on
from spilno.statute.rules.provisions import Matter
from spilno.statute.rules.refusal import Refusal
from spilno.ui.forms import DayField, MomentInput
from spilno.ui.sentences import say
from spilno.ui.words import in_language


def in_words(refusal: Refusal) -> str:
    """Return a refusal as the error beside a field: sentence, ground, what now."""
    said = say(refusal)
    return " ".join(part for part in (said.sentence, f"{said.source}." if said.source else "", said.advice) if part)


class WhenAndWhere(forms.Form):
    """Day, place and link: what a notice of change may change."""

    starts_at = forms.DateTimeField(
        label=_("Day and time"), required=False, widget=MomentInput(attrs={"class": "input"})
    )
    ends_at_planned = forms.DateTimeField(
        label=_("Planned end"), required=False, widget=MomentInput(attrs={"class": "input"})
    )
    format = forms.ChoiceField(label=_("Format"), choices=Meeting.Format.choices)
    also_online = forms.BooleanField(label=_("With a video link for those who cannot come"), required=False)
    host = forms.ModelChoiceField(
        Membership.objects.none(),
        label=_("Host"),
        required=False,
        help_text=_("The member at whose place a visiting meeting is held."),
    )
    settlement = forms.CharField(
        label=_("Settlement"),
        required=False,
        max_length=100,
        help_text=_("For the head of the minutes, like “м. Валки”."),
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=300, help_text=_("Street, house, hall."))
    online_link = forms.URLField(
        label=_("Link of the video room"), required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer members of today as hosts."""
        super().__init__(*args, **kwargs)
        host = self.fields["host"]
        assert isinstance(host, forms.ModelChoiceField)  # noqa: S101 - for the type only
        host.queryset = members_on(timezone.localdate())

    def clean(self) -> dict[str, Any]:
        """Let the rules of the statute speak beside their fields."""
        values = super().clean() or self.cleaned_data
        starts, ends = values.get("starts_at"), values.get("ends_at_planned")
        if starts and ends and ends <= starts:
            self.add_error("ends_at_planned", _("The end stands before the beginning."))
        provisions = in_force_on(timezone.localdate(starts) if starts else timezone.localdate())
        if "format" in values:
            refusal = why_format_forbidden(values["format"], provisions=provisions)
            if refusal is not None:
                self.add_error("format", in_words(refusal))
            host = values.get("host")
            refusal = why_host_wrong(
                values["format"], has_host=host is not None, is_member=host is not None, provisions=provisions
            )
            if refusal is not None:
                self.add_error("host", in_words(refusal))
            elif host is not None and "host" in self.changed_data and "settlement" not in self.changed_data:
                seat = settlement_of(host.organisation.level, host.organisation.place_uk)
                values["settlement"] = seat or values.get("settlement", "")
        return values


class MeetingForm(WhenAndWhere):
    """The plan of a meeting."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=100000)
    kind = forms.ChoiceField(label=_("Kind"), choices=Meeting.Kind.choices)
    demand_code = forms.ChoiceField(label=_("Who demanded the extraordinary meeting"), required=False)
    demand_count = forms.IntegerField(label=_("How many demanded"), required=False, min_value=0, max_value=100000)
    demand_of = forms.IntegerField(label=_("Of how many"), required=False, min_value=0, max_value=100000)
    demand_document = forms.CharField(label=_("Document of the demand"), required=False, max_length=300)
    demanded_on = DayField(label=_("Day of the demand"), required=False)
    convened_by_act = forms.CharField(
        label=_("By what act it is convened"),
        required=False,
        max_length=300,
        help_text=_("For example: a decision of the Board, its number and date."),
    )
    chair = forms.ModelChoiceField(Person.objects.none(), label=_("Chair"), required=False)
    chair_post = forms.CharField(
        label=_("Post of the chair"), required=False, max_length=300, help_text=_("Empty: the post in the register.")
    )
    secretary = forms.ModelChoiceField(Person.objects.none(), label=_("Secretary"), required=False)
    secretary_post = forms.CharField(
        label=_("Post of the secretary"),
        required=False,
        max_length=300,
        help_text=_("Empty: the post in the register."),
    )
    note = forms.CharField(
        label=_("Note for the secretariat"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )
    field_order = (
        "number", "kind", "demand_code", "demand_count", "demand_of", "demand_document", "demanded_on", "starts_at",
        "ends_at_planned", "format", "host", "also_online", "settlement", "place", "online_link", "convened_by_act",
        "chair", "chair_post", "secretary", "secretary_post", "note",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer demands that the statute knows and people who may preside or keep the minutes."""
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        demands = in_force_on(today).demands.values()
        code = self.fields["demand_code"]
        assert isinstance(code, forms.ChoiceField)  # noqa: S101 - for the type only
        code.choices = [
            ("", "—"),
            *[(demand.code, in_language(demand.title_uk, demand.title_en)) for demand in demands],
        ]
        for name in ("chair", "secretary"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type only
            field.queryset = possible_officers(today)

    def clean(self) -> dict[str, Any]:
        """An extraordinary meeting needs a demand that is large enough."""
        values = super().clean()
        starts = values.get("starts_at")
        if values.get("kind") == EXTRAORDINARY:
            provisions = in_force_on(timezone.localdate(starts) if starts else timezone.localdate())
            refusal = why_not_demanded(demanded(values), provisions=provisions)
            if refusal is not None:
                self.add_error("demand_count" if values.get("demand_code") else "demand_code", in_words(refusal))
        return values


class ItemForm(forms.Form):
    """An item of the agenda."""

    title = PaperField(label=_("Title"), max_length=500, help_text=_("Begins with “Про”."))
    matter = forms.ChoiceField(label=_("Kind of matter"), help_text=_("The statute sets the majority for each kind."))
    under = forms.ChoiceField(label=_("Part of item"), required=False)
    rapporteur = forms.ModelChoiceField(Person.objects.none(), label=_("Rapporteur"), required=False)
    rapporteur_name = forms.CharField(label=_("Rapporteur who is not in the register"), required=False, max_length=200)
    rapporteur_post = forms.CharField(label=_("Post of the rapporteur"), required=False, max_length=300)
    draft_decision = PaperField(
        label=_("Draft decision"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 6}),
    )
    minutes_planned = forms.IntegerField(
        label=_("Minutes planned"),
        required=False,
        min_value=1,
        max_value=600,
        widget=forms.NumberInput(attrs={"class": "input input--short"}),
    )

    def __init__(self, *args: Any, matters: list[Matter], places: list[Item], **kwargs: Any) -> None:
        """Offer kinds of matters of the statute and items under which this one may stand."""
        super().__init__(*args, **kwargs)
        kinds, under = self.fields["matter"], self.fields["under"]
        assert isinstance(kinds, forms.ChoiceField) and isinstance(under, forms.ChoiceField)  # noqa: S101, PT018 - types
        kinds.choices = [(matter.code, matter_words(matter)) for matter in matters]
        under.choices = [
            ("", _("Stands by itself")),
            *[(str(item.pk), f"{item.number}. {item.title[:90]}") for item in places],  # type: ignore[attr-defined]
        ]
        rapporteur = self.fields["rapporteur"]
        assert isinstance(rapporteur, forms.ModelChoiceField)  # noqa: S101 - for the type only
        rapporteur.queryset = Person.objects.filter(erased_at__isnull=True)

    def clean_title(self) -> str:
        """A title tells what about."""
        title = " ".join(str(self.cleaned_data["title"]).split())
        refusal = why_wrong_title(title)
        if refusal is not None:
            raise forms.ValidationError(in_words(refusal))
        return title

    def clean_under(self) -> int | None:
        """Return the number of the item above, or None."""
        chosen = self.cleaned_data["under"]
        return int(chosen) if chosen else None


def matter_words(matter: Matter) -> str:
    """Return a kind of matter with its majority in words, as a choice shows it."""
    share = matter.majority.share
    strict = _("more than %(share)s") if matter.majority.strict else _("not less than %(share)s")
    base = {
        "members": _("of all members"),
        "present": _("of those present"),
        "cast": _("of votes cast"),
    }[matter.majority.base]
    said = f"{in_language(matter.title_uk, matter.title_en)}: {strict % {'share': f'{share.numerator}/{share.denominator}'}} {base}"
    too = _("with its own majority within each level of councils")
    return said if matter.within_level is None else f"{said}, {too}"


class StopForm(forms.Form):
    """A stop in the programme of visits."""

    starts_at = forms.DateTimeField(label=_("Day and time"), widget=MomentInput(attrs={"class": "input"}))
    ends_at = forms.DateTimeField(label=_("Until"), required=False, widget=MomentInput(attrs={"class": "input"}))
    title = forms.CharField(label=_("What we see"), max_length=300)
    place = forms.CharField(label=_("Address"), required=False, max_length=300)
    shelter = forms.CharField(
        label=_("Shelter"),
        required=False,
        max_length=300,
        help_text=_("Where people go in an alarm, and how far it is."),
    )
    transport = forms.CharField(label=_("Transport"), required=False, max_length=300)
    contact = forms.CharField(
        label=_("Who meets us"),
        required=False,
        max_length=300,
        help_text=_("Name, post, telephone; shown to those who take part only."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"class": "input", "rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        """A stop ends after it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end is not after the beginning."))
        return cleaned


class SafetyForm(forms.Form):
    """What visitors must know: alarms, shelters, what to bring."""

    text = forms.CharField(
        label=_("Safety notice"),
        required=False,
        max_length=5000,
        help_text=_(
            "Printed in the notice and read by each visitor on the phone: alarms, shelters, what to bring, whom to call."
        ),
        widget=forms.Textarea(attrs={"class": "input", "rows": 6}),
    )


class ChangeForm(WhenAndWhere):
    """A change of a convened meeting."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        help_text=_("Members read it in the notice. Another day is not set without it."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )


class FileForm(forms.Form):
    """A document attached to an item."""

    file = forms.FileField(label=_("File"))
    title = forms.CharField(label=_("Title of the document"), required=False, max_length=300)
