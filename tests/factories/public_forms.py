"""An installation whose forms are open, and what a reader's browser sends."""

import base64
import json
import re
from html import unescape
from typing import Any

import altcha

from caravana_site.common.models import PrivacyNotice
from caravana_site.common.public_forms import kinds

from .home import SiteSettingsFactory
from .translations import in_language

OWN = {"headers": {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}}
READING = 5  # seconds


def open_forms(*languages: str) -> None:
    """Write the controller, the contact and the notices, so that every form is open."""
    for code in languages or ("ca",):
        locale = in_language(code)
        settings = SiteSettingsFactory(locale=locale)
        settings.data_controller, settings.contact_email = "Consorci de mostra", "bustia@example.cat"
        settings.save()
        for form in kinds.all_forms():
            PrivacyNotice.objects.create(
                form=form.key, locale=locale, purpose="Respondre.", legal_basis="RGPD, art. 6.1.e.",
                retention_days=form.retention_days,
            )  # fmt: skip


def seal_in(page: Any) -> str:
    """The seal of a form as the page carries it."""
    found = re.search(r'name="seal" value="([^"]+)"', page.content.decode())
    assert found
    return unescape(found[1])


def solution_in(page: Any) -> str:
    """What <altcha-widget> would send: the challenge of the page, solved."""
    found = re.search(r'challengejson="([^"]+)"', page.content.decode())
    assert found
    challenge = json.loads(unescape(found[1]))
    solved = altcha.solve_challenge(
        challenge["challenge"], challenge["salt"], challenge["algorithm"], challenge["maxNumber"]
    )
    assert solved is not None
    told = {name: challenge[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps({**told, "number": solved.number}).encode()).decode()


class Reader:
    """Reads a form for some seconds and sends it, with JavaScript or without."""

    def __init__(self, client: Any, traveller: Any, url: str) -> None:
        self.client, self.traveller, self.url = client, traveller, url
        self.page = client.get(url)

    def send(self, *, script: bool = True, reading: float = READING, **fields: Any) -> Any:
        data = {"seal": seal_in(self.page), **fields}
        if script:
            data.setdefault("altcha", solution_in(self.page))
        self.traveller.shift(reading)
        return self.client.post(self.url, data, **OWN)
