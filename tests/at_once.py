"""Several people act at the same moment."""

import threading
from collections.abc import Callable

from django.db import connection

from spilno.statute.rules.refusal import RuleBroken


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do every act in a thread of its own, all starting together; return what each said: done, or the code of why not."""
    said, start = [""] * len(acts), threading.Barrier(len(acts))

    def do(number: int, act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            said[number] = "done"
        except RuleBroken as broken:
            said[number] = broken.refusal.code
        except Exception as fault:  # noqa: BLE001 - a thread must not lose it
            said[number] = f"{type(fault).__name__}: {fault}"
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said
