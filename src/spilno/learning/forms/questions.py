"""Writing questions: a bank, a question of each kind, a file."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from spilno.learning.models import Question
from spilno.learning.rules.marking import HUNDRED, read_number
from spilno.learning.rules.questions import QuestionText, plain_number
from spilno.organisations.models import Organisation
from spilno.ui.forms import PlainSelect, SeenForm

MORE_ROWS = 2
LEAST_ROWS = 4
MOST_ROWS = 40
LONG = {"class": "input", "rows": 4}
SHORT = {"class": "input", "rows": 2}
COLUMNS = {
    "single": ("right", "text", "share", "feedback"),
    "multiple": ("right", "text", "share", "feedback"),
    "matching": ("left", "right_side"),
    "numeric": ("value", "tolerance", "share", "feedback"),
    "open": ("what", "points"),
}
ROWS_OF = {"single": "options", "multiple": "options", "matching": "pairs", "numeric": "answers", "open": "rubric"}


class BankForm(forms.Form):
    """Whose bank it is and what it is called."""

    title = forms.CharField(label=gettext_lazy("Title of the bank"), max_length=300)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Whose bank it is"), queryset=Organisation.objects.none(), widget=PlainSelect
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        """Offer the organisations whose banks the account keeps."""
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        first = organisations.first()
        self.fields["organisation"].initial = first.pk if first else None


class SeekForm(forms.Form):
    """What is sought in a bank."""

    seeks = True
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False, widget=PlainSelect)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of the question"), required=False, widget=PlainSelect)
    retired = forms.BooleanField(label=gettext_lazy("Taken out of use"), required=False)

    def __init__(self, *args: Any, topics: list[tuple[str, int]], **kwargs: Any) -> None:
        """Offer the topics that the bank has."""
        super().__init__(*args, **kwargs)
        nameless = _("without a topic")
        named = [(topic or "-", f"{topic or nameless} ({count})") for topic, count in topics]
        self.fields["topic"].choices = [("", _("all topics")), *named]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("all kinds")), *Question.Kind.choices]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """Return what `queries.banks.questions_of` takes."""
        said = self.cleaned_data if self.is_valid() else {}
        topic = said.get("topic") or None
        return {**said, "topic": "" if topic == "-" else topic}


class QuestionForm(SeenForm, forms.Form):
    """A question of one kind with its rows of answers."""

    text = forms.CharField(label=gettext_lazy("Question"), widget=forms.Textarea(attrs=LONG), max_length=10_000)
    topic = forms.CharField(
        label=gettext_lazy("Topic"), required=False, max_length=120,
        help_text=gettext_lazy("Tests draw questions by topic."),
    )  # fmt: skip
    code = forms.CharField(
        label=gettext_lazy("Code"), required=False, max_length=80, help_text=gettext_lazy("For lists and files.")
    )
    points = forms.DecimalField(
        label=gettext_lazy("Points"),
        max_digits=5,
        decimal_places=2,
        min_value=Decimal("0.01"),
        initial=1,
        localize=True,
    )
    feedback = forms.CharField(
        label=gettext_lazy("Explanation after the test"), required=False, widget=forms.Textarea(attrs=SHORT),
        help_text=gettext_lazy("Shown to the learner with the right answer, where the test allows it."),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: str, question: QuestionText | None = None, **kwargs: Any) -> None:
        """Add a row for each answer and some empty ones."""
        self.kind = kind
        rows = _rows(question) if question else []
        if question:
            kwargs["initial"] = {
                "text": question.text, "topic": question.topic, "code": question.code, "points": question.points,
                "feedback": question.feedback, **{f"{name}_{number}": value for number, row in enumerate(rows) for name, value in row.items()},
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        said = self.data.get("rows", "") if self.is_bound else ""
        usual = max(len(rows) + MORE_ROWS, LEAST_ROWS)
        self.count = min(int(said) if said.isdecimal() else usual, MOST_ROWS)
        for number in range(self.count):
            for name in COLUMNS[kind]:
                self.fields[f"{name}_{number}"] = _field(name, number + 1)

    def heads(self) -> list[str]:
        """Return heads of the columns of answers."""
        return [str(LABELS[name]) for name in COLUMNS[self.kind]]

    def rows(self) -> Iterator[list[tuple[str, BoundField]]]:
        """Yield the rows of answers: for each cell its head and field."""
        for number in range(self.count):
            yield [(str(LABELS[name]), self[f"{name}_{number}"]) for name in COLUMNS[self.kind]]

    def main(self) -> list[BoundField]:
        """Return the fields above the answers."""
        return [self[name] for name in ("text", "topic", "code", "points")]

    def said(self) -> QuestionText:
        """Return the question as it was written; empty rows are no answers."""
        cleaned = self.cleaned_data
        rows = [{name: cleaned.get(f"{name}_{number}") or "" for name in COLUMNS[self.kind]} for number in range(self.count)]  # fmt: skip
        filled = [row for row in rows if any(value for name, value in row.items() if name != "tolerance")]
        return QuestionText(
            kind=self.kind, text=cleaned["text"].strip(), body={ROWS_OF[self.kind]: READERS[self.kind](filled)}, points=cleaned["points"],
            feedback=cleaned["feedback"].strip(), code=cleaned["code"].strip(), topic=" ".join(cleaned["topic"].split()),
        )  # fmt: skip


LABELS = {
    "right": pgettext_lazy("answer", "Right"),
    "text": gettext_lazy("Answer"),
    "share": gettext_lazy("Share, %"),
    "feedback": gettext_lazy("Explanation"),
    "left": gettext_lazy("What is matched"),
    "right_side": gettext_lazy("With what"),
    "value": pgettext_lazy("value", "Number"),
    "tolerance": gettext_lazy("± tolerance"),
    "what": gettext_lazy("What is assessed"),
    "points": gettext_lazy("Points at most"),
}


def _field(name: str, number: int) -> forms.Field:
    label = f"{LABELS[name]} {number}"
    if name == "right":
        return forms.BooleanField(label=label, required=False)
    if name in {"text", "left", "right_side", "what", "feedback"}:
        return forms.CharField(label=label, required=False, max_length=2000, widget=forms.Textarea(attrs=SHORT))
    return _Number(label=label, required=False, widget=forms.TextInput(attrs={"class": "input input--short", "inputmode": "decimal"}))  # fmt: skip


class _Number(forms.CharField):
    """A number as people write it, kept as text without loss."""

    def clean(self, value: Any) -> str:
        """Return the number plainly written; empty stays empty."""
        text = str(super().clean(value)).strip()
        number = read_number(text) if text else None
        if text and number is None:
            raise forms.ValidationError(_("“%(value)s” is not a number.") % {"value": text})
        return plain_number(number) if number is not None else ""


def _options(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Give shares to those who wrote none: right answers 100 per cent together, wrong ones nothing."""
    return [{"text": row["text"].strip(), "share": row["share"] or ("100" if row["right"] else "0"), "feedback": row["feedback"].strip()} for row in rows]  # fmt: skip


def _several(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Give shares to those who wrote none: right answers make 100 per cent, wrong ones take as much away, so ticking all earns nothing."""
    right = sum(1 for row in rows if row["right"])
    plus = HUNDRED / right if right else Decimal(0)
    minus = -HUNDRED / (len(rows) - right) if right < len(rows) else Decimal(0)
    usual = {True: _share(plus), False: _share(minus)}
    return [{"text": row["text"].strip(), "share": row["share"] or usual[bool(row["right"])], "feedback": row["feedback"].strip()} for row in rows]  # fmt: skip


def _share(value: Decimal) -> str:
    return plain_number(round(value, 5))


def _pairs(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"left": row["left"].strip(), "right": row["right_side"].strip()} for row in rows]


def _numbers(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"value": row["value"], "tolerance": row["tolerance"] or "0", "share": row["share"] or "100", "feedback": row["feedback"].strip()} for row in rows]  # fmt: skip


def _rubric(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"what": row["what"].strip(), "points": row["points"] or "0"} for row in rows]


READERS = {"single": _options, "multiple": _several, "matching": _pairs, "numeric": _numbers, "open": _rubric}


def _rows(question: QuestionText) -> list[dict[str, Any]]:
    rows = question.body[ROWS_OF[question.kind]]
    if question.kind in {"single", "multiple"}:
        return [{**row, "right": Decimal(row["share"]) > 0} for row in rows]
    if question.kind == "matching":
        return [{"left": row["left"], "right_side": row["right"]} for row in rows]
    return list(rows)


class QuestionFileForm(forms.Form):
    """A file of questions to be previewed."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"class": "input input--file", "accept": ".txt,.gift,.xml"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse a file that is larger than a bank may be, before it is read."""
        file: Any = self.cleaned_data["file"]
        if file.size > settings.MAX_BANK_BYTES:
            raise forms.ValidationError(
                _("The file has %(has)d MB, and at most %(limit)d MB of questions are taken in. Export it without pictures, or by topics.")
                % {"has": file.size // 2**20, "limit": settings.MAX_BANK_BYTES // 2**20}
            )  # fmt: skip
        return file
