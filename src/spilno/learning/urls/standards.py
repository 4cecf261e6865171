"""Addresses of standards of programmes, their versions and papers, and of the list of competences."""

from django.urls import URLPattern, path, re_path

from spilno.learning.views import standard_acts as acts
from spilno.learning.views import standards, writing

urlpatterns: list[URLPattern] = [
    path("programmes/", standards.standards, name="standards"),
    path("programmes/new/", writing.begin, name="begin"),
    path("programmes/competences/", writing.competences, name="competences"),
    path("programmes/competences/<int:pk>/", writing.competences, name="competence"),
    path("programmes/<int:pk>/", standards.standard, name="standard"),
    path("programmes/<int:pk>/versions/<int:version>/", standards.version, name="version"),
    re_path(
        r"^programmes/(?P<pk>\d{1,9})/versions/(?P<version>\d{1,4})/programme\.(?P<ending>pdf|docx)$",
        standards.version_file,
        name="version_file",
    ),
    path("programmes/<int:pk>/profile/", writing.profile, name="profile"),
    path("programmes/<int:pk>/partners/", writing.partners, name="partners"),
    path("programmes/<int:pk>/partners/<int:partner>/drop/", writing.drop_partner, name="drop_partner"),
    path("programmes/<int:pk>/results/", writing.outcomes, name="outcomes"),
    path("programmes/<int:pk>/structure/", writing.structure, name="structure"),
    path("programmes/<int:pk>/content/", writing.content, name="content"),
    path("programmes/<int:pk>/assessment/", writing.assessment, name="assessment"),
    path("programmes/<int:pk>/review/", acts.review, name="review"),
    path("programmes/<int:pk>/reviewed/", acts.reviewed, name="reviewed"),
    path("programmes/<int:pk>/partners/<int:partner>/answer/", acts.answer, name="answer"),
    path("programmes/<int:pk>/next/", acts.begin_next, name="next"),
    path("programmes/<int:pk>/aside/", acts.put_aside, name="put_aside"),
    path("programmes/<int:pk>/send/", acts.send, name="send"),
    path("programmes/<int:pk>/agreement/", acts.agreement, name="agreement"),
    path("programmes/<int:pk>/force/", acts.bring_into_force, name="force"),
    path("programmes/<int:pk>/archive/", acts.archive, name="archive"),
    path("programmes/<int:pk>/providers/", acts.add_provider, name="add_provider"),
    path("programmes/<int:pk>/providers/<int:provider>/end/", acts.end_provider, name="end_provider"),
    path("programmes/<int:pk>/equivalence/", acts.add_equivalence, name="add_equivalence"),
    path("programmes/<int:pk>/equivalence/<int:equivalence>/drop/", acts.drop_equivalence, name="drop_equivalence"),
]
