"""Shapes of input about cooperation, by noun."""

from spilno.memoranda.forms.fulfils import FulfilsForm

__all__ = ["FulfilsForm"]
