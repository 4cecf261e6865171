"""Certificates of learning, their status list and their check page: what `bench credentials` measures."""

import argparse
from types import ModuleType
from typing import Any


def measure(chosen: argparse.Namespace, bench: ModuleType) -> dict[str, Any]:
    """Measure certificates as the bench of their own does."""
    found: dict[str, Any] = bench.credentials(chosen)
    return found
