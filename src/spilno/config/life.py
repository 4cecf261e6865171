"""Which workers live: each holds a lock on a file of its own, and the system frees the lock however its process ends."""

import contextlib
import fcntl
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.crypto import get_random_string


class SignOfLife:
    """What a worker shows while it lives; `name` is the name under which it claims tasks."""

    def __init__(self) -> None:
        """Choose a name; nothing is shown yet."""
        self.name = get_random_string(32)
        self._file: IO[bytes] | None = None

    def show(self) -> None:
        """Begin to show it; where no file can be written, the worker works without."""
        with contextlib.suppress(OSError):
            _folder().mkdir(parents=True, exist_ok=True)
            begun = _folder() / f"{self.name}.new"
            self._file = begun.open("wb")
            fcntl.flock(self._file, fcntl.LOCK_EX)
            begun.rename(_file_of(self.name))  # locked before anybody sees it

    def end(self) -> None:
        """Stop to show it: the worker ended by itself and left nothing undone."""
        if self._file is not None:
            _file_of(self.name).unlink(missing_ok=True)
            self._file.close()
            self._file = None


def lives(name: str) -> bool | None:
    """Tell whether a worker lives; None when this machine knows nothing of it."""
    try:
        with _file_of(name).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return None
    return False


def forget_ended() -> None:
    """Delete what workers that died have left; call it when their tasks are in other hands."""
    with contextlib.suppress(OSError):
        for file in _folder().glob("*.lock"):
            if lives(file.stem) is False:
                file.unlink(missing_ok=True)


def _file_of(name: str) -> Path:
    return _folder() / f"{name}.lock"


def _folder() -> Path:
    return Path(settings.DATA) / "workers"
