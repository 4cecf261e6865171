from datetime import date, timedelta

from django import forms
from django.utils import translation
from django.utils.formats import date_format


class Asked(forms.Form):
    name = forms.CharField(max_length=2)
    kind = forms.ChoiceField(choices=[("a", "A")])
    day = forms.DateField()


def test_errors_of_forms_are_said_in_ukrainian_of_this_house():
    with translation.override("uk"):
        form = Asked({"name": "довго", "kind": "б", "day": "32"})
        said = {field: errors[0] for field, errors in form.errors.items()}
        missing = str(Asked({}).errors["name"][0])
    assert said["name"] == "Уведіть щонайбільше 2 символи (зараз 5)."
    assert said["kind"] == "Виберіть зі списку: значення б у ньому немає."
    assert said["day"] == "Уведіть дату, наприклад 27.11.2026."
    assert missing == "Заповніть це поле."


def test_no_day_or_month_has_a_straight_apostrophe():
    with translation.override("uk"):
        said = [
            date_format(date(2026, month, 1) + timedelta(days=day), form)
            for month in range(1, 13)
            for day in range(7)
            for form in ("l", "D", "j E", "F", "M", "N")
        ]
    assert "П’ятниця" in said
    assert not [each for each in said if "'" in each]
