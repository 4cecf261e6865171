from django import forms
from django.utils import translation


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
