"""No page without a way to it: every address of ours is named by a page, an act or a letter."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.urls import URLResolver, get_resolver

SRC = Path(__file__).resolve().parent.parent / "src" / "spilno"


def named(resolver, space=""):
    """Yield the namespace and the name of every address of ours."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from named(each, each.namespace or space)
        elif each.name and space and each.callback.__module__.startswith("spilno."):
            yield space, each.name


@cache
def words():
    """Return all quoted names that stand in templates and code outside of lists of addresses and tests."""
    found = set()
    for path in SRC.rglob("*"):
        parts = path.relative_to(SRC).parts
        if (
            path.suffix not in {".html", ".py", ".toml"}
            or "tests" in parts
            or "urls" in parts
            or path.name == "urls.py"
        ):
            continue
        found |= set(re.findall(r"""["']([a-z_0-9]+(?::[a-z_0-9]+)?)["']""", path.read_text()))
    return found


ADDRESSES = sorted(set(named(get_resolver())))


def test_addresses_are_found():
    assert len(ADDRESSES) > 500


@pytest.mark.parametrize("space", sorted({space for space, _ in ADDRESSES}))
def test_every_address_is_named_by_a_page_or_an_act(space):
    unreached = [name for owner, name in ADDRESSES if owner == space and not {f"{space}:{name}", name} & words()]
    assert unreached == []
