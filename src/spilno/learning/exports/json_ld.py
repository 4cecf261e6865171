"""An edition as schema.org tells it: a course, and one instance of it."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from spilno.learning.models import Edition, StandardVersion
from spilno.ui.words import in_language

SCHEMA = "https://schema.org"
MODES = {
    StandardVersion.Form.IN_PERSON: "onsite",
    StandardVersion.Form.REMOTE: "online",
    StandardVersion.Form.MIXED: "blended",
}


def course_of(edition: Edition, modules: list[str]) -> dict[str, Any]:
    """Return the facts of schema.org about an announced edition; the link of the platform is not among them."""
    version = edition.version
    instance: dict[str, Any] = {
        "@type": "CourseInstance",
        "courseMode": MODES[StandardVersion.Form(version.form)],
        "startDate": edition.starts_on.isoformat(),
        "endDate": edition.ends_on.isoformat(),
        "courseWorkload": f"PT{version.hours}H",
    }
    if edition.places:
        instance["maximumAttendeeCapacity"] = edition.places
    if edition.place:
        instance["location"] = {"@type": "Place", "name": edition.place}
    told: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Course",
        "name": version.title,
        "url": settings.SITE_URL + reverse("learning:edition", args=[edition.pk]),
        "provider": {"@type": "Organization", "name": edition.provider.name},
        "inLanguage": "uk",
        "isAccessibleForFree": True,
        "offers": {"@type": "Offer", "category": "Free"},
        "numberOfCredits": float(version.credits),
        "hasCourseInstance": instance,
        "syllabusSections": [{"@type": "Syllabus", "name": title} for title in modules],
    }
    if version.purpose:
        told["description"] = version.purpose
    if edition.partner is not None:
        told["contributor"] = {
            "@type": "Organization",
            "name": in_language(edition.partner.name_uk, edition.partner.name_en),
        }
    return told
