"""A choice of a member, in the order of the alphabet."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from spilno.organisations.rules.alphabet import in_ukrainian_order


class _InOrder(ModelChoiceIterator):
    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        members = self.queryset.select_related("organisation")
        for member in sorted(members, key=lambda member: in_ukrainian_order(member.organisation.name_uk)):
            yield self.choice(member)


class MemberField(forms.ModelChoiceField):
    """Choose a membership by the name of its council."""

    iterator = _InOrder
