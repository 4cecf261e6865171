"""Controls of our own say the same as those of Django."""

import re

import pytest
from django import forms

from spilno.ui.forms import DASHES, PlainSelect

CHOICES = [("", "Усі"), ("1", "Рада «Ґ» & <К’о>"), ("Район", [(2, "Липова"), (3, "Вербова")])]
ATTRIBUTE = r'[\w-]+(?:="[^"]*")?'


def said(html):
    """Read what a browser reads: tags with their attributes in any order, and words."""
    words = re.sub(r">\s+", ">", re.sub(r"\s+<", "<", html)).strip()
    return re.sub(r"<(\w+) ([^>]*)>", lambda tag: f"<{tag[1]} {sorted(re.findall(ATTRIBUTE, tag[2]))}>", words)


@pytest.mark.parametrize("value", [None, "", "1", 2, "3", "9"])
def test_a_plain_select_says_what_a_select_says(value):
    given = {"class": "input", "id": "x", "aria-invalid": "true"}
    plain = PlainSelect(choices=CHOICES).render("what", value, given)
    assert said(plain) == said(forms.Select(choices=CHOICES).render("what", value, given))


def test_choices_that_cost_a_query_are_asked_once():
    asked = []

    def choices():
        asked.append(1)
        return CHOICES

    class Form(forms.Form):
        what = forms.ChoiceField(choices=choices, required=False, widget=PlainSelect)

    assert "Липова" in str(Form()["what"])
    assert len(asked) == 1


@pytest.mark.parametrize("widget", [forms.Select, PlainSelect])
@pytest.mark.parametrize(("required", "said"), [(True, "виберіть"), (False, "не вказано")])
def test_an_empty_choice_is_said_in_words(widget, required, said):
    class Form(forms.Form):
        what = forms.TypedChoiceField(choices=[("", DASHES), ("1", "Рада")], required=required, widget=widget)

    drawn = str(Form()["what"])
    assert f">{said}</option>" in drawn
    assert DASHES not in drawn
