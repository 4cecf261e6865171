"""The verbs of `./spilno`: each says in one line what it did."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent.parent


def _django(*words: str) -> None:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings are read only when needed

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
    execute_from_command_line(["spilno", *words])


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
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
    for app in sorted(path.parent for path in PACKAGE.glob("*/apps.py")):
        (app / "locale").mkdir(exist_ok=True)
        subprocess.run(
            [
                sys.executable,
                str(ROOT / "manage.py"),
                "makemessages",
                "-l",
                "uk",
                "--no-location",
                "--no-wrap",
                "--ignore",
                "tests/*",
                "-v",
                "0",
            ],
            cwd=app,
            check=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )
        _tidy(app / "locale" / "uk" / "LC_MESSAGES" / "django.po")
    print(f"spilno words: gathered; {compile_words()} files compiled")
    return 0


def _tidy(path: Path) -> None:
    """Leave out what changes at every run and what is no longer said."""
    if not path.exists():
        return
    file = polib.pofile(str(path), wrapwidth=0)
    for entry in [entry for entry in file if entry.obsolete]:
        file.remove(entry)
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


def test(arguments: list[str]) -> int:
    """test: run every test that can run here; says what was skipped and how to get it."""
    compile_words()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode


def manage(arguments: list[str]) -> int:
    """Manage …: a command of Django."""
    compile_words()
    _django(*arguments)
    return 0


VERBS: dict[str, Callable[[list[str]], int]] = {"words": words, "test": test, "manage": manage}


def usage(_: list[str]) -> int:
    """help: this list."""
    for verb in [*VERBS.values(), usage]:
        print("  ./spilno", (verb.__doc__ or "").strip())
    return 0


def main() -> int:
    """Run the verb that was named."""
    verb = sys.argv[1] if len(sys.argv) > 1 else "help"
    act = VERBS.get(verb, usage if verb in {"help", "-h", "--help"} else None)
    if act is None:
        print(f"spilno: there is no verb «{verb}». ./spilno help lists them.")
        return 2
    return act(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
