"""The check of a stranger's proof in a process of its own: a tangled document may keep it busy for ever, and is then stopped."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from spilno.credentials.gateways.proofs import UnknownContextError, UnsignedTermError, proof_fits

SECONDS = 5
SOURCE = str(Path(__file__).resolve().parents[3])


def strange_proof_fits(document: Mapping[str, Any], proof: Mapping[str, Any], raw: bytes) -> bool | None:
    """Tell whether the proof fits; None: the check was stopped, because the document is too tangled.

    Raises UnknownContextError and UnsignedTermError as `proof_fits` does.
    """
    asked = json.dumps({"document": document, "proof": proof, "raw": raw.hex()})
    try:
        ended = subprocess.run(  # noqa: S603 - our own module, its question on the standard input
            [sys.executable, "-m", __name__],
            input=asked,
            capture_output=True,
            text=True,
            timeout=SECONDS * 4,
            env={**os.environ, "PYTHONPATH": SOURCE},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    if ended.returncode != 0:
        return None
    answer = json.loads(ended.stdout)
    if "context" in answer:
        raise UnknownContextError(answer["context"])
    if "word" in answer:
        raise UnsignedTermError(answer["word"])
    return bool(answer["fits"])


def main() -> None:
    """Answer one question from the standard input."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    asked = json.load(sys.stdin)
    try:
        fits = proof_fits(asked["document"], asked["proof"], bytes.fromhex(asked["raw"]))
        answer: dict[str, Any] = {"fits": fits}
    except UnknownContextError as error:
        answer = {"context": str(error)}
    except UnsignedTermError as error:
        answer = {"word": str(error)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
