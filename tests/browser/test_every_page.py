"""Every kind of page of the demo, as each role sees it: axe finds nothing, nothing overflows, no console error."""

import re
from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.urls import Resolver404, resolve
from playwright.sync_api import Error

from spilno.accounts.models import User

ROLES = {
    "stranger": None,
    "secretary": "secretary@demo.example",
    "chair": "oblast@demo.example",
    "delegate": "merefa@demo.example",
}
SKIPPED = (".ics", ".csv", ".xlsx", ".pdf", ".docx", ".json", ".jsonl", ".toml")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}


def _route(path: str) -> str | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match.view_name or match.route


def _links(page, server: str) -> list[str]:
    found = []
    for address in page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
        parts = urlsplit(urljoin(page.url, address))
        if f"{parts.scheme}://{parts.netloc}" == server and not parts.path.endswith(SKIPPED):
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def _tour(client) -> list[int]:
    """Return how each page answers to which the page of ready sign-ins leads a newcomer."""
    shown = client.get("/demo/").content.decode()
    tour = shown[shown.index('id="tour"') : shown.index("</ol>")]
    return [client.get(address).status_code for address in re.findall(r'href="([^"]+)"', tour)]


@pytest.mark.django_db(transaction=True)
def test_every_kind_of_page_is_accessible_fits_a_phone_and_logs_no_error(
    live_server, open_page, signed_in, settings, client
):
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    assert _tour(client) == [200] * 8
    axe = Axe()
    faults = []
    seen_routes = {}
    for role, email in ROLES.items():
        page = signed_in(User.objects.get(email=email)) if email else open_page()
        waiting, visited, routes = deque(["/", "/desk/" if email else "/en/"]), set(), {}
        while waiting:
            address = waiting.popleft()
            route = _route(urlsplit(address).path)
            if address in visited or route is None or routes.get(route, 0) >= 1:
                continue
            visited.add(address)
            page.wrongs.clear()
            try:
                answer = page.goto(live_server.url + address, wait_until="load")
            except Error as error:
                if "Download is starting" in str(error) or "ERR_ABORTED" in str(error):
                    continue  # a file that downloads is not a page
                raise
            if answer is None or "text/html" not in answer.headers.get("content-type", ""):
                continue
            routes[route] = routes.get(route, 0) + 1
            if answer.status >= 400:
                faults.append(f"{role} {address}: answered {answer.status}, linked from a page that this person sees")
                continue
            waiting.extend(_links(page, live_server.url))
            if seen_routes.get(route, 0) >= 1 and role != "secretary":
                continue
            seen_routes[route] = seen_routes.get(route, 0) + 1
            page.set_viewport_size({"width": 1440, "height": 1000})
            result = axe.run(page, options=RULES)
            faults += [
                f"{role} {address}: {fault['id']} {fault['nodes'][0]['html'][:110]}"
                for fault in result.response["violations"]
            ]
            page.set_viewport_size({"width": 320, "height": 700})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > 321:
                faults.append(f"{role} {address}: {wide} px wide on a screen of 320")
            faults += [f"{role} {address}: {wrong[:160]}" for wrong in page.wrongs]
    assert len(seen_routes) > 40, sorted(seen_routes)
    assert faults == [], "\n".join(faults)
