"""Writing a memorandum part by part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spilno.bodies.queries import who_may_sign
from spilno.memoranda.models import Area, Clause, Memorandum
from spilno.memoranda.queries.texts import in_latin_name
from spilno.memoranda.rules.drafting import as_points
from spilno.memoranda.rules.text import AreaText, Both, ClauseText, PartyText, Terms, TermText
from spilno.organisations.models import Organisation
from spilno.organisations.queries import our_association
from spilno.people.models import Office, Person
from spilno.people.queries import holders_on
from spilno.ui.forms import DayField, PlainSelect, SeenForm
from spilno.ui.words import in_language

LANGUAGES = [
    ("", gettext_lazy("Ukrainian only")),
    ("en", gettext_lazy("English")),
    ("pl", gettext_lazy("Polish")),
    ("de", gettext_lazy("German")),
    ("fr", gettext_lazy("French")),
]


class BasicsForm(SeenForm, forms.Form):
    """What a memorandum is, and the parts of its text that are one sentence each."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Memorandum.Kind.choices)
    form = forms.ChoiceField(
        label=gettext_lazy("Form of inter-municipal cooperation"),
        choices=[("", "—"), *Memorandum.Form.choices],
        required=False,
        help_text=gettext_lazy("Law 1508-VII, article 4; for inter-municipal memoranda only."),
    )
    second_language = forms.ChoiceField(label=gettext_lazy("Second language"), choices=LANGUAGES, required=False)
    title_uk = forms.CharField(label=gettext_lazy("Title of the text in Ukrainian"), max_length=500)
    title_second = forms.CharField(label=gettext_lazy("Title in the second language"), max_length=500, required=False)
    title_en = forms.CharField(label=gettext_lazy("Title for the English pages"), max_length=500, required=False)
    public = forms.BooleanField(
        label=gettext_lazy("Show in the public register once signed"), required=False, initial=True
    )

    def clean(self) -> dict[str, Any]:
        """A form of cooperation belongs to inter-municipal memoranda, and each of them has one."""
        cleaned = super().clean() or self.cleaned_data
        municipal = cleaned.get("kind") == Memorandum.Kind.INTERMUNICIPAL
        if municipal and not cleaned.get("form"):
            self.add_error("form", _("Choose one of the five forms of the law."))
        if not municipal and cleaned.get("kind"):
            cleaned["form"] = ""
        return cleaned


class PurposeForm(SeenForm, forms.Form):
    """Purpose, place and term."""

    purpose_uk = forms.CharField(label=gettext_lazy("Purpose in Ukrainian"), widget=forms.Textarea)
    purpose_second = forms.CharField(
        label=gettext_lazy("Purpose in the second language"), widget=forms.Textarea, required=False
    )
    place_uk = forms.CharField(label=gettext_lazy("Place of signing: “м. Київ”"), max_length=200)
    place_second = forms.CharField(
        label=gettext_lazy("Place of signing in the second language"), max_length=200, required=False
    )
    starts_on = DayField(
        label=gettext_lazy("Takes effect on"),
        required=False,
        help_text=gettext_lazy("Empty: from the day of the last signature."),
    )
    ends_on = DayField(label=gettext_lazy("Last day"), required=False)
    years = forms.IntegerField(
        label=gettext_lazy("Or for how many years"),
        min_value=1,
        max_value=99,
        required=False,
        help_text=gettext_lazy("Neither a last day nor years: without a term."),
    )
    notice_days = forms.IntegerField(
        label=gettext_lazy("Parties are told so many days before the end"), min_value=1, max_value=400, initial=60
    )

    def terms(self) -> dict[str, Any]:
        """Return the parts of the text that this form writes."""
        said = self.cleaned_data
        return {
            "purpose": Both(said["purpose_uk"].strip(), said["purpose_second"].strip()),
            "place": Both(said["place_uk"].strip(), said["place_second"].strip()),
            "term": TermText(
                said["starts_on"], said["ends_on"], None if said["ends_on"] else said["years"], said["notice_days"]
            ),
        }


class AreasForm(forms.Form):
    """Areas from the list, each in the words of the list or in those of the parties."""

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        """Ask of each area whether it is agreed on, and in which words."""
        super().__init__(*args, **kwargs)
        self.second = terms.second_language
        chosen = {area.code: area for area in terms.areas}
        self.areas = [area for area in Area.objects.all() if not area.retired or area.code in chosen]
        for area in self.areas:
            said = chosen.get(area.code)
            english = area.title_en if self.second == "en" else ""
            self.fields[f"take_{area.pk}"] = forms.BooleanField(
                label=in_language(area.title_uk, area.title_en), required=False, initial=said is not None
            )
            self._words(f"uk_{area.pk}", _("In the words of the text"), said.words.uk if said else area.title_uk)
            if self.second:
                words = said.words.second if said else english
                self._words(f"second_{area.pk}", _("In the second language"), words)

    def _words(self, name: str, label: str, initial: str) -> None:
        self.fields[name] = forms.CharField(label=label, required=False, initial=initial, max_length=1000)

    def rows(self) -> list[tuple[Any, ...]]:
        """Return the fields of each area together."""
        return [
            tuple(
                self[name] for name in (f"take_{area.pk}", f"uk_{area.pk}", f"second_{area.pk}") if name in self.fields
            )
            for area in self.areas
        ]

    def chosen(self) -> tuple[AreaText, ...]:
        """Return the areas agreed on, in the order of the list."""
        said = self.cleaned_data
        return tuple(
            AreaText(
                area.code,
                Both((said[f"uk_{area.pk}"] or area.title_uk).strip(), said.get(f"second_{area.pk}", "").strip()),
            )
            for area in self.areas
            if said[f"take_{area.pk}"]
        )


class ClausesForm(forms.Form):
    """Clauses of the text: changed, dropped, and taken from the library."""

    def __init__(self, *args: Any, terms: Terms, kind: str, **kwargs: Any) -> None:
        """Ask the words of each clause; offer those of the library that the text does not have."""
        super().__init__(*args, **kwargs)
        self.clauses, self.second = terms.clauses, terms.second_language
        for at, clause in enumerate(self.clauses):
            self._clause(f"c{at}", clause)
            self.fields[f"c{at}_drop"] = forms.BooleanField(label=_("Leave this clause out"), required=False)
        used = {clause.code for clause in self.clauses}
        self.library = [
            clause
            for clause in Clause.objects.filter(retired=False)
            if clause.code not in used and (not clause.kinds or kind in clause.kinds)
        ]
        self.fields["add"] = forms.MultipleChoiceField(
            label=_("Take from the library"),
            choices=[(clause.code, in_language(clause.title_uk, clause.title_en)) for clause in self.library],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self._clause("own", ClauseText("own", Both(""), Both("")), required=False)

    def _clause(self, name: str, clause: ClauseText, *, required: bool = True) -> None:
        hint = _("Each line is a numbered point.")
        pairs = [("uk", clause.title.uk, clause.text.uk)]
        if self.second:
            pairs.append(("second", clause.title.second, clause.text.second))
        for side, title, text in pairs:
            where = _("in Ukrainian") if side == "uk" else _("in the second language")
            needed = required and side == "uk"
            self.fields[f"{name}_title_{side}"] = forms.CharField(
                label=_("Heading %(where)s") % {"where": where}, initial=title, required=needed, max_length=300
            )
            self.fields[f"{name}_text_{side}"] = forms.CharField(
                label=_("Points %(where)s") % {"where": where},
                initial=text,
                required=needed,
                widget=forms.Textarea,
                help_text=hint,
            )

    def rows(self) -> list[list[Any]]:
        """Return the fields of each clause of the text together."""
        return [[self[name] for name in self.fields if name.startswith(f"c{at}_")] for at in range(len(self.clauses))]

    def own(self) -> list[Any]:
        """Return the fields of a clause of one's own."""
        return [self[name] for name in self.fields if name.startswith("own_")]

    def _said(self, name: str, code: str) -> ClauseText:
        said = self.cleaned_data
        pairs = [
            Both(as_points(said.get(f"{name}_{part}_uk", "")), as_points(said.get(f"{name}_{part}_second", "")))
            for part in ("title", "text")
        ]
        return ClauseText(code, pairs[0], pairs[1])

    def chosen(self) -> tuple[list[ClauseText], list[Clause]]:
        """Return the clauses as written, and those to be copied from the library."""
        said = self.cleaned_data
        written = [
            self._said(f"c{at}", clause.code) for at, clause in enumerate(self.clauses) if not said[f"c{at}_drop"]
        ]
        own = self._said("own", f"own-{len(self.clauses) + 1}")
        if own.title.uk and own.text.uk:
            written.append(own)
        return written, [clause for clause in self.library if clause.code in said["add"]]


class ChoosePartyForm(forms.Form):
    """Which organisation is a party."""

    seeks = True

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.none(), widget=PlainSelect({"class": "input"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer all that exist now."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["organisation"].queryset = Organisation.objects.filter(ended__isnull=True)


class PartyForm(forms.Form):
    """Who signs for a party and on what ground."""

    signatory = forms.ModelChoiceField(
        label=gettext_lazy("Signatory"),
        queryset=Person.objects.none(),
        help_text=gettext_lazy(
            "Those who hold office in the organisation today. Another one is entered in the register of persons first."
        ),
    )
    post_uk = forms.CharField(label=gettext_lazy("Post: “Директор”, “міський голова”"), max_length=300)
    powers_uk = forms.CharField(
        label=gettext_lazy("Acts on the ground of: “Статуту”, “рішення ради № 5”"), max_length=300
    )

    def __init__(
        self, *args: Any, organisation: Organisation, said: PartyText | None, second: str, **kwargs: Any
    ) -> None:
        """Begin with what the text says of the party, or with the head of the organisation."""
        may_sign = signatories_of(organisation, timezone.localdate())
        initial = {"powers_uk": "Статуту"}
        if said is not None:
            initial = {"signatory": said.person, "post_uk": said.post.uk, "powers_uk": said.powers.uk}
            initial |= {"post_second": said.post.second, "powers_second": said.powers.second}
            initial |= {"name_second": said.name.second, "signatory_second": said.signatory.second}
        elif may_sign:
            first = may_sign[0]
            initial |= {"signatory": first.person.pk, "post_uk": first.post_uk}
            if second == "en":  # the registers know no words of other languages
                initial |= {"signatory_second": in_latin_name(first.person), "name_second": organisation.name_en}
                initial |= {"post_second": first.post_en, "powers_second": "the Statute"}
        super().__init__(*args, initial=initial, **kwargs)
        fields: Any = self.fields
        held = [one.person.pk for one in may_sign] + ([said.person] if said else [])
        fields["signatory"].queryset = Person.objects.filter(pk__in=held)
        if second:
            for name, label in (
                ("name_second", _("Name of the organisation in the second language")),
                ("signatory_second", _("Name of the signatory in the second language")),
                ("post_second", _("Post in the second language")),
                ("powers_second", _("Ground of powers in the second language")),
            ):
                fields[name] = forms.CharField(
                    label=label, max_length=300, required=False, initial=initial.get(name, "")
                )


@dataclass(frozen=True, slots=True)
class MaySign:
    """A person who may be named as the signatory, with the post that the text gives him."""

    person: Person
    post_uk: str
    post_en: str


def signatories_of(organisation: Organisation, day: date) -> list[MaySign]:
    """Return who may sign for an organisation on a day: for our association those whose seat signs, then heads, then the others."""
    found: dict[int, MaySign] = {}
    ours = our_association()
    if ours is not None and organisation.pk == ours.pk:
        for term in who_may_sign(day):
            found.setdefault(term.person_id, MaySign(term.person, term.seat.title_uk, term.seat.title_en))
    offices = holders_on(day).filter(organisation=organisation)
    for office in sorted(offices, key=lambda office: office.category != Office.Category.HEAD):
        found.setdefault(office.person_id, MaySign(office.person, office.post_uk, office.post_en))
    return list(found.values())


def clauses_in_order(written: Sequence[ClauseText], added: Sequence[ClauseText]) -> tuple[ClauseText, ...]:
    """Put clauses taken from the library before those that end a text: changes and copies."""
    last = {"languages": 1, "changes": 2, "copies": 3}
    body = [clause for clause in (*written, *added) if clause.code not in last]
    end = [clause for clause in (*written, *added) if clause.code in last]
    if any(clause.code in last for clause in added):
        end.sort(key=lambda clause: last[clause.code])
    return (*body, *end)
