"""Which texts of this room no translator gets, and why."""

from caravana_site.common.not_translated import MACHINE

REASONS = {"Generation": MACHINE, "Purge": MACHINE}
