"""Shapes of input about practices and adoptions."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from spilno.events.queries.registration import own_people
from spilno.knowledge.models import Adoption, Practice
from spilno.knowledge.rules.cards import LICENCES
from spilno.knowledge.rules.photos import MOST_PHOTOS
from spilno.organisations.models import Organisation
from spilno.people.models import Person
from spilno.people.queries import office_of, post_shown
from spilno.ui.forms import DayInput, PlainSelect, SeenForm


def _text(label: object, hint: object = "", *, required: bool = False, rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "input", "rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=10000, widget=widget)


class PhotosInput(forms.ClearableFileInput):
    """Several photos; a phone offers its camera."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Photos, each read by itself; an empty list when none was chosen."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files that were chosen."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(PhotosField, self).clean(one, initial) for one in given if one]


class CardForm(SeenForm, forms.Form):
    """A practice card: short enough for a phone at the very place."""

    title = forms.CharField(label=_("What was done, in a line"), max_length=300)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Whose practice"), widget=PlainSelect(attrs={"class": "input"})
    )
    topic = forms.ChoiceField(label=_("Topic"), choices=[("", "—"), *Practice.Topic.choices])
    problem = _text(_("What the problem was"), rows=3)
    solution = _text(_("What was done and how"), rows=4)
    result = _text(_("With what result"), _("A number tells more than praise."), rows=3)
    photos = PhotosField(
        label=_("Photos"),
        required=False,
        help_text=_(
            "The camera opens on a phone. The place and the device that a camera writes into a photo are taken out."
        ),
        widget=PhotosInput(
            attrs={
                "class": "input input--file",
                "accept": "image/jpeg,image/png,image/webp",
                "multiple": True,
                "data-photos": True,
            }
        ),
    )
    cost = forms.CharField(label=_("What it cost"), required=False, max_length=300)
    conditions = _text(_("What another council needs to repeat it"), rows=2)
    started_on = forms.DateField(label=_("Since when it works"), required=False, widget=DayInput)
    contact_post = forms.CharField(
        label=_("Whom to ask"), required=False, max_length=300, help_text=_("The post: it stays when people change.")
    )
    contact = forms.ChoiceField(
        label=_("Who holds this post now"), required=False, widget=PlainSelect(attrs={"class": "input"})
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        """Offer councils that exist, and the people of the council whose card it is."""
        super().__init__(*args, **kwargs)
        councils = Organisation.objects.filter(kind=Organisation.Kind.COUNCIL, ended__isnull=True).order_by("sort_key")
        self.fields["organisation"].queryset = councils  # type: ignore[attr-defined]
        chosen = self["organisation"].value()
        council = councils.filter(pk=chosen).first() if str(chosen or "").isdecimal() else None
        self._day, self._people = (
            day,
            {str(person.pk): person for person in own_people(council, day)} if council else {},
        )
        if not self._people:
            del self.fields["contact"]
            return
        names = [(key, person.full_name) for key, person in self._people.items()]
        self.fields["contact"].choices = [("", _("nobody is named")), *names]  # type: ignore[attr-defined]

    def clean_contact(self) -> Person | None:
        """Return the person of the council; None when nobody is named."""
        return self._people.get(self.cleaned_data["contact"])

    def clean(self) -> dict[str, Any]:
        """Write the post of who is named when it was left empty."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        person = cleaned.get("contact")
        if person is not None and not cleaned.get("contact_post"):
            office = office_of(person, self._day)
            cleaned["contact_post"] = post_shown(office)[:300] if office else ""
        return cleaned

    def clean_photos(self) -> list[Any]:
        """A card holds so many photos and no more."""
        photos: list[Any] = self.cleaned_data["photos"]
        if len(photos) > MOST_PHOTOS:
            raise forms.ValidationError(_("Choose at most %(most)d photos.") % {"most": MOST_PHOTOS})
        return photos


class PublishForm(forms.Form):
    licence = forms.ChoiceField(label=_("Licence"), choices=[(code, code) for code in LICENCES])


class RemarksForm(forms.Form):
    remarks = _text(_("What to mend"), required=True, rows=3)


class AdoptForm(forms.Form):
    """A council takes a practice over."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Council"), widget=PlainSelect(attrs={"class": "input"})
    )
    plan = _text(_("Plan"), _("What you will do, with what money, who does it."), required=True)
    due_on = forms.DateField(label=_("By when"), required=False, widget=DayInput)

    def __init__(self, *args: Any, own: "QuerySet[Organisation]", **kwargs: Any) -> None:
        """Offer the councils for which the person may write."""
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = own  # type: ignore[attr-defined]
        if own.count() == 1:  # whoever writes for one council does not choose it
            self.initial.setdefault("organisation", own.get().pk)
            self.fields["organisation"].empty_label = None  # type: ignore[attr-defined]


class StatusForm(forms.Form):
    """How an adoption goes: one button, one sentence."""

    state = forms.ChoiceField(choices=Adoption.State.choices)
    effect = _text(
        _("Effect"), _("A sentence: what changed, with a number if there is one. If it was given up: why."), rows=3
    )
