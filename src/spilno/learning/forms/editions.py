"""Shapes of input for editions: what and when, sessions by week, a module, its teachers and lessons, search."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.events.models import Event, Session
from spilno.learning.forms.standards import LONG, targets
from spilno.learning.models import Edition, EditionModule, Provider
from spilno.learning.queries.editions import Taught, all_providers, raions_taught, version_for
from spilno.learning.services.sessions import Planned
from spilno.meetings.forms.issues import TerritoryField
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.people.queries import holders_on
from spilno.ui.forms import ClockInput, DayInput, PlainSelect, SeenForm, SeveralFilesField

SELECT = {"class": "input"}
WEEK = timedelta(days=7)
FIRST_HOUR, LAST_HOUR = time(10), time(13)


class EditionForm(SeenForm, forms.Form):
    """When, for how many and where an edition is delivered."""

    partner = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Partner in delivery"),
        required=False,
        widget=PlainSelect(attrs=SELECT),
        help_text=gettext_lazy("Leads the edition with the same rights."),
    )
    starts_on = forms.DateField(label=gettext_lazy("First day of learning"), widget=DayInput)
    ends_on = forms.DateField(label=gettext_lazy("Last day of learning"), widget=DayInput)
    apply_until = forms.DateField(label=gettext_lazy("Applications until"), widget=DayInput)
    places = forms.IntegerField(
        label=gettext_lazy("Places"), required=False, min_value=0, max_value=100_000, help_text=gettext_lazy("Empty: without a limit.")
    )  # fmt: skip
    places_per_council = forms.IntegerField(
        label=gettext_lazy("Places for each council"), required=False, min_value=0, max_value=1000
    )
    councils_first_until = forms.DateField(
        label=gettext_lazy("Places are kept for councils until"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Afterwards what is left goes to all in order."),
    )
    territory = TerritoryField(label=gettext_lazy("Territory"))
    place = forms.CharField(label=gettext_lazy("Place of learning"), max_length=300, required=False)
    online_link = forms.URLField(
        label=gettext_lazy("Link of the learning platform"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Only learners see it."),
    )
    note = forms.CharField(
        label=gettext_lazy("What learners should know"),
        required=False,
        widget=forms.Textarea(attrs={**LONG, "rows": 3}),
    )
    manager = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Manager of the edition"), required=False, widget=PlainSelect(attrs=SELECT)
    )  # fmt: skip

    def __init__(self, *args: Any, providers: Sequence[int] = (), **kwargs: Any) -> None:
        """Offer partners, and as managers those who hold an office in the organisations that deliver."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        rows = Organisation.objects.filter(ended__isnull=True).exclude(kind="council").order_by("sort_key")
        fields["partner"].queryset = rows
        held = holders_on(timezone.localdate()).filter(organisation__in=list(providers)).order_by().values("person")
        fields["manager"].queryset = Person.objects.filter(pk__in=held).order_by("sort_key")


class DraftEditionForm(EditionForm):
    """A new edition: of which programme, by whom, and the rest."""

    what = forms.ChoiceField(label=gettext_lazy("Programme and who delivers it"), widget=PlainSelect(attrs=SELECT))
    field_order = ("what",)

    def __init__(self, *args: Any, offered: Sequence[Provider], **kwargs: Any) -> None:
        """Offer what the person may deliver today."""
        super().__init__(*args, providers=[each.organisation_id for each in offered], **kwargs)
        self.offered = {str(each.pk): each for each in offered}
        fields: Any = self.fields
        fields["what"].choices = [
            ("", _("Choose a programme")),
            *(
                (pk, f"{each.standard.in_force[0].title} — {each.organisation.name}")
                for pk, each in self.offered.items()
            ),  # type: ignore[attr-defined]
        ]

    def said(self) -> dict[str, Any]:
        """Return the values as the service takes them: the version is the one in force on the first day."""
        values = dict(self.cleaned_data)
        provider = self.offered[values.pop("what")]
        return {
            **values,
            "provider": provider.organisation,
            "version": version_for(provider.standard_id, values["starts_on"]),
        }


class SessionsForm(forms.Form):
    """Sessions of all modules at once: dates are proposed by week, each may be changed or left out."""

    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=Event.Format.choices, initial=Event.Format.ONLINE)
    place = forms.CharField(label=gettext_lazy("Place of learning"), max_length=300, required=False)
    online_link = forms.URLField(
        label=gettext_lazy("Link of the video room"), required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args: Any, edition: Edition, modules: Sequence[Taught], **kwargs: Any) -> None:
        """Propose a day each week from the first, on its weekday, for the modules that have no session yet."""
        super().__init__(*args, **kwargs)
        self.modules = list(modules)
        fields: Any = self.fields
        fields["place"].initial, fields["online_link"].initial = edition.place, edition.online_link
        if edition.place:  # where the edition is held tells how
            fields["format"].initial = Event.Format.MIXED if edition.online_link else Event.Format.IN_PERSON
        day = edition.starts_on
        for each in self.modules:
            key, free = each.row.pk, not each.sessions and each.row.attendance_percent > 0
            label = f"{each.row.order}. {each.module}"
            fields[f"on_{key}"] = forms.BooleanField(label=label, required=False, initial=free)
            fields[f"day_{key}"] = forms.DateField(
                label=_("Day"), widget=DayInput, required=False, initial=min(day, edition.ends_on)
            )
            fields[f"from_{key}"] = forms.TimeField(
                label=_("From"), widget=ClockInput, required=False, initial=FIRST_HOUR
            )
            fields[f"to_{key}"] = forms.TimeField(
                label=_("Until"), widget=ClockInput, required=False, initial=LAST_HOUR
            )
            if free:
                day += WEEK

    def rows(self) -> list[dict[str, Any]]:
        """Return the fields of each module together, as the table shows them."""
        return [
            {
                "taught": each,
                "on": self[f"on_{each.row.pk}"],
                "day": self[f"day_{each.row.pk}"],
                "from": self[f"from_{each.row.pk}"],
                "to": self[f"to_{each.row.pk}"],
            }
            for each in self.modules
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for day and hours of each module that is chosen."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for each in self.modules:
            key = each.row.pk
            if values.get(f"on_{key}"):
                for part in ("day", "from", "to"):
                    if not values.get(f"{part}_{key}") and f"{part}_{key}" not in self.errors:
                        self.add_error(f"{part}_{key}", _("Enter it: the module is chosen."))
        return values

    def planned(self) -> list[Planned]:
        """Return the sessions that were chosen."""
        said = self.cleaned_data

        def moment(day: date, clock: time) -> datetime:
            return timezone.make_aware(datetime.combine(day, clock))

        return [
            Planned(
                each.row,
                moment(said[f"day_{each.row.pk}"], said[f"from_{each.row.pk}"]),
                moment(said[f"day_{each.row.pk}"], said[f"to_{each.row.pk}"]),
                each.module.title_uk,
            )
            for each in self.modules
            if said.get(f"on_{each.row.pk}")
        ]


class ModuleForm(SeenForm, forms.ModelForm):
    """What completes a module of an edition."""

    attendance_percent = forms.IntegerField(
        label=gettext_lazy("Share of sessions to attend, per cent"),
        help_text=gettext_lazy("0: attendance is not asked for."),
        min_value=0,
        max_value=100,
    )

    class Meta:
        model = EditionModule
        fields = ("attendance_percent", "needs_lessons")
        labels = {"needs_lessons": gettext_lazy("All its lessons are to be gone through")}


class TeacherForm(forms.Form):
    """Who teaches a module."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Person of the register"),
        required=False,
        widget=PlainSelect(attrs=SELECT),
        help_text=gettext_lazy("With an account he sees the gradebook of this module."),
    )
    name_uk = forms.CharField(label=gettext_lazy("Name, if not of the register"), max_length=200, required=False)
    post = forms.CharField(label=gettext_lazy("Post or title"), max_length=300, required=False)
    marks = forms.BooleanField(label=gettext_lazy("Marks works and open answers of the module"), required=False)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        """Offer those who hold an office in the organisations that deliver."""
        super().__init__(*args, **kwargs)
        owners = [each for each in (edition.provider_id, edition.partner_id) if each]
        held = holders_on(timezone.localdate()).filter(organisation__in=owners).order_by().values("person")
        fields: Any = self.fields
        fields["person"].queryset = Person.objects.filter(pk__in=held).order_by("sort_key")

    def clean(self) -> dict[str, Any]:
        """Take the name of the register, or the one that was written."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("person") is not None:
            values["name_uk"] = str(values["person"])
        elif not values.get("name_uk", "").strip():
            self.add_error("name_uk", _("Choose a person, or write a name."))
        return values


class LessonForm(SeenForm, forms.Form):
    """An online lesson with its files."""

    title = forms.CharField(label=gettext_lazy("Title of the lesson"), max_length=300)
    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={**LONG, "rows": 10})
    )
    link = forms.URLField(
        label=gettext_lazy("Link to a video or another page"), required=False, max_length=500, assume_scheme="https"
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Takes about, minutes"), required=False, min_value=1, max_value=10_000
    )
    files = SeveralFilesField(label=gettext_lazy("Files for learners"), required=False)


class TieForm(forms.Form):
    """A session of an event that stands already."""

    session = forms.ModelChoiceField(
        Session.objects.none(), label=gettext_lazy("Session of an event"), widget=PlainSelect(attrs=SELECT)
    )

    def __init__(self, *args: Any, sessions: Any, **kwargs: Any) -> None:
        """Offer the sessions of those who deliver, with their day."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["session"].queryset = sessions
        fields["session"].label_from_instance = lambda each: (
            f"{timezone.localtime(each.starts_at):%d.%m.%Y %H:%M}. {each.title}"
        )


class ReasonForm(forms.Form):
    """Why something is cancelled or refused."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=400, widget=forms.Textarea(attrs={**LONG, "rows": 2})
    )


class EditionSearchForm(forms.Form):
    """What is looked for in the list of editions."""

    seeks = True  # nothing in a search is demanded

    q = forms.CharField(label=gettext_lazy("Title of the programme"), required=False, max_length=120)
    when = forms.ChoiceField(label=gettext_lazy("State"), required=False, widget=PlainSelect)
    category = forms.ChoiceField(label=gettext_lazy("For whom"), required=False, widget=PlainSelect)
    provider = forms.ChoiceField(label=gettext_lazy("Who delivers it"), required=False, widget=PlainSelect)
    raion = forms.ChoiceField(label=gettext_lazy("Raion"), required=False, widget=PlainSelect)
    standard = forms.CharField(required=False, widget=forms.HiddenInput, max_length=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer what there is."""
        super().__init__(*args, **kwargs)
        every, fields = [("", _("all"))], self.fields
        whens = [
            ("", _("announced and going on")),
            ("open", _("applications are taken")),
            ("learning", _("learning goes on")),
            ("over", _("finished and cancelled")),
            ("all", _("all")),
        ]
        found: dict[str, Any] = {
            "when": whens,
            "category": [*every, *targets()],
            "provider": [*every, *((str(each.pk), each.name) for each in all_providers())],
            "raion": [*every, *((str(each.pk), str(each)) for each in raions_taught())],
        }
        for name, choices in found.items():
            fields[name].choices = choices  # type: ignore[attr-defined]


class FinishForm(forms.Form):
    """What is said when an edition is finished."""

    said = forms.CharField(
        label=gettext_lazy("Why nobody attended a module"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={**LONG, "rows": 2}),
        help_text=gettext_lazy("Needed only when a module stands without anybody in its attendance list."),
    )
