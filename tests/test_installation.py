"""A wrong setting of a real installation is refused at start, with advice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client

ROOT = Path(__file__).parent.parent
GOOD = {
    "SPILNO_SECRET_KEY": "k3y-of-fifty-characters-or-more-0123456789-abcdefghij-XYZ",
    "SPILNO_SITE_URL": "https://zbory.example.org",
    "SPILNO_HOSTS": "zbory.example.org,localhost",
    "SPILNO_SMTP_HOST": "localhost",
    "SPILNO_MAIL_FROM": "zbory@example.org",
}


def manage(tmp_path, *words, **changes):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SPILNO_", "DJANGO_", "PYTEST"))}
    chosen = {**GOOD, "SPILNO_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src")} | changes
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *words],
        env={**kept, **{name: value for name, value in chosen.items() if value is not None}},
        capture_output=True,
        text=True,
        check=False,
    )


def test_good_settings_are_taken(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "ERROR")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SPILNO_SECRET_KEY": None}, "SPILNO_SECRET_KEY is not set"),
        ({"SPILNO_SECRET_KEY": "short"}, "spilno.E003"),
        ({"SPILNO_DEBUG": "1"}, "spilno.E001"),
        ({"SPILNO_DEBUG": "perhaps"}, "neither yes nor no"),
        ({"SPILNO_SITE_URL": "http://zbory.example.org"}, "spilno.E004"),
        ({"SPILNO_HOSTS": "*"}, "spilno.E005"),
        ({"SPILNO_HOSTS": "localhost"}, "spilno.E006"),
        ({"SPILNO_SMTP_HOST": None}, "spilno.E007"),
        ({"SPILNO_MAIL_FROM": None}, "spilno.E008"),
        ({"SPILNO_SMTP_PORT": "mail"}, "not a whole number"),
        ({"SPILNO_DATABASE_URL": "mysql://x"}, "SPILNO_DATABASE_URL begins with"),
    ],
)
def test_a_wrong_setting_is_refused_with_advice(tmp_path, changes, said):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "ERROR", **changes)
    assert done.returncode != 0
    assert said in done.stderr


def test_a_new_key_is_printed_where_there_is_none(tmp_path):
    keys = {manage(tmp_path, "new-key", SPILNO_SECRET_KEY=None).stdout.strip() for _ in range(2)}
    assert len(keys) == 2
    assert all(len(key) >= 50 for key in keys)
    assert not any(mark in key for key in keys for mark in "$#")


def test_a_real_installation_guards_its_cookies_and_counts_together(tmp_path):
    asked = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, "
        "s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.STAFF_NEEDS_SECOND_FACTOR, "
        "s.CACHES['default']['BACKEND'].split('.')[-1], s.ALLAUTH_TRUSTED_PROXY_COUNT)"
    )
    done = manage(tmp_path, "shell", "-v0", "-c", asked)
    assert done.stdout.split() == ["__Host-session", "True", "True", "True", "True", "DatabaseCache", "1"], done.stderr


def test_counts_of_attempts_lie_in_a_table_that_the_migration_made(db, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_remembered"}
    }
    shared = caches["default"]
    assert shared.add("door", 1, timeout=60)
    assert not shared.add("door", 2, timeout=60)
    assert shared.get("door") == 1
    assert shared.incr("door") == 2
    shared.delete("door")
    assert shared.get("door") is None


def test_attempts_are_counted_in_the_shared_table(cast, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_remembered"}
    }
    answers = [Client().post("/account/link/", {"email": "a@example.org"}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


@pytest.mark.parametrize("page", ["/", "/account/login/", "/nothing-here/", "/notices/unknown-token/"])
def test_every_answer_carries_the_guards(client, db, page):
    answer = client.get(page)
    policy = answer.headers["Content-Security-Policy"]
    for part in ("default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_no_address_given_by_a_stranger_leads_outside(client, cast, back):
    answers = [
        client.post("/theme/", {"theme": "dark", "next": back}),
        client.post("/account/login/", {"login": "delegate@example.org", "password": "spilno-test-2026", "next": back}),
        client.post("/account/logout/", {"next": back}),
    ]
    assert [each.status_code for each in answers] == [302] * 3
    assert all(each.headers["Location"].startswith("/") for each in answers)
    assert all("evil" not in each.headers["Location"] for each in answers)


def test_there_is_no_admin(client, db):
    assert client.get("/admin/").status_code == 404
