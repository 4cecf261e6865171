"""Issue 1,000 certificates in an empty database, sign their credentials and make their papers on one core, revoke the key.

Prints seconds and what to ask for.
"""

import json
import os
import time
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spilno.config.settings")
django.setup()

from spilno.credentials.models import Certificate, Credential  # noqa: E402
from spilno.credentials.services import Holder, issue_certificates, revoke  # noqa: E402
from spilno.credentials.services.checking import check_file  # noqa: E402
from spilno.credentials.services.keys import revoke_key  # noqa: E402
from spilno.credentials.tasks import make_papers  # noqa: E402
from spilno.organisations.models import Organisation  # noqa: E402

CERTIFICATES = 1_000


def main() -> None:
    """Do it and print."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    association = Organisation.objects.create(
        kind="association", name_uk="Асоціація ради Липової", name_en="Association of Lypova", ours=True
    )
    holders = [
        Holder(name=f"Остап ЛИПОВИЙ-{number}", to=f"Остапу ЛИПОВОМУ-{number}", name_en=f"Ostap LYPOVYI-{number}", key=f"k{number}")
        for number in range(CERTIFICATES)
    ]  # fmt: skip
    began, busy = time.perf_counter(), time.process_time()
    issue_certificates(
        "programme",
        about=association,
        holders=holders,
        title="Актуальні питання місцевого самоврядування",
        title_en="Topical Issues of Local Self-Government",
        issuers=[association],
        hours=Decimal(60),
        facts={"credits": "2.00", "when_uk": "1 жовтня – 12 листопада 2026 року"},
        by=None,
    )
    made = make_papers.call()
    seconds, cpu = time.perf_counter() - began, time.process_time() - busy
    one = Credential.objects.select_related("certificate__document").latest("pk")
    with one.certificate.document.file.open("rb") as file:
        paper = file.read()
    began = time.perf_counter()
    revoke(one.certificate, reason="Проба.", by=None)
    revoked_ms = (time.perf_counter() - began) * 1000
    began = time.perf_counter()
    state = check_file(paper).state
    checked_ms = (time.perf_counter() - began) * 1000
    began = time.perf_counter()
    revoke_key(one.key, since=one.key.made_at, reason="Проба.", by=None)
    key_ms = (time.perf_counter() - began) * 1000
    began = time.perf_counter()
    anew = make_papers.call()
    anew_s = time.perf_counter() - began
    one = Credential.objects.latest("pk")
    print(json.dumps({
        "certificates": made, "one_core_s": round(seconds, 1), "cpu_s": round(cpu, 1), "paper_kb": round(len(paper) / 1024, 1),
        "credential_kb": round(len(one.body) / 1024, 1), "revoke_ms": round(revoked_ms, 1), "check_pdf_ms": round(checked_ms, 1),
        "revoke_key_ms": round(key_ms, 1), "signed_anew": anew, "signed_anew_s": round(anew_s, 1), "state": state, "code": Certificate.objects.earliest("pk").code, "list": one.status_id}))  # fmt: skip


main()
