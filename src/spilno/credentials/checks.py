"""Private keys that others can read are told of at start."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 - Django's own word

OTHERS = 0o077


@register(Tags.security)
def check_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Look at the rights of the files with private keys."""
    return [
        Warning(
            f"Others can read {path.name}, a private key that signs certificates.",
            hint=f"chmod 600 {path}; if somebody may have read it: ./spilno manage signing_keys revoke",
            id="spilno.W010",
        )
        for path in Path(settings.KEYS_ROOT).glob("*.pem")
        if path.stat().st_mode & OTHERS
    ]
