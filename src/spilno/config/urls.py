"""Addresses of the whole site: each app brings its own."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from spilno.config.health import health

urlpatterns = [
    path("health/", health, name="health"),
    path("", include("spilno.ui.urls")),
    *i18n_patterns(
        path("", include("spilno.portal.urls")),
        path("", include("spilno.learning.urls")),
        path("", include("spilno.knowledge.urls")),
        path("", include("spilno.visits.urls")),
        path("", include("spilno.events.urls")),
        path("", include("spilno.meetings.urls")),
        path("", include("spilno.memoranda.urls")),
        path("", include("spilno.undertakings.urls")),
        path("", include("spilno.credentials.urls")),
        path("", include("spilno.ballots.urls")),
        path("", include("spilno.bodies.urls")),
        path("", include("spilno.members.urls")),
        path("", include("spilno.people.urls")),
        path("", include("spilno.organisations.urls")),
        path("", include("spilno.documents.urls")),
        path("", include("spilno.notices.urls")),
        path("", include("spilno.accounts.urls")),
        path("account/", include("spilno.accounts.urls.entrance")),
        path("", include("spilno.territories.urls")),
        path("", include("spilno.journal.urls")),
        path("", include("spilno.statute.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "spilno.ui.views.bad_request"
handler403 = "spilno.ui.views.forbidden"
handler404 = "spilno.ui.views.not_found"
handler500 = "spilno.ui.views.failed"
