"""What is looked for in the register of events."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from spilno.events.models import Event
from spilno.events.queries.events import PAST, UPCOMING, Sought, holders, newest_series, raions_with_events
from spilno.journal.queries import kept
from spilno.ui.forms import PlainSelect


class SearchForm(forms.Form):
    """What is looked for in the register of events."""

    seeks = True  # nothing in a search is demanded

    q = forms.CharField(label=_("Words of the title, place or holder"), required=False, max_length=120)
    when = forms.ChoiceField(
        label=_("When"), required=False, choices=[(UPCOMING, _("upcoming")), (PAST, _("past"))], widget=PlainSelect
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=PlainSelect)
    format = forms.ChoiceField(label=_("Format"), required=False, widget=PlainSelect)
    owner = forms.ChoiceField(label=_("Organisation that holds it"), required=False, widget=PlainSelect)
    raion = forms.ChoiceField(label=_("Raion"), required=False, widget=PlainSelect)
    series = forms.ChoiceField(label=_("Series"), required=False, widget=PlainSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer only organisations, raions and series that have events."""
        super().__init__(*args, **kwargs)
        every = [("", _("all"))]
        fields: Any = self.fields
        fields["kind"].choices = [*every, *Event.Kind.choices]
        fields["format"].choices = [*every, *Event.Format.choices]
        fields["owner"].choices = [*every, *kept(holders, str(self.data.get("owner", "")))]
        fields["raion"].choices = [*every, *kept(raions_with_events)]
        fields["series"].choices = [*every, *kept(newest_series)]

    def wanted(self) -> Sought:
        """Return what is looked for; a wrong value in the address looks for everything."""
        if not self.is_bound or not self.is_valid():
            return Sought()
        values = {name: value for name, value in self.cleaned_data.items() if value}
        return Sought(**values)
