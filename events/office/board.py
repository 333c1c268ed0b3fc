"""The board: requests by state, narrowed by a query string that may hold anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from caravana_site.common.listings import ChoicesForm
from events.models import CLOSED_STATES, DAYS_IN_STATE, OPEN_STATES, RequestRole, RequestState, StopRequest
from practices.models import Comarca, Theme

from .access import staff

IN_A_STATE = 12  # cards a state while several are shown
ON_A_PAGE = 48
NOBODY = "nobody"
RELATED = ("organisation__municipality__comarca", "organisation__comarca", "theme", "owner", "stop")


class BoardForm(ChoicesForm):
    """The filters."""

    state = forms.ChoiceField(label=_("State"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    owner = forms.ChoiceField(label=_("In charge"), required=False)
    comarca = forms.ChoiceField(label=_("Comarca"), required=False)
    overdue = forms.BooleanField(label=_("Only overdue"), required=False)

    def __init__(self, data: QueryDict) -> None:
        self.themes = themes_here()
        # Only those that something could be found by: 43 comarques in a list are many.
        comarques = Comarca.objects.filter(organisations__stop_requests__isnull=False).distinct()
        offered: dict[str, list[tuple[str, Any]]] = {
            "state": [("", _("All the open ones")), *RequestState.choices],
            "theme": [("", _("Any")), *((theme.key, theme.name) for theme in self.themes.values())],
            "role": [("", _("Any")), *RequestRole.choices],
            "owner": [("", _("Any")), (NOBODY, _("Nobody")), *((str(one.pk), name_of(one)) for one in staff())],
            "comarca": [("", _("Any")), *((one.pk, one.name) for one in comarques)],
        }
        super().__init__(data, offered)

    def narrow(self, at: datetime) -> Any:
        """The requests that answer to all of it; without a state, the open ones."""
        asked = self.cleaned_data
        rows: Any = StopRequest.objects.overdue(at) if asked.get("overdue") else StopRequest.objects.that_count()
        state = asked.get("state")
        rows = rows.filter(state=state) if state else rows.exclude(state__in=CLOSED_STATES)
        if theme := asked.get("theme"):
            rows = rows.filter(theme__key=theme)
        if role := asked.get("role"):
            rows = rows.filter(role=role)
        if owner := asked.get("owner"):
            rows = rows.filter(owner=None) if owner == NOBODY else rows.filter(owner=int(owner))
        if comarca := asked.get("comarca"):
            rows = rows.filter(organisation__comarca=comarca)
        return rows


def themes_here() -> dict[str, Theme]:
    """Key → theme in the language of the administration: a request keeps the one of the form that was filled in."""
    return {theme.key: theme for theme in Theme.objects.filter(locale=Locale.get_active()).order_by("sort_order")}


def name_of(person: Any) -> str:
    return str(person.get_full_name() or person.get_username())


@dataclass(frozen=True)
class Card:
    """A request as the board shows it: no person's name of the applicant's side."""

    request: StopRequest
    days: int
    overdue: bool
    owner: str
    theme: Theme

    @classmethod
    def of(cls, request: StopRequest, at: datetime, themes: dict[str, Theme]) -> "Card":
        owner = name_of(request.owner) if request.owner else ""
        theme = themes.get(request.theme.key, request.theme)
        return cls(request, request.age(at), request.is_overdue(at), owner, theme)


@dataclass(frozen=True)
class Column:
    """A state and its requests, the longest waiting first."""

    state: RequestState
    number: int
    cards: list[Card]
    limit: int | None
    """Days after which a request in it is overdue."""
    query: str
    """The query string that shows this state alone."""

    @property
    def more(self) -> int:
        return self.number - len(self.cards)


class Board:
    """What is drawn."""

    def __init__(self, data: QueryDict, at: datetime) -> None:
        self.at, self.form = at, BoardForm(data)
        self.rows = self.form.narrow(at)
        self.page: Any = None

    def columns(self) -> Iterator[Column]:
        numbers = {
            row["state"]: row["number"] for row in self.rows.order_by().values("state").annotate(number=Count("pk"))
        }
        chosen = self.form.cleaned_data.get("state")
        for state in [RequestState(chosen)] if chosen else OPEN_STATES:
            rows = self.rows.filter(state=state).select_related(*RELATED).order_by("state_since", "pk")
            if chosen:
                self.page = self.form.page_of(rows, ON_A_PAGE)
                rows = self.page.object_list
            else:
                rows = rows[:IN_A_STATE]
            yield Column(
                state,
                numbers.get(state, 0),
                [Card.of(row, self.at, self.form.themes) for row in rows],
                DAYS_IN_STATE.get(state),
                self.form.query_with("state", state),
            )


def waiting(at: datetime) -> int:
    """How many ask for somebody's hand: just received, or overdue."""
    late = StopRequest.objects.overdue(at).values("pk")
    rows = StopRequest.objects.that_count().filter(Q(state=RequestState.RECEIVED) | Q(pk__in=late))
    return int(rows.count())
