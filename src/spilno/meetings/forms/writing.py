"""Text that will stand in papers."""

from typing import Any

from django import forms

from spilno.meetings.rules.writing import with_apostrophes


class PaperField(forms.CharField):
    """Text of an agenda, a decision or minutes: one apostrophe in the whole paper."""

    def to_python(self, value: Any) -> str:
        """Write apostrophes as papers do."""
        return with_apostrophes(super().to_python(value) or "")
