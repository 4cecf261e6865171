"""Shapes of input about calls for hosts, offers, the choice, groups and questions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spilno.meetings.models import Decision, Meeting
from spilno.meetings.queries.meetings import name_of
from spilno.members.models import Membership
from spilno.ui.forms import DayInput, MomentInput, PlainSelect
from spilno.visits.models import Call, Group
from spilno.visits.queries.hosts import drafted_visits


def _text(label: object, hint: object = "", *, required: bool = False, rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "input", "rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=5000, widget=widget)


def _line(label: object, hint: object = "", *, required: bool = False, longest: int = 300) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=required, max_length=longest)


class CallForm(forms.Form):
    """A call for hosts."""

    title = _line(_("Title"), _("Like “Пошук господаря виїзного засідання навесні 2027 року”."), required=True)
    topic = _line(_("What members want to see"), _("A practice or a field: energy, shelters, services."))
    text = _text(_("Text of the call"))
    meeting_between_first = forms.DateField(label=_("The meeting not earlier than"), widget=DayInput)
    meeting_between_last = forms.DateField(label=_("The meeting not later than"), widget=DayInput)
    opens_on = forms.DateField(label=_("First day of offers"), widget=DayInput)
    closes_on = forms.DateField(label=_("Last day of offers"), help_text=_("This day is included."), widget=DayInput)

    def clean(self) -> dict[str, Any]:
        """Days do not end before they begin, and offers end before the meeting."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for first, last in (("meeting_between_first", "meeting_between_last"), ("opens_on", "closes_on")):
            if cleaned.get(first) and cleaned.get(last) and cleaned[last] < cleaned[first]:
                self.add_error(last, _("The last day is before the first."))
        closes, meeting = cleaned.get("closes_on"), cleaned.get("meeting_between_last")
        if closes and meeting and closes >= meeting:
            self.add_error("closes_on", _("Offers end before the meeting can be held."))
        return cleaned

    @classmethod
    def of(cls, call: Call, data: Any = None) -> "CallForm":
        """Return the form filled with a call."""
        return cls(data, initial={name: getattr(call, name) for name in cls.base_fields})


class OfOwnCouncil(forms.Form):
    """What a person writes for one of the councils for which he may speak."""

    membership = forms.ChoiceField(label=_("Council"), widget=PlainSelect(attrs={"class": "input"}))

    def __init__(self, *args: Any, own: Sequence[Membership], **kwargs: Any) -> None:
        """Offer the councils for which the person may speak."""
        super().__init__(*args, **kwargs)
        self._own = {str(membership.pk): membership for membership in own}
        self.fields["membership"].choices = [(code, str(one)) for code, one in self._own.items()]  # type: ignore[attr-defined]

    def clean_membership(self) -> Membership:
        """Return the membership that was chosen."""
        return self._own[self.cleaned_data["membership"]]


class OfferForm(OfOwnCouncil):
    """An offer to be the host."""

    practices = _text(
        _("What practice will be shown"), _("What was done, with what result, and who tells about it."), required=True
    )
    venue = _line(_("Where the meeting is held"), _("Building and hall."), required=True)
    capacity = forms.IntegerField(label=_("How many people you can receive"), min_value=1, max_value=5000)
    shelter = _line(_("Shelter"), _("Address and how far it is from the hall."), required=True)
    shelter_capacity = forms.IntegerField(label=_("Places in the shelter"), min_value=0, max_value=20000)
    transport = _text(_("Transport"), _("From the station or the regional centre, and between the objects."), rows=2)


class ChooseForm(forms.Form):
    """By what act an offer is chosen, and for which meeting."""

    act = _line(_("By what act"), _("The decision of the Board, with its number and day."))
    decision = forms.ModelChoiceField(
        Decision.objects.none(), label=_("Or a decision of the General Meeting"), required=False
    )
    meeting = forms.ChoiceField(label=_("Meeting"), required=False, widget=PlainSelect(attrs={"class": "input"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the latest decisions and the meetings in preparation."""
        super().__init__(*args, **kwargs)
        self.fields["act"].asked_apart = self.fields["decision"].asked_apart = True  # type: ignore[attr-defined]
        latest = list(Decision.objects.order_by("-number").values_list("pk", flat=True)[:30])
        self.fields["decision"].queryset = Decision.objects.filter(pk__in=latest).order_by("-number")  # type: ignore[attr-defined]
        self._drafts = {str(meeting.pk): meeting for meeting in drafted_visits()}
        drafts = [(code, name_of(meeting)) for code, meeting in self._drafts.items()]
        self.fields["meeting"].choices = [("", _("prepare a new one")), *drafts]  # type: ignore[attr-defined]

    def clean_meeting(self) -> Meeting | None:
        """Return the meeting in preparation; None: a new one."""
        return self._drafts.get(self.cleaned_data["meeting"])


class ReasonForm(forms.Form):
    reason = _line(_("Reason"), required=True, longest=400)


class ProlongForm(forms.Form):
    """A later last day of a call, with the reason that members are told."""

    until = forms.DateField(label=_("New last day of offers"), help_text=_("This day is included."), widget=DayInput)
    reason = _line(_("Reason"), _("It stands in the letter to members."), required=True, longest=400)


class GroupForm(forms.Form):
    """A group of visitors."""

    name = _line(_("Name of the group"), _("A number or a colour that the guide carries."), required=True, longest=100)
    capacity = forms.IntegerField(label=_("How many places"), min_value=1, max_value=1000)
    guide = _line(_("Guide"), longest=200)
    guide_phone = _line(_("Telephone of the guide"), longest=40)
    transport = _line(_("Transport"))
    gathers_at = forms.DateTimeField(
        label=_("Gathers at"), required=False, widget=MomentInput(attrs={"class": "input"})
    )
    gathers_where = _line(_("Gathers where"))

    def __init__(self, *args: Any, meeting: Meeting, group: Group | None = None, **kwargs: Any) -> None:
        """Know the meeting, so that two groups have no one name."""
        if group is not None:
            kwargs.setdefault("initial", {name: getattr(group, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        self._others = Group.objects.filter(meeting=meeting).exclude(pk=group.pk if group else None)

    def clean_name(self) -> str:
        """A name stands once in a visit."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if self._others.filter(name=name).exists():
            raise forms.ValidationError(_("There is a group with this name already."))
        return name


class QuestionForm(OfOwnCouncil):
    """What a member wants to learn at the host."""

    text = _text(
        _("What you want to learn"),
        _("One question: the host prepares the answer before the visit."),
        required=True,
        rows=3,
    )


class AnswerForm(forms.Form):
    text = _text(_("Answer of the host"), required=True, rows=3)
