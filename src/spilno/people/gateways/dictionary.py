"""The Ukrainian dictionary, one for the whole process: loaded when first asked; 20 MB, a fifth of a second."""

import logging
from functools import cache

import pymorphy3

logging.getLogger("pymorphy3").setLevel(logging.WARNING)  # it tells at every start which dictionary it read


@cache
def dictionary() -> pymorphy3.MorphAnalyzer:
    """Return the dictionary; every search and every name in a case asks the same one."""
    return pymorphy3.MorphAnalyzer(lang="uk")
