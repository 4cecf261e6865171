"""Sentences to translate: gathered app by app, compiled."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib

from spilno.cli.tree import PACKAGE, ROOT


def compile_words() -> int:
    """Compile translations that changed; returns how many files were written."""
    written = 0
    for source in sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            written += 1
    return written


def words(_: list[str]) -> int:
    """words: gather sentences to translate, app by app (needs gettext), and compile them."""
    if shutil.which("xgettext") is None:
        print("spilno words: gettext is not on this machine. On Debian or Ubuntu: apt-get install gettext")
        return 1
    os.environ.setdefault("SPILNO_LOCAL", "1")
    for app in sorted(path.parent for path in PACKAGE.glob("*/apps.py")):
        (app / "locale").mkdir(exist_ok=True)
        subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), "makemessages", "-l", "uk", "--no-location", "--no-wrap",
             "--ignore", "tests/*", "-v", "0"],
            cwd=app, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )  # fmt: skip
        _tidy(app / "locale" / "uk" / "LC_MESSAGES" / "django.po")
    print(f"spilno words: gathered; {compile_words()} files compiled")
    return 0


def _tidy(path: Path) -> None:
    """Leave out what changes at every run and what is no longer said; sentences stand in the order of their letters."""
    if not path.exists():
        return
    file = polib.pofile(str(path), wrapwidth=0)
    for entry in [entry for entry in file if entry.obsolete]:
        file.remove(entry)
    file.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    file.metadata = {
        "Language": "uk",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=4; plural=(n % 1 == 0 && n % 10 == 1 && n % 100 != 11 ? 0 : n % 1 == 0 && n % 10 >= 2 "
        "&& n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : n % 1 == 0 && (n % 10 ==0 || (n % 10 >=5 && n % 10 <=9) "
        "|| (n % 100 >=11 && n % 100 <=14 )) ? 2: 3);",
    }
    file.header = ""
    if len(file) == 0:
        path.unlink()
        return
    file.save()
