"""Which words of the Ukrainian dictionary a form may come from."""

from collections.abc import Sequence
from functools import lru_cache

from spilno.people.gateways.dictionary import dictionary
from spilno.portal.rules.words import APOSTROPHES, asked_words, token, words_of

MOST_LEMMAS = 3
LONGEST_TEXT = 100_000  # letters of one object that are indexed


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> tuple[str, ...]:
    """Return up to three dictionary forms that a word in lower case may come from, as the index keeps them.

    «води» may be of «вода» or of «водити»: both are kept, a reader means one of them. Latin words and numbers come back
    as they are.
    """
    if not any("\u0400" <= letter <= "\u04ff" for letter in word):
        return (token(word),)
    forms = dict.fromkeys(parse.normal_form for parse in dictionary().parse(word))
    return tuple(dict.fromkeys(token(form) for form in list(forms)[:MOST_LEMMAS])) or (token(word),)


@lru_cache(maxsize=20_000)
def _known(word: str) -> bool:
    return bool(dictionary().word_is_known(word))


def index_words(text: str) -> str:
    """Return the dictionary forms of a text for the index, and the forms that stand in it, so that a beginning is found."""
    kept: list[str] = []
    for word, _, _ in words_of(text[:LONGEST_TEXT]):
        found = lemmas(word)
        kept.extend(found)
        if token(word) not in found:
            kept.append(token(word))
    return " ".join(kept)


def asked(query: str) -> tuple[list[tuple[str, ...]], str]:
    """Return groups of dictionary forms, one for each word asked, and the last word as it was typed, perhaps unfinished.

    A query that ends with a space has no unfinished word; nor has one of fewer than three letters, or one whose last word
    the dictionary knows: its forms are found anyway, and every beginning like it costs much among many documents.
    """
    words = asked_words(query)
    groups = [tuple(dict.fromkeys((*lemmas(word), token(word)))) for word in words]
    unfinished = bool(words) and query[-1:] not in {" ", *APOSTROPHES} and len(words[-1]) > 2 and not _known(words[-1])
    last = token(words[-1]) if unfinished else ""
    return groups, last


def marked(text: str, groups: Sequence[Sequence[str]], prefix: str, *, around: int = 0) -> list[tuple[str, bool]]:
    """Cut a text into pieces, each with whether it is a word that was asked for.

    With `around`, only so many letters on each side of the first such word are kept (an ellipsis tells of the rest);
    a text without any gives its beginning.
    """
    wanted = {word for group in groups for word in group}
    hits = [
        (start, end)
        for word, start, end in words_of(text)
        if wanted.intersection(lemmas(word)) or (prefix and token(word).startswith(prefix))
    ]
    begin, finish = 0, len(text)
    if around and len(text) > 2 * around:
        middle = hits[0][0] if hits else 0
        begin = text.rfind(" ", 0, max(middle - around, 0)) + 1 if middle > around else 0
        finish = text.find(" ", min(middle + around, len(text) - 1))
        finish = len(text) if finish == -1 else finish
    pieces: list[tuple[str, bool]] = [("… ", False)] if begin else []
    at = begin
    for start, end in hits:
        if begin <= start and end <= finish:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    pieces.append((text[at:finish] + (" …" if finish < len(text) else ""), False))
    return [piece for piece in pieces if piece[0]]
