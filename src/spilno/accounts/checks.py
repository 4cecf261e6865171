"""Settings of a real installation that are dangerous or cannot work are refused at start, with advice."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's own word

LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1", "testserver"}


@register(Tags.security)
def check_installation(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Look at what the administrator has set."""
    found = [*_always()]
    if settings.PRODUCTION:
        found += [*_key(), *_addresses(), *_mail()]
    return found


def _always() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    outside = [host for host in settings.ALLOWED_HOSTS if host not in LOCAL]
    if settings.DEBUG and outside:
        advice = "Unset SPILNO_DEBUG: it shows settings and code to every visitor who meets an error."
        found.append(
            Error(f"SPILNO_DEBUG is on while the site answers to {outside[0]}.", hint=advice, id="spilno.E001")
        )
    if settings.DEMO and outside:
        advice = "Its ready sign-ins open every role. Keep the demo on this machine, or let nobody else reach it."
        found.append(Warning(f"A demo answers to {outside[0]}.", hint=advice, id="spilno.W001"))
    if "spilno.accounts.access.session_strength" not in settings.MIDDLEWARE:
        advice = "Put spilno.accounts.access.session_strength after AuthenticationMiddleware."
        found.append(Error("Sessions are not asked for a second factor.", hint=advice, id="spilno.E002"))
    return found


def _key() -> list[CheckMessage]:
    if len(settings.SECRET_KEY) >= 50 and len(set(settings.SECRET_KEY)) > 10:
        return []
    advice = "./spilno manage new-key prints a good one. Sessions, links and second factors rest on it."
    return [Error("SPILNO_SECRET_KEY is short or repeats itself.", hint=advice, id="spilno.E003")]


def _addresses() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    site = urlsplit(settings.SITE_URL)
    if site.scheme != "https" and settings.SECURE_SSL_REDIRECT:
        advice = "Write SPILNO_SITE_URL=https://your.name.ua. Letters carry links that begin with it."
        found.append(Error(f"SPILNO_SITE_URL is {settings.SITE_URL!r}: not https.", hint=advice, id="spilno.E004"))
    if "*" in settings.ALLOWED_HOSTS:
        advice = "Name the hosts: SPILNO_HOSTS=your.name.ua,localhost."
        found.append(Error("SPILNO_HOSTS lets any name in.", hint=advice, id="spilno.E005"))
    elif site.hostname not in settings.ALLOWED_HOSTS:
        advice = f"Add {site.hostname} to SPILNO_HOSTS: links from letters would be refused."
        found.append(Error("SPILNO_HOSTS does not name the host of SPILNO_SITE_URL.", hint=advice, id="spilno.E006"))
    return found


def _mail() -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") and not settings.EMAIL_HOST:
        advice = "Write SPILNO_SMTP_HOST (localhost is right when this machine has a mail server)."
        found.append(Error("No mail server is named: convocations could not be sent.", hint=advice, id="spilno.E007"))
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        advice = "Write SPILNO_MAIL_FROM=name@your.name.ua; answers of addressees go there."
        found.append(Error("The sender of letters is not named.", hint=advice, id="spilno.E008"))
    return found
