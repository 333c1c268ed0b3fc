"""The languages that an installation adds to Catalan and Spanish: `EXTRA_LANGUAGES=oc,en`."""

from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from caravana_site import env

OWN = ("ca", "es")
NAMES: dict[str, Any] = {"oc": _("Aranese Occitan"), "en": _("English"), "fr": _("French")}
"""Those that have a name in our catalogues; the others have Django's."""


def extra_languages() -> list[tuple[str, Any]]:
    """Code and name of each, in the order of the variable: it is the order of the switcher."""
    found = {}
    for code in env.words("EXTRA_LANGUAGES", ()):
        if code in OWN:
            continue
        known = LANG_INFO.get(code, {}).get("name")  # Django's catalogues name their languages
        if code not in NAMES and not known:
            raise env.EnvironmentVariableError("EXTRA_LANGUAGES", f"{code!r} is no code of a language, as oc or en.")
        found[code] = NAMES[code] if code in NAMES else _(known)
    return list(found.items())
