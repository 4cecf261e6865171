"""Which photos are taken with a card."""

from spilno.statute.rules.refusal import Refusal, gettext_noop

TITLE = gettext_noop("The photo was not taken")
GROUND = gettext_noop("Setting of this installation")
MOST_PHOTOS = 6


def why_no_photo(*, name: str, is_picture: bool, is_whole: bool) -> Refusal | None:
    """Say why a file is not kept as a photo: its content is no picture of a kind we keep, or the picture is broken.

    Source: the house rule on uploads: kinds are judged by content; what a camera writes beside a picture (place, device) is not kept.
    """
    if not is_picture:
        return Refusal(
            "not_a_photo",
            gettext_noop("The file “%(name)s” is not a photo: its content is neither JPEG, PNG nor WEBP."),
            GROUND,
            {"name": name},
            gettext_noop("Take the photo anew with the camera of the phone."),
            title=TITLE,
        )
    if not is_whole:
        return Refusal(
            "photo_is_broken",
            gettext_noop("The photo “%(name)s” is broken: it ends before its end."),
            GROUND,
            {"name": name},
            gettext_noop("Take the photo anew."),
            title=TITLE,
        )
    return None


def why_too_many(count: int) -> Refusal | None:
    """Say that a card has its photos already.

    Source: the house rule on uploads: a card is read on a phone.
    """
    if count <= MOST_PHOTOS:
        return None
    return Refusal(
        "too_many_photos",
        gettext_noop("A card holds at most %(most)d photos."),
        GROUND,
        {"most": MOST_PHOTOS},
        gettext_noop("Choose the ones that show what was done."),
        title=TITLE,
    )
