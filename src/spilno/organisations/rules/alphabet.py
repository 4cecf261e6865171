"""The order of the Ukrainian alphabet: databases know other orders, in which І and Є stand before А."""

LETTERS = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
PLACES = {letter: place for place, letter in enumerate(LETTERS, start=100)}


def in_ukrainian_order(name: str) -> tuple[int, ...]:
    """Return a key by which names sort as a Ukrainian reader expects; case and apostrophes do not matter.

    Spaces and hyphens come before letters, so that «Нова Водолага» stands before «Нововодолазька»; digits and Latin
    letters come before Ukrainian ones.

    Source: Ukrainian orthography of 2019, paragraph 1: the alphabet of 33 letters.
    """
    folded = name.casefold().translate(dict.fromkeys(map(ord, "'’ʼ`‘"), None))
    return tuple(PLACES.get(sign, 0 if sign in " -–—" else min(ord(sign), 99)) for sign in folded)
