"""Tags of what other calendars can follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Locale

from events.feed import calendar_path
from practices.models import Comarca, Theme

register = template.Library()


@dataclass(frozen=True)
class Subscription:
    """A calendar: what it is of, its address to copy, and the same for the program that opens such addresses."""

    label: str
    address: str
    opens: str


@dataclass(frozen=True)
class Subscriptions:
    everything: Subscription
    themes: Sequence[Subscription]
    comarques: Sequence[Subscription]
    """All of them, visited or not: who subscribes waits for the first stop."""

    @property
    def whole(self) -> list[Subscription]:
        return [self.everything]


@register.simple_tag
def subscriptions(request: HttpRequest) -> Subscriptions:
    """In the page's language."""
    language, site = get_language() or "", request.build_absolute_uri("/").rstrip("/")

    def made(label: str, theme: str = "", comarca: str = "") -> Subscription:
        address = f"{site}{calendar_path(language, theme, comarca)}"
        return Subscription(label, address, f"webcal:{address.partition(':')[2]}")

    themes = Theme.objects.filter(locale=Locale.get_active())
    return Subscriptions(
        made(""),
        [made(theme.name, theme=theme.key) for theme in themes],
        [made(name, comarca=slug) for slug, name in Comarca.objects.values_list("slug", "name")],
    )
