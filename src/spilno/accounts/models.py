"""People who sign in, the rights given to them expressly, and invitations."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class Right(models.TextChoices):
    """What a person may do besides his own; it follows the office held on the day, or an express grant."""

    SECRETARIAT = "secretariat", _("keeps registers, convenes, writes minutes")
    CHAIR = "chair", _("presides over meetings, signs")
    REGISTRAR = "registrar", _("registers delegates at the door")
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
    session_salt = models.CharField(max_length=32, blank=True)  # a new one ends all sessions of the account

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    second_factor_shown = None  # of this session, told by the middleware; None: the object came with no request

    def __str__(self):
        return self.email

    def _get_session_auth_hash(self, secret=None):
        key_salt = "spilno.accounts.models.User.get_session_auth_hash"
        value = f"{self.password}|{self.session_salt}"
        return salted_hmac(key_salt, value, secret=secret, algorithm="sha256").hexdigest()


class Grant(models.Model):
    """A right given expressly, with its ground and term; the last day is included."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    right = models.CharField(max_length=20, choices=Right)
    starts = models.DateField()
    ends = models.DateField(null=True)
    ground = models.CharField(max_length=300)
    taken_back_on = models.DateField(null=True)  # from this day on the right is not held, whatever `ends` says
    taken_back_ground = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="grant_ends_after_start",
            ),
        ]


class Invitation(models.Model):
    """An invitation to sign in: opens once, until it expires.

    Only the digest of its secret is kept. The secret itself is made of `nonce` and the key of the installation, so that
    the letter can be written later and a stolen copy of the database opens nothing.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="invitations")
    nonce = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]


class Remembered(models.Model):
    """What all server processes remember together for a while: counts of attempts at the door, the worker's heartbeat.

    The table of Django's database cache, as a model, so that the migration makes it.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)
