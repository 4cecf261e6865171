"""Counted words of meetings, votes and members agree with their number, also 11 and 21."""

import pytest
from django.utils import translation
from django.utils.translation import ngettext

COUNTS = (1, 2, 5, 11, 21, 25)
SENTENCES = [
    (
        ("The vote was recorded at %(at)s.", "%(count)d votes were recorded at %(at)s."), "count",
        ("Зараховано 1 голос", "Зараховано 2 голоси", "Зараховано 5 голосів", "Зараховано 11 голосів",
         "Зараховано 21 голос", "Зараховано 25 голосів"),
    ),
    (
        ("Convene and tell %(n)s member", "Convene and tell %(n)s members"), "n",
        ("повідомити 1 члена", "повідомити 2 членів", "повідомити 5 членів", "повідомити 11 членів",
         "повідомити 21 члена", "повідомити 25 членів"),
    ),
    (
        ("%(given)d mandate is given.", "%(given)d mandates are given."), "given",
        ("Внесено 1 мандат.", "Внесено 2 мандати.", "Внесено 5 мандатів.", "Внесено 11 мандатів.",
         "Внесено 21 мандат.", "Внесено 25 мандатів."),
    ),
    (
        ("%(share)s of %(whole)d vote cast is %(needed)d", "%(share)s of %(whole)d votes cast is %(needed)d"), "whole",
        ("від 1 поданого голосу", "від 2 поданих голосів", "від 5 поданих голосів", "від 11 поданих голосів",
         "від 21 поданого голосу", "від 25 поданих голосів"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "name", "words"), SENTENCES)
def test_a_counted_sentence_agrees_with_its_number(sentence, name, words):
    with translation.override("uk"):
        for count, said in zip(COUNTS, words, strict=True):
            values = {"at": "10:00", "share": "більше половини", "needed": 1, name: count}
            assert said in ngettext(*sentence, count) % values
