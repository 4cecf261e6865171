"""People who sign in, the rights given to them expressly, and invitations."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Right(models.TextChoices):
    """What a person may do besides his own; it follows the office held on the day, or an express grant."""

    SECRETARIAT = "secretariat", _("keeps registers, convenes, writes minutes")
    CHAIR = "chair", _("presides over meetings, signs")
    REGISTRAR = "registrar", _("registers delegates at the door")
    COUNTING = "counting", _("counts votes given by hand")
    ACCOUNTS = "accounts", _("invites people, gives rights")
    AUDIT = "audit", _("reads everything, changes nothing")


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **extra):
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **extra):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractUser):
    """An account: an e-mail and ways to prove it. Who the person is, `people` knows."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField(unique=True)
    language = models.CharField(max_length=2, default="uk")
    theme = models.CharField(max_length=5, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    def __str__(self):
        return self.email


class Grant(models.Model):
    """A right given expressly, with its ground and term; the last day is included."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    right = models.CharField(max_length=20, choices=Right)
    starts = models.DateField()
    ends = models.DateField(null=True)
    ground = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="grant_ends_after_start",
            ),
        ]


class Invitation(models.Model):
    """An invitation to sign in: opens once, until it expires. Only the digest of its secret is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
