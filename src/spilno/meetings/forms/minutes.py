"""Shapes of input for minutes."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.db.models import Case, IntegerField, When
from django.utils.translation import gettext_lazy as _

from spilno.meetings.forms.writing import PaperField
from spilno.meetings.models import Item, Minutes, Objection
from spilno.meetings.queries.minutes import item_numbers
from spilno.meetings.queries.texts import WrittenText, mark_of_all, texts_of

TARGET = RegexValidator(r"^(note|item:\d{1,18}|speech:\d{1,18})$")
LONGEST = 20_000


class MendForm(forms.Form):
    """A text that a person writes into the minutes, and the mark of what he saw."""

    target = forms.CharField(max_length=30, validators=[TARGET])
    seen = forms.CharField(max_length=16)
    text = PaperField(required=False, max_length=LONGEST, strip=True)


class ObjectionForm(forms.Form):
    """An objection: to which item, and what is wrong."""

    item = forms.ModelChoiceField(
        Item.objects.none(),
        required=False,
        label=_("Item of the agenda"),
        empty_label=_("To the minutes as a whole"),
        widget=forms.Select(attrs={"class": "input"}),
    )
    text = PaperField(
        label=_("What is wrong, and how it was"),
        max_length=5000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
    )

    def __init__(self, *args: Any, minutes: Minutes, **kwargs: Any) -> None:
        """Offer the items of this meeting by their numbers."""
        super().__init__(*args, auto_id="objection_%s", **kwargs)
        numbers = item_numbers(minutes.meeting)
        field = self.fields["item"]
        read = Case(*(When(pk=pk, then=place) for place, pk in enumerate(numbers)), output_field=IntegerField())
        field.queryset = minutes.meeting.items.order_by(read)
        field.label_from_instance = lambda item: f"{numbers.get(item.pk, '')}. {item.title}"


class AnswerForm(forms.Form):
    """An answer to an objection; the texts of its item may be corrected in the same act."""

    outcome = forms.ChoiceField(
        label=_("Answer"),
        choices=[
            (Objection.Outcome.ACCEPTED, _("Accept and correct the text")),
            (Objection.Outcome.DECLINED, _("Decline; it goes with the minutes as an annex")),
        ],
        widget=forms.Select(attrs={"class": "input"}),
    )
    answer = PaperField(
        label=_("What was done, or why not"),
        max_length=5000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )

    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, objection: Objection, texts: list[WrittenText] | None = None, **kwargs: Any) -> None:
        """Add a field for each text that the objection may concern."""
        super().__init__(*args, auto_id=f"answer{objection.pk}_%s", **kwargs)
        every = texts if texts is not None else texts_of(objection.minutes)
        self.texts = [text for text in every if objection.item_id is None or text.item in {objection.item_id, None}]
        self.fields["seen"].initial = mark_of_all(self.texts)
        for text in self.texts:
            self.fields[text.target] = PaperField(
                label=text.label,
                required=False,
                help_text=_("As the minutes have it now. Correct it here when you accept the objection."),
                max_length=LONGEST,
                initial=text.text,
                widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
            )

    def corrections(self) -> dict[str, str]:
        """Return the texts as they were sent, by target; a text whose field was not sent stays as it was seen."""
        return {
            text.target: self.cleaned_data[text.target] if text.target in self.data else text.text
            for text in self.texts
        }


class SignatureForm(forms.Form):
    """A detached signature of one of the two who sign."""

    role = forms.ChoiceField(choices=[("chair", _("Chair")), ("secretary", _("Secretary"))], widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("File of the signature"),
        allow_empty_file=True,
        help_text=_("Detached .p7s (CAdES) or a container .asice, made over the frozen PDF of this page"),
        widget=forms.FileInput(attrs={"class": "input", "accept": ".p7s,.p7m,.asice,.sce"}),
    )
