"""Numbers out of bounds are refused in words, never by the name of what the database holds to."""

import pytest

from spilno.learning.forms.editions import ModuleForm
from spilno.learning.forms.ledger import RuleForm
from spilno.learning.forms.testing import TestForm
from spilno.learning.models import Bank
from spilno.learning.tests.making_editions import announced, make_school

pytestmark = pytest.mark.django_db


def said(form):
    """Return all that the form says is wrong, by field."""
    assert not form.is_valid()
    return {name: " ".join(each) for name, each in form.errors.items()}


@pytest.mark.parametrize("percent", ["101", "500", "-1", "99999999999"])
def test_a_share_of_more_than_all_is_refused_in_words(percent):
    edition = announced(make_school()[0])
    wrong = said(ModuleForm({"attendance_percent": percent}, instance=edition.modules.first()))
    assert list(wrong) == ["attendance_percent"]
    form = TestForm(
        {"title": "Т", "purpose": "entry", "attempts": "1", "review": "never", "pass_percent": percent},
        edition=edition,
        banks=Bank.objects.all(),
    )
    assert "pass_percent" in said(form)
    assert "_" not in "".join(wrong.values()) + said(form)["pass_percent"]


@pytest.mark.parametrize("amount", ["0", "-5", "0,04"])
def test_a_rule_of_credits_for_nothing_is_refused_in_words(amount):
    wrong = said(RuleForm({"amount": amount}))
    assert "__all__" not in wrong
    assert "_" not in wrong["amount"]
