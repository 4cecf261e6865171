"""Shape of input of a sheet of paper ballots in a secret vote: how many of them say what."""

import re
from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from spilno.ballots.models import Question
from spilno.ballots.queries import paper_of
from spilno.ballots.rules.choices import choice_of, chosen_on, is_known

EMPTY = {"required": _("Write a number; write 0 when there were none.")}  # an empty one is not nought
MOST = 10000
NOBODY = {"against": _("Against all"), "abstained": pgettext_lazy("one vote", "abstained")}
_MANY = re.compile(r"(?P<choice>.+?)(?:\s*[x×х*]\s*(?P<count>[0-9]{1,5}))?\s*\Z", re.IGNORECASE)
_WORDS = {"проти": "against", "against": "against", "утримався": "abstained", "утрималась": "abstained"} | {
    "утримались": "abstained",
    "abstained": "abstained",
    "-": "against",
}


class PileForm(forms.Form):
    """What lay in the box of paper ballots: a number for each answer, or ballots line by line where there are too many."""

    lines = forms.CharField(
        label=_("Ballots, one on a line"),
        max_length=100_000,
        required=False,
        widget=forms.Textarea(attrs={"class": "input", "rows": 8}),
    )

    def __init__(self, *args: Any, question: Question, kept: dict[str, int], **kwargs: Any) -> None:
        """Ask for numbers in a motion and for one seat, for lines in every other election; `kept` is what was entered."""
        super().__init__(*args, **kwargs)
        self.paper = paper_of(question)
        self.by_lines = self.paper.kind in {"approval", "stv"}
        if self.by_lines:
            self.fields["lines"].initial = "\n".join(f"{choice} × {count}" for choice, count in sorted(kept.items()))
            self.fields["lines"].help_text = (
                _("Numbers of candidates in the order of preference: “3>1”. Several alike: “3>1 × 12”.")
                if self.paper.kind == "stv"
                else _("Numbers of the candidates marked: “1,4”. Several alike: “1,4 × 12”.")
            )
            self.fields["lines"].help_text += " " + str(_("Against all: “against”; abstained: “abstained”."))
            return
        self.fields.clear()
        for choice, label in self._answers(question):
            self.fields[f"n-{choice}"] = forms.IntegerField(
                min_value=0,
                max_value=MOST,
                label=label,
                initial=kept.get(choice, 0) if kept else None,
                error_messages=EMPTY,
                widget=forms.NumberInput(attrs={"class": "input input--short", "inputmode": "numeric"}),
            )

    def _answers(self, question: Question) -> list[tuple[str, Any]]:
        if self.paper.kind == "motion":
            return [("for", _("For")), ("against", _("Against")), ("abstained", _("Abstained"))]
        return [*((str(number), f"{number}. {name}") for number, name in question.names.items()), *NOBODY.items()]

    def clean_lines(self) -> dict[str, int]:
        """Read the lines; the first that no ballot paper can say is named."""
        pile: Counter[str] = Counter()
        for place, line in enumerate(self.cleaned_data["lines"].splitlines(), start=1):
            if not line.strip():
                continue
            found = _MANY.fullmatch(line.strip())
            choice = self._choice(found["choice"]) if found else ""
            if not is_known(choice, paper=self.paper):
                raise ValidationError(
                    gettext("Line %(place)d, “%(line)s”: no ballot paper of this vote can say so.")
                    % {"place": place, "line": line.strip()[:60]}
                )
            pile[choice] += int(found["count"] or 1) if found else 0
        return dict(pile)

    def _choice(self, written: str) -> str:
        said = written.strip().lower()
        if said in _WORDS:
            return _WORDS[said]
        kind = self.paper.kind
        plain = re.sub(r"[\s;,]+", ",", said) if kind == "approval" else re.sub(r"\s*[>›→,\s]\s*", ">", said)
        return choice_of(chosen_on(plain, kind=kind), kind=kind)

    @property
    def pile(self) -> dict[str, int]:
        """Return how many ballots say what; call it on a valid form."""
        if self.by_lines:
            return dict(self.cleaned_data["lines"] or {})
        return {name.removeprefix("n-"): count for name, count in self.cleaned_data.items() if count}
