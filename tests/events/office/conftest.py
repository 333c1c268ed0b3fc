"""A back office with somebody in it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from caravana_site.common import groups
from events.models import Match, RequestRole, RequestState, StopRequest
from events.stop_requests import moves
from tests import people
from tests.factories import (
    PracticeIndexPageFactory,
    StopIndexPageFactory,
    StopRequestFactory,
    publish_home,
    translated,
)

S = RequestState


class Office:
    """The site in Catalan and Spanish, its groups, and their members on demand."""

    def __init__(self) -> None:
        home = publish_home("es")
        self.calendars = {"ca": StopIndexPageFactory(parent=home)}
        self.practices = {"ca": PracticeIndexPageFactory(parent=home)}
        for pages in (self.calendars, self.practices):
            pages["es"] = translated(pages["ca"], "es")
        self.groups = groups.ensure_groups()

    def member(self, role: str, name: str = "") -> Any:
        return people.member(self.groups[role], name or role)

    def matched(self, **changes: Any) -> Match:
        """A host's request and a rapporteur's, matched."""
        host = StopRequestFactory(state=S.IN_STUDY, **changes)
        rapporteur = StopRequestFactory(state=S.IN_STUDY, role=RequestRole.RAPPORTEUR)
        for side in (host, rapporteur):
            moves.move(side, S.MATCHED)
        return Match.objects.create(host_request=host, rapporteur_request=rapporteur)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def enter(client: Any, office: Office) -> Callable[..., Any]:
    def as_member(role: str = groups.COMMUNICATION, name: str = "") -> Any:
        return people.signed_in(client, office.member(role, name))

    return as_member


def page_of(request: StopRequest) -> str:
    return reverse("office_request", args=[request.pk])


def press(client: Any, request: StopRequest, do: str, seen: Any = None, **answers: Any) -> Any:
    """Press a button of the request's page as it was drawn in `seen`, or as it is drawn now."""
    screen = seen or client.get(page_of(request))
    form = screen.context["forms"][do]
    hidden = {f"{do}-{name}": form[name].value() or "" for name in ("sending", "expected", "seen_owner")}
    typed = {f"{do}-{name}": value for name, value in answers.items()}
    return client.post(page_of(request), {**hidden, **typed, "do": do})
