"""What is wrong in an edition file: each fault with its line and the reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in the file: its line (from 1; 0 when it is the file as a whole) and the reason.

    `reason` is an English sentence with named placeholders for `facts`; it is translated when shown.
    """

    line: int
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say the reason in English, with its facts."""
        return self.reason % self.facts


class WrongEdition(ValueError):  # noqa: N818 - the word of the house
    """The file is not a valid edition; carries every fault that was found, in the order of lines."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep all faults, in the order of lines."""
        self.faults = sorted(faults, key=lambda fault: fault.line)
        super().__init__("; ".join(f"line {fault.line}: {fault}" for fault in self.faults))
