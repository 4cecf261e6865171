"""Coverage of 300,000 officials with ten records of each: by part, and as pages over HTTP."""

import argparse
from types import ModuleType
from typing import Any


def measure(chosen: argparse.Namespace, bench: ModuleType) -> dict[str, Any]:
    """Fill an installation, tell what its parts take, then ask for the page and for the councils of one raion."""
    with bench.installation(chosen, "big_coverage.py") as (site, told, _again):
        asked, body = bench.presses(f"{site}/coverage/", 5)
        raion, _ = bench.presses(f"{site}/coverage/councils.csv?raion={told.pop('raion')}", 5)
        return {
            **told,
            "page_ms": bench.spread(asked)["p50_ms"],
            "page_kb": round(len(body) / 1024, 1),
            "raion_csv_ms": bench.spread(raion)["p50_ms"],
        }
