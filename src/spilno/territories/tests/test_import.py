"""Import in two steps, from real kinds of files, good and bad."""

import csv
import io
import time
import zipfile
from datetime import date

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django_tasks import TaskContext
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from openpyxl import Workbook

from spilno.journal.models import Entry
from spilno.journal.queries import WORKER
from spilno.statute.rules.refusal import RuleBroken
from spilno.territories import services
from spilno.territories.models import ImportBatch, Unit, UnitName
from spilno.territories.queries import search
from spilno.territories.services import commit_codifier, load_codifier, preview_codifier

HEADER = [
    "Перший рівень",
    "Другий рівень",
    "Третій рівень",
    "Четвертий рівень",
    "Додатковий рівень",
    "Категорія об’єкта",
    "Назва об’єкта",
]


def official(units=None, **names):
    """The rows of the official file from what the register has; `names` gives other names by stable digits."""
    for unit in units if units is not None else Unit.objects.filter(code__startswith="UA63").select_related("parent"):
        way, above = [], unit
        while above is not None:
            way.insert(0, above.code)
            above = above.parent
        yield [*(way + [""] * 5)[:5], unit.category, f"{names.get('s' + unit.stable, unit.name)} "]


def as_csv(rows, delimiter=";", encoding="utf-8-sig", header=HEADER):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def as_xlsx(rows, title_lines=2):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _ in range(title_lines):
        sheet.append(["Кодифікатор"])
    sheet.append(HEADER)
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file


def previewed(file, name="codifier.csv", settlements=False):
    return preview_codifier(
        file, name, edition_on=date(2026, 11, 1), ground="наказ № 1", settlements=settlements, by=None
    )


@pytest.fixture
def codifier(db):
    load_codifier()


def test_the_shipped_codifier_loads_once(db):
    assert load_codifier() == 1935
    assert load_codifier() == 0
    assert Unit.objects.filter(tile_x__isnull=False).count() == 56
    assert Entry.objects.filter(act="codifier.loaded").count() == 1
    valky = Unit.objects.get(code="UA63020030000094096")
    assert (valky.tile_name, valky.tile_x, valky.tile_y) == ("Валки", 1, 2)
    assert valky.parent.name == "Богодухівський"
    assert valky.parent.parent.name == "Харківська"


def test_old_names_are_found(codifier):
    assert [unit.name for unit in search("красноградськ").order_by("code")] == ["Берестинський", "Берестинська"]
    assert [unit.name for unit in search("купянськ").order_by("code")] == ["Куп’янський", "Куп’янська"]
    assert [unit.name for unit in search("94096")] == ["Валківська"]
    assert [unit.name for unit in search(" ua63020030000094096 ")] == ["Валківська"]


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-8"), (";", "cp1251"), ("\t", "utf-16")],
)
def test_every_office_encoding_and_delimiter_is_read(codifier, delimiter, encoding):
    batch = previewed(as_csv(official(), delimiter, encoding))
    assert batch.counts == {"error": 0, "warning": 0, "changed": 0, "new": 0, "same": 64}


def test_a_workbook_is_read_below_its_title(codifier):
    assert previewed(as_xlsx(official()), "codifier.xlsx").counts["same"] == 64


def test_a_renaming_is_previewed_then_committed_with_its_former_name(codifier):
    batch = previewed(as_csv(official(s94096="Нововалківська")))
    assert batch.counts["changed"] == 1
    assert not UnitName.objects.filter(name="Валківська").exists()
    assert Unit.objects.get(stable="94096").name == "Валківська"

    commit_codifier(batch, by=None)

    unit = Unit.objects.get(stable="94096")
    former = unit.names.get()
    assert (unit.name, former.name, former.ends) == ("Нововалківська", "Валківська", date(2026, 10, 31))
    assert Entry.objects.get(act="codifier.imported").facts["changed"] == 1
    assert list(search("валківська")) == [unit]


def test_a_transfer_keeps_the_unit_and_moves_it(codifier):
    valky = Unit.objects.get(stable="94096")
    rows = list(official())
    for row in rows:
        if row[2] == valky.code:
            row[1], row[2] = "UA63120000000091135", "UA63120310000094096"
    commit_codifier(previewed(as_csv(rows)), by=None)
    valky.refresh_from_db()
    assert (valky.code, valky.parent.name) == ("UA63120310000094096", "Харківський")


def test_settlements_come_only_when_asked(codifier):
    rows = [
        *official(),
        ["UA63000000000041885", "UA63020000000066931", "UA63020030000094096", "UA63020030010035000", "", "M", "Валки"],
    ]
    assert previewed(as_csv(rows)).counts["new"] == 0
    batch = previewed(as_csv(rows), settlements=True)
    commit_codifier(batch, by=None)
    assert Unit.objects.get(name="Валки").parent.name == "Валківська"


def test_a_file_with_errors_is_refused_and_nothing_is_written(codifier):
    batch = previewed(as_csv([*official(s94096="Нововалківська"), ["UA63", "", "", "", "", "O", "Хиба"]]))
    with pytest.raises(RuleBroken) as broken:
        commit_codifier(batch, by=None)
    assert broken.value.refusal.code == "import_errors"
    assert Unit.objects.get(stable="94096").name == "Валківська"
    assert not Entry.objects.filter(act="codifier.imported").exists()


def test_a_register_that_changed_since_the_preview_refuses_the_file(codifier):
    batch = previewed(as_csv(official(s94096="Нововалківська")))
    Unit.objects.filter(stable="96294").update(name="Інша")
    with pytest.raises(RuleBroken) as broken:
        commit_codifier(batch, by=None)
    assert broken.value.refusal.code == "import_drift"


def test_a_file_is_committed_once(codifier):
    batch = previewed(as_csv(official(s94096="Нововалківська")))
    commit_codifier(batch, by=None)
    with pytest.raises(RuleBroken) as broken:
        commit_codifier(batch, by=None)
    assert broken.value.refusal.code == "import_done"


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    return file


def not_a_workbook():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "це не таблиця")
    return file


def broken_workbook():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<not xml")
    return file


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (io.BytesIO(b""), "table_empty"),
        (as_csv([["1", "2"]], header=["Назва", "Ціна"]), "table_columns"),
        (io.BytesIO(b"\xd0\xcf\x11\xe0" + b"0" * 600), "table_old_excel"),
        (io.BytesIO(b"PK\x03\x04 broken"), "table_not_workbook"),
        (not_a_workbook(), "table_not_workbook"),
        (broken_workbook(), "table_not_workbook"),
        (bomb(), "table_bomb"),
        (io.BytesIO(bytes(range(128, 256)) * 20), "table_encoding"),
        (io.BytesIO(b"\x00\x01\x02\x00" * 200), "table_not_text"),
        (io.BytesIO(b"\x30\x82\x0b\x33\x06\x09\x2a\x86\x48" + bytes(range(256)) * 9), "table_not_text"),  # a signature
        (io.BytesIO("Код;Назва\r\nUA63\0;Харків\0ська".encode()), "table_not_text"),
        (as_csv([]), "codifier_no_rows"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_is_refused_with_its_reason(codifier, file, code):
    with pytest.raises(RuleBroken) as broken:
        previewed(file)
    assert broken.value.refusal.code == code
    assert not ImportBatch.objects.filter(state="preview").exists()


def test_wrong_columns_are_named_beside_the_expected_ones(codifier):
    with pytest.raises(RuleBroken) as broken:
        previewed(as_csv([], header=["Назва", "Ціна"]))
    assert "«перший рівень»" in broken.value.refusal.facts["expected"]
    assert broken.value.refusal.facts["found"] == "«Назва», «Ціна»"


def test_a_hundred_thousand_rows_are_read_in_bounded_time(codifier):
    rows = list(official())
    extra = [["UA63000000000041885", "", "", "", "", "C", f"Село {number}"] for number in range(100_000)]
    started = time.monotonic()
    batch = previewed(as_csv(rows + extra))
    assert batch.counts["same"] == 64
    assert time.monotonic() - started < 10


def test_a_file_of_only_wrong_rows_keeps_a_bounded_preview(codifier):
    batch = previewed(as_csv([["UA63", "", "", "", "", "O", "Хиба"]] * 20_000))
    assert batch.counts["error"] == 20_000
    assert len(batch.rows) == ImportBatch.SHOWN


def test_more_rows_than_the_limit_are_refused_with_the_limit(codifier, settings):
    settings.MAX_IMPORT_ROWS = 20
    with pytest.raises(RuleBroken) as broken:
        previewed(as_csv(official()))
    assert broken.value.refusal.code == "table_long"
    assert broken.value.refusal.facts["limit"] == 20


def test_the_command_previews_and_commits(codifier, tmp_path, capsys):
    path = tmp_path / "codifier.csv"
    path.write_bytes(as_csv(official(s94096="Нововалківська")).getvalue())
    call_command("import_codifier", str(path))
    assert "changed: 1" in capsys.readouterr().out
    assert Unit.objects.get(stable="94096").name == "Валківська"
    call_command("import_codifier", str(path), "--commit", "--ground", "наказ № 1", "--since", "2026-11-01")
    assert Unit.objects.get(stable="94096").name == "Нововалківська"
    with pytest.raises(CommandError, match="no file"):
        call_command("import_codifier", str(tmp_path / "absent.csv"))
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(CommandError, match=r"empty|порожній"):
        call_command("import_codifier", str(tmp_path / "empty.csv"))


# pages


def upload(client, file, name="codifier.csv"):
    file.seek(0)
    return client.post(
        "/territories/import/",
        {"file": SimpleUploadedFile(name, file.read()), "edition_on": "2026-11-01", "ground": "наказ № 1"},
    )


def test_the_secretary_imports_through_pages(client, cast, codifier):
    client.force_login(cast.secretary)
    assert client.get("/territories/import/").status_code == 200
    response = upload(client, as_csv(official(s94096="Нововалківська")))
    batch = ImportBatch.objects.get(state="preview")
    assert response.headers["Location"] == f"/territories/import/{batch.pk}/"
    page = client.get(response.headers["Location"]).content.decode()
    assert "Нововалківська" in page
    assert client.get(f"/territories/import/{batch.pk}/?kind=error").status_code == 200
    assert client.post(f"/territories/import/{batch.pk}/commit/").status_code == 302
    assert Unit.objects.get(stable="94096").name == "Нововалківська"
    assert client.post(f"/territories/import/{batch.pk}/commit/").status_code == 409


def test_a_bad_upload_comes_back_with_its_sentence(client, cast, codifier):
    client.force_login(cast.secretary)
    response = upload(client, as_csv([], header=["Назва", "Ціна"]))
    assert response.status_code == 422
    assert "«Ціна»" in response.content.decode()


def test_too_large_a_file_is_refused(client, cast, codifier, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    client.force_login(cast.secretary)
    response = upload(client, as_csv(official()))
    assert response.status_code in {413, 422}
    assert not ImportBatch.objects.filter(state="preview").exists()


def test_a_preview_is_put_aside(client, cast, codifier):
    client.force_login(cast.secretary)
    upload(client, as_csv(official(s94096="Нововалківська")))
    batch = ImportBatch.objects.get(state="preview")
    assert client.post(f"/territories/import/{batch.pk}/drop/").status_code == 302
    batch.refresh_from_db()
    assert (batch.state, batch.data) == ("dropped", [])


@pytest.fixture
def all_are_large(monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(services, "LARGE_FILE", 10)
    monkeypatch.setattr(services, "LARGE_PLAN", 10)
    monkeypatch.setattr(services, "STEP", 20)


def work_in_background(capture):
    """Do what the worker would do with the tasks that the page left."""
    for left in DBTaskResult.objects.ready():
        left.claim("worker")
        with capture(execute=True):
            left.task.func(TaskContext(task_result=left.task_result), *left.args_kwargs["args"])
        left.delete()


def killed():
    """Begin the task that waits, and be killed: the next worker finds it ready again."""
    task = DBTaskResult.objects.get()
    task.claim("worker that was killed")
    DBTaskResult.objects.update(status=TaskResultStatus.READY)


@pytest.fixture
def pressed(client, django_capture_on_commit_callbacks):
    def press(address):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address)

    return press


def test_a_large_file_is_read_and_taken_in_away_from_the_page_once(
    client, cast, codifier, all_are_large, pressed, django_capture_on_commit_callbacks
):
    client.force_login(cast.secretary)
    for _ in range(2):  # pressed twice
        with django_capture_on_commit_callbacks(execute=True):
            sent = upload(client, as_csv(official(s94096="Нововалківська")))
    batch = ImportBatch.objects.get(state="reading")
    address = sent.headers["Location"]
    assert address == f"/territories/import/{batch.pk}/"
    assert DBTaskResult.objects.count() == 1
    waits = client.get(f"{address}?part=1").content.decode()
    assert 'hx-trigger="every 2s"' in waits
    assert "Зараз файл ніхто не опрацьовує" in waits
    cache.set(WORKER, time.time())
    assert "Зараз файл ніхто не опрацьовує" not in client.get(f"{address}?part=1").content.decode()
    assert pressed(f"{address}commit/").status_code == 409  # not before it was seen

    work_in_background(django_capture_on_commit_callbacks)
    batch.refresh_from_db()
    assert (batch.state, batch.counts["changed"], batch.created_by) == ("preview", 1, cast.secretary.pk)
    assert client.get(f"{address}?part=1").headers["HX-Refresh"] == "true"
    assert "Нововалківська" in client.get(address).content.decode()

    for _ in range(2):
        assert pressed(f"{address}commit/").headers["Location"] == address
    assert DBTaskResult.objects.count() == 1
    assert Unit.objects.get(stable="94096").name == "Валківська"
    work_in_background(django_capture_on_commit_callbacks)
    assert Unit.objects.get(stable="94096").name == "Нововалківська"
    assert Entry.objects.get(act="codifier.imported").by == cast.secretary.pk
    assert "HX-Refresh" in client.get(f"{address}?part=1").headers
    assert pressed(f"{address}commit/").status_code == 409


def test_what_stops_a_large_file_stands_on_its_page_and_nothing_is_written(
    client, cast, codifier, all_are_large, pressed, django_capture_on_commit_callbacks
):
    client.force_login(cast.secretary)
    with django_capture_on_commit_callbacks(execute=True):
        bad = upload(client, as_csv([], header=["Назва", "Ціна"])).headers["Location"]
    work_in_background(django_capture_on_commit_callbacks)
    assert "«Ціна»" in client.get(bad).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        address = upload(client, as_csv(official(s94096="Нововалківська"))).headers["Location"]
    work_in_background(django_capture_on_commit_callbacks)
    pressed(f"{address}commit/")
    Unit.objects.filter(stable="96294").update(name="Інша")
    work_in_background(django_capture_on_commit_callbacks)
    assert ImportBatch.objects.get(pk=address.split("/")[-2]).refusal["code"] == "import_drift"
    assert Unit.objects.get(stable="94096").name == "Валківська"
    assert not Entry.objects.filter(act="codifier.imported").exists()


def test_work_that_stopped_with_the_program_begins_again_and_its_page_says_so(
    client, cast, codifier, all_are_large, pressed, django_capture_on_commit_callbacks
):
    client.force_login(cast.secretary)
    with django_capture_on_commit_callbacks(execute=True):
        address = upload(client, as_csv(official(s94096="Нововалківська"))).headers["Location"]
    work_in_background(django_capture_on_commit_callbacks)
    pressed(f"{address}commit/")
    killed()
    batch = ImportBatch.objects.get(state="writing")
    services._begin_again(batch, begun=2)
    shown = client.get(address).content.decode()
    assert "розпочато спочатку" in shown
    work_in_background(django_capture_on_commit_callbacks)
    batch.refresh_from_db()
    assert batch.state == "committed"
    assert Unit.objects.get(stable="94096").name == "Нововалківська"
    assert Entry.objects.filter(act="import.resumed").count() == 2


def test_a_file_on_which_the_program_stops_again_and_again_is_refused(
    client, cast, codifier, all_are_large, django_capture_on_commit_callbacks
):
    client.force_login(cast.secretary)
    with django_capture_on_commit_callbacks(execute=True):
        address = upload(client, as_csv(official(s94096="Нововалківська"))).headers["Location"]
    for _ in range(3):
        killed()
    work_in_background(django_capture_on_commit_callbacks)
    batch = ImportBatch.objects.get(pk=address.split("/")[-2])
    assert (batch.state, batch.refusal["code"]) == ("refused", "import_broken_off")


def test_a_fault_of_the_program_leaves_no_file_being_read_for_ever(
    client, cast, codifier, all_are_large, monkeypatch, django_capture_on_commit_callbacks
):
    client.force_login(cast.secretary)
    with django_capture_on_commit_callbacks(execute=True):
        address = upload(client, as_csv(official())).headers["Location"]
    monkeypatch.setattr(services, "known_units", lambda: 1 / 0)
    work_in_background(django_capture_on_commit_callbacks)
    assert ImportBatch.objects.get(state="refused").refusal["code"] == "import_broken_off"
    assert client.get(address).status_code == 200


def test_a_large_file_is_put_aside_while_it_is_read(
    client, cast, codifier, all_are_large, pressed, django_capture_on_commit_callbacks
):
    client.force_login(cast.secretary)
    with django_capture_on_commit_callbacks(execute=True):
        address = upload(client, as_csv(official())).headers["Location"]
    batch = ImportBatch.objects.get(state="reading")
    assert pressed(f"{address}drop/").status_code == 302
    services.keep_preview(batch, [], by=cast.secretary)  # the reading ends a moment later
    batch.refresh_from_db()
    assert batch.state == "dropped"


def test_only_keepers_import(client, cast, codifier):
    batch = previewed(as_csv(official(s94096="Нововалківська")))
    for user in (cast.delegate, cast.stranger, cast.chair):
        client.force_login(user)
        assert client.get("/territories/import/").status_code == 404
        assert client.get(f"/territories/import/{batch.pk}/").status_code == 404
        assert client.post(f"/territories/import/{batch.pk}/commit/").status_code == 404
        assert client.post(f"/territories/import/{batch.pk}/drop/").status_code == 404


def test_everyone_reads_the_codifier(client, cast, codifier):
    page = client.get("/territories/").content.decode()
    assert "Харківська область" in page
    assert "Берестинська" in client.get("/territories/?q=красноградська").content.decode()
    assert "empty" in client.get("/territories/?q=немає такої").content.decode()
    page = client.get("/territories/UA63000000000041885/").content.decode()
    assert page.count("<rect") == 56
    assert "Красноградський" in client.get("/territories/UA63060000000053698/").content.decode()
    assert client.get("/territories/UA63999999999999999/").status_code == 404


def test_a_link_with_the_code_before_a_transfer_still_finds_the_unit(client, cast, codifier):
    response = client.get("/territories/UA63120310000094096/")
    assert response.status_code == 301
    assert response.headers["Location"] == "/territories/UA63020030000094096/"


def test_lists_take_the_same_number_of_queries(client, cast, codifier, django_assert_max_num_queries):
    for address in ("/territories/", "/territories/?q=іван", "/territories/UA63020000000066931/"):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_the_secretary_takes_in_what_comes_with_spilno_once(client, cast):
    client.force_login(cast.secretary)
    page = client.post("/territories/load/", follow=True).content.decode()
    assert "Внесено 1935 територій." in page
    assert "Усі території" in client.post("/territories/load/", follow=True).content.decode()
    assert Entry.objects.get(act="codifier.loaded").by == cast.secretary.pk
