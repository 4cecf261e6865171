"""What the site shows of organisations; who keeps the registers, for the apps below."""

from spilno.organisations.access import may_keep
from spilno.territories.access import register_keepers

register_keepers(may_keep)
