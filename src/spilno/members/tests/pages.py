"""What tests of pages share: the day on which things are done, and addresses."""

from datetime import date

from django.urls import reverse

DAY = date(2026, 3, 1)


def address(name: str, *args) -> str:
    return reverse(name, args=args)
