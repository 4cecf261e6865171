"""When a letter that the mail server did not take is tried again."""

from datetime import timedelta

DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(hours=24),
    timedelta(hours=24),
    timedelta(hours=24),
)


def next_try_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many attempts that failed for a while; None: give up, about five days passed.

    `attempts` counts from 1. The delays never get shorter.

    Source: RFC 5321, 4.5.4.1.
    """
    return DELAYS[attempts - 1] if 1 <= attempts <= len(DELAYS) else None


def is_permanent(code: int) -> bool:
    """Tell whether the server's answer means: do not try again.

    `code` is the answer of SMTP; 0 when there was no answer at all (the server was out of reach).

    Source: RFC 5321, 4.2.1.
    """
    return 500 <= code <= 599
