"""Every setting of an installation, read from the environment once, at start."""

import sys
import tempfile
from pathlib import Path

import fontpkg_manrope
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from spilno.config import env

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent
TESTING = "pytest" in sys.modules
DATA = Path(tempfile.mkdtemp(prefix="spilno-test-") if TESTING else env.text("DATA", str(ROOT / "var"))).resolve()

DEBUG = env.flag("DEBUG")
# A demo has fictional people only: it shows ready sign-ins and keeps a key of its own.
DEMO = env.flag("DEMO")


def _secret_key() -> str:
    """Read the key; a demo, a test or a developer's machine keeps one in its data folder."""
    from django.core.management.utils import get_random_secret_key  # noqa: PLC0415 - only where there is no key yet

    given = env.text("SECRET_KEY")
    if not given and "new-key" in sys.argv[1:3]:
        return get_random_secret_key()  # for the command that prints one
    if given:
        return given
    if not (DEMO or DEBUG or TESTING or env.flag("LOCAL")):
        message = (
            "SPILNO_SECRET_KEY is not set. Set it to 50 or more random characters: ./spilno manage new-key prints one."
        )
        raise ImproperlyConfigured(message)
    kept = DATA / "secret_key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        kept.write_text(get_random_secret_key())
        kept.chmod(0o600)
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
PRODUCTION = not (DEMO or DEBUG or TESTING or env.flag("LOCAL"))
ALLOWED_HOSTS = env.words("HOSTS", "localhost,127.0.0.1,[::1]")
SITE_URL = env.text("SITE_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    # the ladder, top to bottom: see docs/architecture.md
    "spilno.portal",
    "spilno.learning",
    "spilno.knowledge",
    "spilno.visits",
    "spilno.events",
    "spilno.meetings",
    "spilno.memoranda",
    "spilno.undertakings",
    "spilno.credentials",
    "spilno.ballots",
    "spilno.bodies",
    "spilno.members",
    "spilno.people",
    "spilno.organisations",
    "spilno.documents",
    "spilno.notices",
    "spilno.accounts",
    "spilno.territories",
    "spilno.journal",
    "spilno.ui",
    "spilno.statute",
    # parts we use
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

if TESTING and not env.flag("TEST_MIGRATIONS"):
    # tests make their tables from the models, four times faster; PostgreSQL in CI and `makemigrations --check` keep the migrations
    # honest. The portal's own makes the index of the search.
    _LABELS = ("account", "mfa", "django_tasks_database", "auth", "contenttypes", "sessions")
    MIGRATION_MODULES = {
        label: None
        for label in (
            *_LABELS,
            *(name.removeprefix("spilno.") for name in INSTALLED_APPS if name.startswith("spilno.")),
        )
        if label != "portal"
    }

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "spilno.accounts.access.session_strength",
    "django_htmx.middleware.HtmxMiddleware",
    "spilno.ui.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "spilno.config.urls"
CSRF_FAILURE_VIEW = "spilno.ui.views.forbidden"
WSGI_APPLICATION = "spilno.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "spilno.ui.context.page",
            ],
            "builtins": ["spilno.ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]
FORM_RENDERER = "spilno.ui.forms.Renderer"

DATABASES = {"default": env.database(DATA, durable=not TESTING)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counts of attempts at the door are shared by all server processes: docs/adr/0010. Its table is a model of accounts.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TESTING
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_remembered",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# Whether `/live/` is served: by this process (asgi.py) or by another behind the same name. Without it the hall asks.
LIVE_HALL = env.flag("LIVE_HALL")

# Sums and lists of public pages are derived anew after each act (journal.queries.kept). Tests make rows without acts.
KEEP_UNTIL_THE_NEXT_ACT = not TESTING

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "sesame.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if TESTING:  # a slow hash is for real passwords only
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "spilno.accounts.services.entrance.ByInvitationOnly"
ACCOUNT_FORMS = {"login": "spilno.accounts.forms.LoginForm"}
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account is opened by invitation: the link itself proves the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets our letters because somebody else typed his address
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or second factor is told by mail
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # other sessions end by themselves: their hash no longer fits
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,10/15m/key",  # by address of the network, and by account
    "reset_password": "20/h/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
# own limits of the same kind: a link is asked for, a link or an invitation is tried
DOOR_RATE_LIMITS = {
    "ask_link": "20/h/ip,5/h/key",
    "use_link": "30/m/ip",
    "invitation": "30/m/ip",
    "verify": "60/m/ip",  # a certificate is looked up; a hall behind one address may do it together
    "register_guest": "60/h/ip,5/h/key",  # a whole council office may sit behind one address of the network
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("PROXIES", 1 if PRODUCTION else 0)  # how many proxies of ours stand before us
MFA_ADAPTER = "spilno.accounts.gateways.SecretsKept"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation has proved the address
MFA_RECOVERY_CODE_COUNT = 10
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Спільно"
SESAME_MAX_AGE = 900  # seconds; a sign-in link lives a quarter of an hour
INVITATION_DAYS = 14
SESAME_ONE_TIME = True
SESSION_COOKIE_AGE = (400 if DEMO else 14) * 24 * 3600  # the demo's clock may be set forward
# Sessions outlive the registration of delegates: hashing passwords at the door is slow
SESSION_COOKIE_SAMESITE = "Lax"
STAFF_NEEDS_SECOND_FACTOR = env.flag("STAFF_SECOND_FACTOR", default=PRODUCTION)

# Names, contacts and answers of those who registered for events are kept so long after the event: the general term for claims
# (Civil Code, art. 257), no longer than the purpose needs (Law No 2297-VI, art. 6, part 8)
KEEP_REGISTRATIONS_YEARS = env.number("KEEP_REGISTRATIONS_YEARS", 3)

# What stands as an academic hour on certificates, in minutes. By custom 45: Order of the Ministry of Education of 02.06.1993 No 161,
# section 4, no longer in force, which institutions keep in their own rules
ACADEMIC_HOUR_MINUTES = env.number("ACADEMIC_HOUR_MINUTES", 45)

# Language and time
LANGUAGE_CODE = "uk"
LANGUAGES = [("uk", "Українська"), ("en", "English")]
TIME_ZONE = "Europe/Kyiv"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["spilno.config.formats"]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [("fonts", str(Path(fontpkg_manrope.__file__).parent / "files"))]
WHITENOISE_USE_FINDERS = DEBUG or TESTING
WHITENOISE_AUTOREFRESH = DEBUG or TESTING
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if (DEBUG or TESTING)
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
MEDIA_ROOT = DATA / "files"
KEYS_ROOT = DATA / "keys"  # private keys that sign certificates: docs/operations
# others' certificates: may their keys (did:web) and status lists be asked over the network
ASK_ISSUERS = env.flag("ASK_ISSUERS", default=PRODUCTION)
# Bits of the key of one secret vote: 2048 or 3072. NIST SP 800-57 Part 1 Rev. 5, table 4: 2048 bits (112 of security) until
# 2030, 3072 after. A key lives as long as its vote is open; the sealed list is kept by the journal, not by the key
SECRET_VOTE_BITS = env.one_of("SECRET_VOTE_BITS", (2048, 3072))
MEDIA_URL = "/files/"  # never served by address: views check rights and send the file
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
MAX_UPLOAD_BYTES = env.number("MAX_UPLOAD_MB", 25) * 1024 * 1024
MAX_BANK_BYTES = env.number("MAX_BANK_MB", 8) * 1024 * 1024  # a bank of 5,000 questions without pictures has some 5 MB
MAX_IMPORT_ROWS = env.number("MAX_IMPORT_ROWS", 200_000)  # the whole codifier has some 32,000
FONT_DIR = env.text("FONT_DIR")  # a folder with Times New Roman for PDF; Liberation Serif or Libertinus Serif otherwise

# Long work
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if not TESTING
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

# Mail
EMAIL_BACKEND = env.text(
    "EMAIL_BACKEND",
    "spilno.portal.gateways.demo_mail.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_FILE_PATH = str(DATA / "mail")
EMAIL_HOST = env.text("SMTP_HOST", "" if PRODUCTION else "localhost")
EMAIL_PORT = env.number("SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("SMTP_PASSWORD")
EMAIL_USE_TLS = env.flag("SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "spilno@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Defence
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.flag("TLS", default=True)
    SECURE_REDIRECT_EXEMPT = ["^health/$"]  # the proxy and the monitoring ask from inside
    SESSION_COOKIE_NAME = "__Host-session" if env.flag("TLS", default=True) else "sessionid"
    CSRF_COOKIE_NAME = "__Host-csrf" if env.flag("TLS", default=True) else "csrftoken"
    SESSION_COOKIE_SECURE = env.flag("TLS", default=True)
    CSRF_COOKIE_SECURE = env.flag("TLS", default=True)
    SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 3600)
    if ALLAUTH_TRUSTED_PROXY_COUNT:  # without a proxy anybody could write the header himself
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO" if not TESTING else "WARNING"},
    "loggers": {
        "django_tasks_db": {"level": "WARNING"},  # it tells each second that there is nothing to do
        "django_tasks": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},  # it names credentials
        "pikepdf": {"level": "WARNING"},  # it greets at each start
    },
    # addresses of visitors are personal data: no access log by default
}

# The association that this installation serves
ASSOCIATION_NAMES = {
    "uk": env.text("NAME_UK", "Асоціація органів місцевого самоврядування Харківської області"),
    "en": env.text("NAME_EN", "Association of local self-government authorities of Kharkiv oblast"),
}
CONTACT_EMAIL = env.text("CONTACT_EMAIL")  # of the Directorate, shown in the footer and on help pages
ASSOCIATION_SHORT = {
    "uk": env.text("SHORT_UK", "Асоціація ОМС Харківщини"),
    "en": env.text("SHORT_EN", "Kharkiv LSG Association"),
}
