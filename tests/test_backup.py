"""A backup takes what is there now: nothing that was erased, and none while a secret vote keeps its key."""

import sqlite3
import tarfile

import pytest

from spilno.cli.backups import backup, restore

KEY = "the key of a secret vote, " * 20


@pytest.fixture
def house(tmp_path, monkeypatch):
    """The data folder of an installation on SQLite, with one secret vote that is open."""
    data = tmp_path / "data"
    (data / "files").mkdir(parents=True)
    (data / "files" / "paper.pdf").write_bytes(b"%PDF")
    monkeypatch.setenv("SPILNO_DATA", str(data))
    monkeypatch.delenv("SPILNO_DATABASE_URL", raising=False)
    live = sqlite3.connect(data / "spilno.sqlite3")
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("CREATE TABLE ballots_secretvote (question_id INTEGER PRIMARY KEY, primes TEXT NOT NULL)")
    live.execute("INSERT INTO ballots_secretvote VALUES (1, ?)", [KEY])
    live.commit()
    yield live
    live.close()


def test_no_backup_is_made_while_a_secret_vote_is_open(house, tmp_path, capsys):
    assert backup([str(tmp_path / "b.tar.gz")]) == 1
    assert "a secret vote is open" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]
    assert not (tmp_path / "data" / "backup.staged").exists()


def test_a_backup_after_closing_has_nothing_of_the_key(house, tmp_path, monkeypatch):
    house.execute("UPDATE ballots_secretvote SET primes = ''")
    house.commit()
    assert backup([str(tmp_path / "b.tar.gz")]) == 0
    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        assert sorted(archive.getnames()) == ["files", "files/paper.pdf", "spilno.sqlite3"]
        assert b"the key of a secret vote" not in archive.extractfile("spilno.sqlite3").read()
    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o077 == 0
    monkeypatch.setenv("SPILNO_DATA", str(tmp_path / "restored"))
    assert restore([str(tmp_path / "b.tar.gz")]) == 0
    with sqlite3.connect(tmp_path / "restored" / "spilno.sqlite3") as back:
        assert back.execute("SELECT * FROM ballots_secretvote").fetchall() == [(1, "")]
    assert (tmp_path / "restored" / "files" / "paper.pdf").read_bytes() == b"%PDF"


def test_without_a_database_it_says_so_and_leaves_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SPILNO_DATA", str(tmp_path / "empty"))
    monkeypatch.delenv("SPILNO_DATABASE_URL", raising=False)
    assert backup([str(tmp_path / "b.tar.gz")]) == 1
    assert "there is no database" in capsys.readouterr().out
    assert not (tmp_path / "b.tar.gz").exists()


def test_where_the_parts_of_postgresql_are_not_installed_it_is_said_and_nothing_is_written(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("SPILNO_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SPILNO_DATABASE_URL", "postgresql://spilno@127.0.0.1/spilno")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert backup([str(tmp_path / "b.tar.gz")]) == 1
    assert "pg_dump is not installed" in capsys.readouterr().out
    assert not (tmp_path / "b.tar.gz").exists()
    (tmp_path / "kept.tar.gz").write_bytes(b"anything")
    assert restore([str(tmp_path / "kept.tar.gz")]) == 1
    assert "pg_restore is not installed" in capsys.readouterr().out


def test_a_folder_that_is_not_there_and_a_file_that_is_no_backup_are_told(house, tmp_path, monkeypatch, capsys):
    assert backup([str(tmp_path / "nowhere" / "b.tar.gz")]) == 1
    assert "there is no folder" in capsys.readouterr().out
    (tmp_path / "letter.txt").write_text("not a backup")
    monkeypatch.setenv("SPILNO_DATA", str(tmp_path / "new"))
    assert restore([str(tmp_path / "letter.txt")]) == 1
    assert "is not a file that ./spilno backup wrote" in capsys.readouterr().out
    assert not (tmp_path / "new").exists()
