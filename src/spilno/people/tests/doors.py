"""Who may press what in people; tests/doors.py tells how to read it."""

from tests.cast import LONG_AGO

from spilno.people.models import Office

DOORS = {
    "people:people": ("", "200 SA"),
    "people:enter": ("", "422 S"),
    "people:my_data": ("", "200 SCRNADOXU"),
    "people:my_export": ("", "200 SCRNADOXU"),
    "people:my_consent": ("", "302 SCRNADOXU"),
    "people:person": ("pk=person", "200 SA"),
    "people:change": ("pk=person", "422 S"),
    "people:take_office": ("pk=person", "422 S"),
    "people:consent": ("pk=person", "302 S"),
    "people:export": ("pk=person", "200 S"),
    "people:erase": ("pk=person", "422 S"),
    "people:merge": ("pk=person", "422 S"),
    "people:end_office": ("pk=office", "422 S"),
}

PAGES = {
    "people:holders",
}


def things(cast, made) -> dict:
    return {
        "person": cast.delegate_person,
        "office": Office.objects.create(
            person=cast.delegate_person,
            organisation=cast.lypova.organisation,
            post_uk="голова",
            starts=LONG_AGO,
            act="№ 1",
            category="official",
        ),
    }
