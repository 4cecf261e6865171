from django.db import models

from spilno.learning.models.standards import Standard
from spilno.people.models import Person


class TemporaryCertification(models.Model):
    """That a certificate whose term ends is kept up to a day, on a ground and with evidence (files of `documents.Attachment`).

    Everything else of renewing follows from certificates and the dated rules, and is kept nowhere.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="temporary_certifications")
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="temporary_certifications")
    starts = models.DateField()
    ends = models.DateField()
    ground = models.CharField(max_length=400)
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.PositiveBigIntegerField(null=True)
    revoked_on = models.DateField(null=True)
    revoked_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")), name="a_temporary_certification_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~models.Q(ground=""), name="a_temporary_certification_has_a_ground"),
            models.CheckConstraint(
                condition=models.Q(revoked_on__isnull=True) | ~models.Q(revoked_because=""),
                name="a_temporary_certification_is_revoked_for_a_reason",
            ),
        ]
