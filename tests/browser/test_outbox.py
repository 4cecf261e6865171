"""A practice card written at the very place without a network: kept in the phone with its photo, sent once when it is back."""

import pytest
from django.utils import timezone

from spilno.documents.models import Attachment
from spilno.knowledge.models import Practice
from spilno.knowledge.tests import pictures
from spilno.meetings.models import Meeting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def write(cast):
    """The address of the card at a stop of a visit that goes on."""
    meeting = Meeting.objects.create(
        body=cast.general_meeting, number=9, format="visiting", state="open", host=cast.lypova, starts_at=timezone.now()
    )
    stop = meeting.stops.create(starts_at=timezone.now(), title="Сортувальна лінія")
    return f"/knowledge/practices/new/?meeting={meeting.pk}&stop={stop.pk}"


def written(page):
    page.get_by_label("Тема").select_option(index=1)
    page.get_by_label("Якою була проблема").fill("Сміття вивозили без сортування.")
    page.get_by_label("Що зроблено і як").fill("Поставили лінію на шість осіб.")
    page.locator("input[name=photos]").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg()}
    )


def test_a_card_of_a_place_without_network_is_sent_once_when_it_is_back(live_server, signed_in, cast, write):
    page = signed_in(cast.verbova_delegate, width=360, height=740)
    page.goto(live_server.url + write)
    written(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Надіслати на розгляд").click()
    page.locator("[data-outbox-kept]").wait_for()
    page.get_by_role("button", name="Надіслати на розгляд").click()  # pressed again, for nothing seemed to happen
    assert not Practice.objects.exists()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.context.set_offline(False)
    page.locator("[data-outbox-kept]").wait_for(state="hidden")
    made = Practice.objects.get()
    assert (made.title, made.state, made.seen_at_stop.title) == ("Сортувальна лінія", "review", "Сортувальна лінія")
    assert made.solution == "Поставили лінію на шість осіб."
    kept = Attachment.objects.get()
    with kept.file.open("rb") as file:
        assert b"GPS" not in file.read()
    assert not [wrong for wrong in page.wrongs if "net::ERR_" not in wrong]


def test_a_card_kept_in_the_phone_outlives_the_page(live_server, signed_in, cast, write):
    page = signed_in(cast.verbova_delegate, width=360, height=740)
    page.goto(live_server.url + write)
    written(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Надіслати на розгляд").click()
    page.locator("[data-outbox-kept]").wait_for()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"{live_server.url}/knowledge/practices/new/")  # another day, another card: the one before is sent
    page.wait_for_function("fetch('/knowledge/practices/1/').then(answer => answer.ok)")
    page.wait_for_timeout(1000)
    assert Practice.objects.get().problem == "Сміття вивозили без сортування."
    assert Attachment.objects.count() == 1


def test_a_card_that_is_refused_is_not_sent_for_ever(live_server, signed_in, cast, write):
    page = signed_in(cast.verbova_delegate, width=360, height=740)
    page.goto(live_server.url + write)
    page.locator("input[name=title]").fill("")
    page.locator("[name=problem]").fill("Без назви")
    page.get_by_role("button", name="Зберегти як чернетку").click()
    page.locator(".field .error, [aria-invalid=true]").first.wait_for()
    assert page.locator("[name=problem]").input_value() == "Без назви"
    assert not Practice.objects.exists()


def test_a_card_that_lacks_its_topic_does_not_wait_for_the_network_in_vain(live_server, signed_in, cast, write):
    page = signed_in(cast.verbova_delegate, width=360, height=740)
    page.goto(live_server.url + write)
    page.context.set_offline(True)
    page.get_by_role("button", name="Зберегти як чернетку").click()
    page.wait_for_function("document.activeElement.name === 'topic'")
    assert page.locator("[data-outbox-kept]").is_hidden()
    page.get_by_label("Тема").select_option(index=1)
    page.get_by_role("button", name="Зберегти як чернетку").click()
    page.locator("[data-outbox-kept]").wait_for()


def test_a_card_that_waited_and_is_refused_says_why(live_server, signed_in, cast, write):
    page = signed_in(cast.verbova_delegate, width=360, height=740)
    page.goto(live_server.url + write)
    written(page)
    no_photo = {"name": "IMG_2.jpg", "mimeType": "image/jpeg", "buffer": b"ftypheic no picture"}
    page.locator("input[name=photos]").set_input_files(no_photo)
    page.context.set_offline(True)
    page.get_by_role("button", name="Надіслати на розгляд").click()
    page.locator("[data-outbox-kept]").wait_for()
    page.context.set_offline(False)
    page.get_by_text("Файл «IMG_2.jpg» не є фото").first.wait_for()
    assert page.locator("[name=problem]").input_value() == "Сміття вивозили без сортування."
    assert not Practice.objects.exists()


def test_six_photos_of_a_phone_are_made_smaller_and_fit_into_one_form(live_server, signed_in, cast, write):
    page = signed_in(cast.verbova_delegate, width=360, height=740)
    page.goto(live_server.url + write)
    page.get_by_label("Тема").select_option(index=1)
    weight = page.evaluate(
        """async () => {
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [3000, 2000];
            const paper = canvas.getContext("2d");
            const noise = paper.createImageData(canvas.width, canvas.height);
            for (let n = 0; n < noise.data.length; n += 1) noise.data[n] = n % 4 === 3 ? 255 : Math.random() * 256;
            paper.putImageData(noise, 0, 0);
            const made = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.95); });
            const input = document.querySelector("input[name=photos]");
            const chosen = new DataTransfer();
            for (let n = 0; n < 6; n += 1) chosen.items.add(new File([made], `IMG_${n}.JPEG`, { type: "image/jpeg" }));
            input.files = chosen.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
            return 6 * made.size;
        }"""
    )
    assert weight > 25 * 1024 * 1024  # more than one form may carry
    page.get_by_role("button", name="Надіслати на розгляд").click()  # at once, while they are still being made smaller
    page.wait_for_url("**/knowledge/practices/1/", timeout=60000)
    assert Attachment.objects.count() == 6
    assert sum(Attachment.objects.values_list("size", flat=True)) < 20 * 1024 * 1024
    assert page.wrongs == []


def test_a_card_that_is_sent_at_once_says_what_became_of_it(live_server, signed_in, cast, write):
    page = signed_in(cast.verbova_delegate, width=360, height=740)
    page.goto(live_server.url + write)
    page.get_by_label("Тема").select_option(index=1)
    page.get_by_role("button", name="Надіслати на розгляд").click()  # without the problem
    page.get_by_text("Картка лишається чернеткою").wait_for()
    page.goto(live_server.url + write)
    written(page)
    page.get_by_role("button", name="Надіслати на розгляд").click()
    page.get_by_text("Картку надіслано на розгляд").wait_for()
    assert list(Practice.objects.order_by("pk").values_list("state", flat=True)) == ["draft", "review"]
    assert page.wrongs == []
