"""Who may press what in editions; joined to the table of the app."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.cast import make_person

from spilno.documents.services import attach
from spilno.learning.models import Enrolment, Lesson, Teacher
from spilno.learning.tests.factories import make_provider, make_version
from spilno.learning.tests.making_editions import announced, draft, plan

# S: the secretariat leads every edition; others of the house lead none of them
DOORS = {
    "learning:draft_edition": ("", "422 S"),
    "learning:change_edition": ("pk=draft_edition", "422 S"),
    "learning:sessions": ("pk=draft_edition", "422 S"),
    "learning:announce_edition": ("pk=draft_edition", "302 S"),
    "learning:begin_learning": ("pk=draft_edition", "409 S"),
    "learning:cancel_edition": ("pk=draft_edition", "409 S"),
    "learning:edition_module": ("pk=draft_edition module=edition_module", "422 S"),
    "learning:add_teacher": ("pk=draft_edition module=edition_module", "422 S"),
    "learning:drop_teacher": ("pk=draft_edition module=edition_module teacher=edition_teacher", "302 S"),
    "learning:tie_session": ("pk=draft_edition module=edition_module", "422 S"),
    "learning:untie_session": ("pk=draft_edition module=edition_module session=taught_session", "302 S"),
    "learning:new_lesson": ("pk=draft_edition module=edition_module", "422 S"),
    "learning:keep_lesson": ("pk=draft_edition module=edition_module lesson=online_lesson", "422 S"),
    "learning:drop_lesson": ("pk=draft_edition module=edition_module lesson=online_lesson", "302 S"),
    "learning:drop_lesson_file": (
        "pk=draft_edition module=edition_module lesson=online_lesson file=lesson_file",
        "302 S",
    ),
    "learning:applications": ("pk=open_edition", "409 S"),
    "learning:enter_person": ("pk=open_edition", "422 S"),
    "learning:finish": ("pk=open_edition", "409 S"),
    "learning:lesson": ("pk=open_edition lesson=online_lesson", ""),
    "learning:apply": ("pk=open_edition", "302 D, 409 SCRNAOXU"),
    "learning:nominate": ("pk=open_edition", "409 D"),
    "learning:withdraw": ("pk=open_edition enrolment=enrolment", "302 S"),
}

PAGES = {
    "learning:editions",
    "learning:edition",
    "learning:own",
    "learning:learning",
    "learning:gradebook",
    "learning:gradebook_file",
    "learning:statement",
}


def things(cast, school) -> dict:
    version = make_version(school, state="in_force")
    make_provider(version.standard, school)
    edition, opened = draft(school, version=version), announced(school, version=version)
    sessions = plan(edition)
    module = edition.modules.order_by("order").first()
    lesson = Lesson.objects.create(module=module, order=1, title="Лекція")
    file = attach(SimpleUploadedFile("a.txt", b"text"), about=lesson, title="", public=False, by=None)
    return {
        "draft_edition": edition,
        "open_edition": opened,
        "edition_module": module,
        "edition_teacher": Teacher.objects.create(module=module, name_uk="Лектор"),
        "taught_session": sessions[0],
        "online_lesson": lesson,
        "lesson_file": file,
        "enrolment": Enrolment.objects.create(
            edition=opened, person=make_person("Барвінок"), category="official", applied_at=timezone.now()
        ),
    }
