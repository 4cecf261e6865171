"""Photos lose what the camera wrote beside the picture, and nothing of the picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spilno.documents.rules.files import FileKind
from spilno.knowledge.gateways.photos import BrokenError, bare, picture_kind
from spilno.knowledge.tests import pictures

KINDS = {FileKind.JPEG: pictures.jpeg(), FileKind.PNG: pictures.png(), FileKind.WEBP: pictures.webp()}


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_place_and_the_device_are_taken_out(kind):
    content = KINDS[kind]
    assert picture_kind(content) == kind
    assert pictures.GPS in content
    made = bare(content, kind)
    assert b"GPS" not in made
    assert b"Xphone" not in made
    assert picture_kind(made) == kind
    assert bare(made, kind) == made


@pytest.mark.parametrize("order", ["<", ">"])
def test_the_turn_of_the_picture_stays_alone(order):
    made = bare(pictures.jpeg(6, order), FileKind.JPEG)
    assert b"Exif" in made
    assert b"GPS" not in made
    assert bare(made, FileKind.JPEG) == made
    assert b"Exif" not in bare(pictures.jpeg(1, order), FileKind.JPEG)


def test_the_picture_itself_is_not_touched():
    made = bare(pictures.jpeg(), FileKind.JPEG)
    assert pictures.SCAN in made
    assert b"ICC_PROFILE" in made
    assert made.endswith(b"\xff\xd9")


def test_what_was_hung_behind_the_picture_goes():
    assert b"<script>" not in bare(pictures.jpeg(tail=b"<script>"), FileKind.JPEG)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<svg/>", b"MZ\x90", "текст".encode()])
def test_what_is_no_picture_is_told(content):
    assert picture_kind(content) is None


@given(st.sampled_from(list(KINDS)), st.integers(0, 400))
def test_a_picture_cut_anywhere_is_broken_and_never_kept_half(kind, at):
    content = KINDS[kind]
    whole = {FileKind.PNG: len(content) - len(pictures.GPS)}.get(kind, len(content))
    cut = content[: min(at, whole - 1)]
    if picture_kind(cut) == kind:
        with pytest.raises(BrokenError):
            bare(cut, kind)


@given(st.binary(max_size=200))
def test_nonsense_after_the_mark_of_a_picture_is_broken_or_clean(noise):
    try:
        made = bare(b"\xff\xd8" + noise, FileKind.JPEG)
    except BrokenError:
        return
    assert made.startswith(b"\xff\xd8")
    assert made.endswith(b"\xff\xd9")
