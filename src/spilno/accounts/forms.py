"""The shape of what people write at the door and on pages of rights."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from spilno.accounts.models import Right, User
from spilno.ui.forms import DayField


class LoginForm(allauth.LoginForm):
    """E-mail and password, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields; the browser may offer what it keeps."""
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = _("E-mail"), _("Password")
        login.widget.attrs = {"class": "input", "autocomplete": "username", "inputmode": "email"}
        password.widget.attrs = {"class": "input", "autocomplete": "current-password"}
        password.help_text = format_html(
            '<a href="{}">{}</a>', reverse("account_reset_password"), _("I have forgotten the password")
        )


class EmailForm(forms.Form):
    """One address."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "username", "inputmode": "email"}),
    )


class InviteForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The letter with the link goes there; later it is the name to sign in with."),
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
    )


class AcceptForm(forms.Form):
    """A password for the new account, or none: a passkey or links by mail do as well."""

    password1 = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("The same password once more"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"class": "input", "autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Keep the account: its password must not resemble its address."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password1"].help_text = password_validators_help_text_html()

    def clean(self) -> dict[str, Any]:
        """Compare the two and check the strength."""
        found = super().clean() or {}
        first, second = found.get("password1", ""), found.get("password2", "")
        if not first and not second:
            self.add_error("password1", _("Write a password, or press “Go on without a password”."))
        elif first != second:
            self.add_error("password2", _("The two passwords differ."))
        else:
            try:
                validate_password(first, self.user)
            except ValidationError as error:
                self.add_error("password1", error)
        return found


class GroundForm(forms.Form):
    """The ground of an act."""

    ground = forms.CharField(
        label=_("Ground"),
        max_length=300,
        help_text=_("The order or decision, its number and date."),
        widget=forms.TextInput(attrs={"class": "input"}),
    )


class LostFactorForm(GroundForm):
    """How it was made sure who asks to take the second factor off."""

    ground = forms.CharField(
        label=_("How you made sure who asks"),
        max_length=300,
        help_text=_(
            "As “прийшла особисто з паспортом 23.11.2026”. The person who asks by a letter alone is called back."
        ),
        widget=forms.TextInput(attrs={"class": "input"}),
    )


class GiveRightForm(GroundForm):
    """Which right, from which day to which, on what ground."""

    field_order = ["right", "starts", "ends", "ground"]
    right = forms.ChoiceField(label=_("Right"), choices=Right.choices, widget=forms.Select(attrs={"class": "input"}))
    starts = DayField(label=pgettext_lazy("of a right", "From"), initial=timezone.localdate)
    ends = DayField(label=_("The last day"), required=False, help_text=_("Empty: without an end."))


class ProfileForm(forms.Form):
    """What a person sets for himself."""

    language = forms.ChoiceField(
        label=_("Language of pages and letters"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    theme = forms.ChoiceField(
        label=pgettext_lazy("theme", "View"),
        required=False,
        choices=[
            ("", _("as the device has it")),
            ("light", pgettext_lazy("theme", "light")),
            ("dark", pgettext_lazy("theme", "dark")),
        ],
        widget=forms.RadioSelect,
    )
