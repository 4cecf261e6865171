"""The camera at the door in a real browser: Chromium shows it a film of a ticket, the page presses once and keeps the rest."""

import json

import pytest
import segno
from PIL import Image

from spilno.events.exports.presence import address_of
from spilno.events.models import Attendance
from spilno.events.tests.conftest import (
    hall,  # noqa: F401 - fixtures
    joint,  # noqa: F401 - the fixture of that name
)
from tests.browser.conftest import CHROMIUM, FLAGS

pytestmark = pytest.mark.django_db(transaction=True)
WIDTH, HEIGHT = 640, 480

# Chromium for Linux brings no reader of codes, those of phones do. This one stands for it: it looks at the picture of the
# camera, and only when the three corners of a code are there does it tell what the film holds.
READER = """
window.BarcodeDetector = class {
  async detect(video) {
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    const pen = canvas.getContext("2d");
    pen.drawImage(video, 0, 0);
    const dark = ([x, y]) => pen.getImageData(x * canvas.width, y * canvas.height, 1, 1).data[0] < 100;
    return SPOTS.dark.every(dark) && !SPOTS.light.some(dark) ? [{ rawValue: SHOWN }] : [];
  }
};
"""


def film(folder, text):
    """Draw the code as one picture of a film in the format that Chromium reads; return the file and where dark and light stand."""
    code = segno.make(text, error="m")
    modules = [list(row) for row in code.matrix_iter(border=4)]
    size = min(WIDTH, HEIGHT) // len(modules)
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    left, top = (WIDTH - size * len(modules)) // 2, (HEIGHT - size * len(modules)) // 2
    for y, row in enumerate(modules):
        for x, module in enumerate(row):
            if module:
                picture.paste(0, (left + x * size, top + y * size, left + (x + 1) * size, top + (y + 1) * size))
    file = folder / "ticket.y4m"
    frame = b"FRAME\n" + picture.tobytes() + bytes([128]) * (WIDTH * HEIGHT // 2)
    file.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 10)

    def middle(x, y):
        return [(left + (x + 0.5) * size) / WIDTH, (top + (y + 0.5) * size) / HEIGHT]

    last = len(modules) - 5
    corners = [(4, 4), (last, 4), (4, last)]  # dark rings whose second module is light
    return file, {
        "dark": [middle(*one) for one in corners],
        "light": [middle(5, 5), middle(last - 1, 5), middle(5, last - 1)],
    }


@pytest.fixture
def filmed(chromium, client):
    """Return a maker of pages in a browser whose camera shows a film."""
    browsers = []

    def make(user, file, site):
        browser = chromium.browser_type.launch(
            executable_path=CHROMIUM,
            args=[*FLAGS, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={file}"],
        )  # fmt: skip
        browsers.append(browser)
        client.force_login(user)
        context = browser.new_context(viewport={"width": 360, "height": 740}, permissions=["camera"])
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        return context.new_page()

    yield make
    for browser in browsers:
        browser.close()


def test_a_ticket_before_the_camera_is_checked_in_once(live_server, filmed, hall, tmp_path):  # noqa: F811
    shown = address_of(hall.people[0])
    file, spots = film(tmp_path, shown)
    page = filmed(hall.registrar, file, live_server.url)
    page.add_init_script(f"const SPOTS = {json.dumps(spots)}, SHOWN = {json.dumps(shown)};{READER}")
    page.goto(f"{live_server.url}/events/{hall.event.pk}/check-in/")
    page.locator("#scan").click()
    page.locator("#said[data-kind=done]").wait_for()
    assert page.locator("#camera").is_visible()
    page.wait_for_timeout(3500)  # the ticket stays before the camera longer than a second look is put off
    assert Attendance.objects.get().registration == hall.people[0]
    page.locator("#scan-stop").click()
    assert page.locator("#camera").is_hidden()
    assert page.evaluate(
        "document.getElementById('camera').srcObject.getTracks().every(track => track.readyState === 'ended')"
    )


def test_without_a_camera_the_page_says_what_to_do(live_server, signed_in, hall):  # noqa: F811
    page = signed_in(hall.registrar, width=360, height=740)
    page.add_init_script("const SPOTS = {dark: [], light: []}, SHOWN = '';" + READER)
    page.goto(f"{live_server.url}/events/{hall.event.pk}/check-in/")
    page.locator("#scan").click()
    page.locator("#said[data-kind=refused]").wait_for()
    assert page.locator("#scan").is_visible()
    assert not Attendance.objects.exists()
