"""The promises of the house that no single app can keep."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src" / "spilno"
sys.path.insert(0, str(ROOT / "tools"))

import rules_index  # noqa: E402

# From the lowest rung up. A name stands on the rung of its tuple.
LADDER = [
    ("statute",),
    ("journal", "ui"),
    ("territories",),
    ("accounts",),
    ("documents", "notices"),
    ("organisations",),
    ("people",),
    ("members",),
    ("bodies",),
    ("undertakings", "credentials", "ballots"),
    ("meetings", "memoranda"),
    ("events",),
    ("visits",),
    ("learning", "knowledge"),
    ("portal",),
]
RUNG = {name: number for number, rung in enumerate(LADDER) for name in rung}


def test_import_contracts_hold():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]


def test_relations_in_the_database_point_down_the_ladder():
    wrong = []
    for model in apps.get_models():
        here = model._meta.app_label
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model is not None:
                there = field.related_model._meta.app_label
                if here in RUNG and there in RUNG and here != there and RUNG[there] >= RUNG[here]:
                    wrong.append(f"{model.__name__}.{field.name} → {there}")
    assert wrong == []


def test_every_rule_names_its_source():
    assert [f"{rule.path}:{rule.line} {rule.name}" for rule in rules_index.rules() if not rule.source] == []


def test_the_page_of_rules_is_what_the_generator_writes():
    assert rules_index.INDEX.read_text(encoding="utf-8") == rules_index.text(), "run ./spilno rules --write"


def test_migrations_are_complete(tmp_path):
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "makemigrations", "--check", "--dry-run"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "SPILNO_LOCAL": "1", "SPILNO_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]


def test_every_number_of_the_statute_names_an_article():
    from spilno.statute.rules.edition_file import read_edition

    provisions = read_edition((SRC / "statute" / "editions" / "model.toml").read_text(encoding="utf-8"))
    grounds = []
    for slot in provisions.__slots__:
        value = getattr(provisions, slot)
        for part in value.values() if hasattr(value, "values") else [value]:
            ground = getattr(part, "ground", None) or getattr(
                getattr(part, "majority", None) or getattr(part, "share", None), "ground", None
            )
            if ground is not None:
                grounds.append((slot, ground))
    assert len(grounds) > 25
    assert [
        slot
        for slot, ground in grounds
        if not (ground.article and ground.words_uk and ground.words_en and ground.source)
    ] == []


def _functions(path: Path):
    return [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)]


def _service_files() -> list[Path]:
    return [path for path in [*SRC.glob("*/services.py"), *SRC.glob("*/services/*.py")] if path.name != "__init__.py"]


def test_every_act_is_one_transaction_and_leaves_a_journal_line():
    """An act is a public function of services decorated with transaction.atomic: it, or one that it calls, records a line."""
    records: set[str] = {"record", "record_all"}
    bodies = {}
    for path in _service_files():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                bodies[(path, node.name)] = node
    grown = True
    while grown:
        grown = False
        for (_, name), node in bodies.items():
            if name not in records and any(
                isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in records
                for call in ast.walk(node)
            ):
                records.add(name)
                grown = True
    silent = []
    for (path, name), node in bodies.items():
        atomic = any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
        if atomic and not name.startswith("_") and name not in records:
            silent.append(f"{path.relative_to(ROOT)}:{node.lineno} {name}")
    assert silent == []


WRITERS = {"services", "services.py", "tasks.py", "live.py", "models", "models.py", "management", "migrations", "tests"}


def _writes(call: ast.Call) -> bool:
    """Tell whether a call writes rows: by a manager, by a query set, or by a row's own save with nothing to save into."""
    name, receiver = call.func.attr, ast.unparse(call.func.value)
    if name in {"create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}:
        return True
    if name == "update":
        return ".objects" in receiver or ".filter(" in receiver or ".all()" in receiver
    return name == "save" and not call.args and receiver != "form"


def test_only_services_write():
    """Views, forms, queries and access show and ask; tasks and the state of a hall belong to the services that use them."""
    found = [
        f"{path.relative_to(SRC)}:{call.lineno}"
        for app in sorted({path.parent for path in SRC.glob("*/apps.py")})
        for path in app.rglob("*.py")
        if not WRITERS & set(path.relative_to(app).parts)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and _writes(call)
    ]
    assert found == []


def test_only_access_asks_for_rights():
    """A view that asked by itself would be a second answer to who may; what a menu shows stands in activity.py."""
    asking = {"may", "require"}
    found = [
        str(path.relative_to(SRC))
        for path in SRC.rglob("*.py")
        if not {"access", "tests", "accounts"} & set(path.parts) and path.name not in {"access.py", "activity.py"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and node.module == "spilno.accounts.access"
        and asking & {name.name for name in node.names}
    ]
    assert found == []


def test_only_rules_refuse():
    """A refusal is made where its ground is cited and tested. A gateway tells of a file that it cannot read, the
    middleware of two acts at once: there the file and the database decide, not a rule."""
    made = [
        str(path.relative_to(SRC))
        for path in SRC.rglob("*.py")
        if not {"rules", "tests"} & set(path.parts) and "gateways" not in str(path)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Refusal"
    ]
    assert made == ["ui/middleware.py"]


LONGEST_FUNCTION = 50
LONGEST_FILE = 400


def test_functions_and_files_are_read_in_one_sitting():
    """Tests are lists of sentences and may be longer; what is generated by Django is nobody's reading."""
    files = [path for path in SRC.rglob("*.py") if not {"tests", "migrations"} & set(path.parts)]
    long = set()
    for path in files:
        text, name = path.read_text(encoding="utf-8"), path.relative_to(SRC).as_posix()
        if len(text.splitlines()) > LONGEST_FILE:
            long.add(name)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long.add(f"{name} {node.name}")
    assert long == set()


def test_no_module_is_called_util_helper_or_common():
    assert [str(path) for path in SRC.rglob("*.py") if re.search(r"(util|helper|common|misc)", path.stem)] == []


def test_every_sentence_has_its_ukrainian():
    missing = []
    for path in SRC.rglob("locale/uk/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            if not entry.obsolete and (not entry.translated() or entry.fuzzy):
                missing.append(f"{path.relative_to(SRC).parts[0]}: {entry.msgid[:70]}")
    assert missing == []


def _sentences_in_code() -> set[tuple[str, str]]:
    """Gather every literal inside gettext calls and template tags, with its app."""
    found = set()
    names = {"gettext", "gettext_lazy", "gettext_noop", "_", "pgettext", "ngettext", "ngettext_lazy"}
    for path in SRC.rglob("*.py"):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if called not in names:
                continue
            told = node.args[called.startswith("pgettext") :][
                :1
            ]  # before the sentence of `pgettext` stands its context
            if told and isinstance(told[0], ast.Constant) and isinstance(told[0].value, str):
                found.add((path.relative_to(SRC).parts[0], told[0].value))
    for path in SRC.rglob("templates/**/*.html"):
        for match in re.finditer(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""", path.read_text(encoding="utf-8")):
            found.add((path.relative_to(SRC).parts[0], match.group(1) or match.group(2)))
    return found


def test_one_sentence_has_one_translation_over_all_apps():
    """Catalogues of all apps are one at run time: the app that stands higher would win."""
    said = {}
    for path in sorted(SRC.glob("*/locale/uk/LC_MESSAGES/django.po")):
        for entry in polib.pofile(str(path)):
            if not entry.msgid_plural:
                said.setdefault((entry.msgctxt, entry.msgid), set()).add(entry.msgstr)
    assert {sentence: forms for sentence, forms in said.items() if len(forms) > 1} == {}


def test_every_sentence_in_code_was_gathered_for_translation():
    known: set[str] = set()
    for path in SRC.rglob("locale/uk/LC_MESSAGES/django.po"):
        known |= {entry.msgid for entry in polib.pofile(str(path))}
    missing = sorted(
        f"{app}: {sentence[:80]}" for app, sentence in _sentences_in_code() if sentence and sentence not in known
    )
    assert missing == [], "run ./spilno words"


def test_placeholders_survive_translation():
    wrong = []
    for path in SRC.rglob("locale/uk/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            said = set(re.findall(r"%\((\w+)\)", entry.msgid + entry.msgid_plural))
            for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                if text and set(re.findall(r"%\((\w+)\)", text)) - said:
                    wrong.append(entry.msgid[:60])
    assert wrong == []


def test_every_plural_form_tells_its_number():
    """The first form serves 1, and also 21 and 101: without the number it would say «Голос зараховано» of 21 votes."""
    silent = []
    for path in SRC.rglob("locale/uk/LC_MESSAGES/django.po"):
        for entry in polib.pofile(str(path)):
            said = set(re.findall(r"%\((\w+)\)", entry.msgid_plural))
            for text in entry.msgstr_plural.values():
                if set(re.findall(r"%\((\w+)\)", text)) != said:
                    silent.append(text)
    assert silent == []


def _named(patterns, prefix="") -> set[str]:
    names = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            names |= _named(pattern.url_patterns, space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            names.add(prefix + pattern.name)
    return names


def _test_files() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in [*SRC.rglob("tests/*.py"), *(ROOT / "tests").rglob("*.py")]
    )


def test_every_template_of_ours_compiles():
    from django.template.loader import get_template

    for path in SRC.rglob("templates/**/*.html"):
        get_template(str(path).split("/templates/")[-1])


def test_every_sign_that_a_page_names_is_drawn():
    from spilno.ui.icons import ICONS

    named = {
        (str(path.relative_to(SRC)), name)
        for path in SRC.rglob("templates/**/*.html")
        for name in re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(named) > 100
    assert [each for each in sorted(named) if each[1] not in ICONS] == []


def test_no_page_has_inline_script_or_style():
    wrong = []
    for path in SRC.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        if (
            re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(json|ld\+json)\")[^>]*>", text)
            or re.search(r"\sstyle=", text)
            or re.search(r"\son[a-z]+=\"", text)
        ):
            wrong.append(str(path.relative_to(SRC)))
    assert wrong == []


def _visited() -> set[str]:
    """Names of addresses that tests name, or whose path stands in a test; `{…}` of an f-string stands for a number."""
    found = set()
    text = _test_files()
    for literal in re.findall(r"""f?["'](/[^"'\s]*)["']""", text):
        path = re.sub(r"\{[^}]*\}", "1", literal).split("?")[0]
        for candidate in (path, f"/en{path}"):
            try:
                found.add(resolve(candidate).view_name)
            except Resolver404:
                continue
    return found | set(re.findall(r"""["']([a-z]+:[a-z_]+)["']""", text))


@pytest.mark.parametrize(
    "namespace", sorted({name.split(":")[0] for name in _named(get_resolver().url_patterns) if ":" in name})
)
def test_every_named_address_of_an_app_is_visited_by_some_test(namespace):
    names = {name for name in _named(get_resolver().url_patterns) if name.startswith(f"{namespace}:")}
    own = "\n".join(path.read_text(encoding="utf-8") for path in (SRC / namespace).rglob("tests/*.py"))
    short = {f"{namespace}:{name}" for name in re.findall(r"""["']([a-z_]+)["']""", own)}
    assert sorted(names - _visited() - short) == []
