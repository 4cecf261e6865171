"""What a printed page tells of the journal: how many acts, the head of their chain, where they are read."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from spilno.journal.services import record
from spilno.journal.templatetags.journal import journal_of


@pytest.mark.django_db
def test_on_paper_the_journal_is_one_line_and_on_the_screen_it_is_whole(cast, settings):
    settings.SITE_URL = "https://spilno.example"
    for _ in range(3):
        last = record("test.done", cast.general_meeting, by=None)
    with translation.override("en"):
        told = journal_of({"request": RequestFactory().get("/meetings/4/")}, cast.general_meeting)
        page = render_to_string("journal/_of.html", told)
    assert f"The journal keeps {len(told['acts'])} acts on this; the hash of the last one is {last.hash}." in page
    assert "They are read at https://spilno.example/meetings/4/." in page
    assert '<p class="paper-only' in page
    assert '<ol class="thread screen-only">' in page
    assert page.count("<li>") == len(told["acts"])
