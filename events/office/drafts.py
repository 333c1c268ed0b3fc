"""From a match to a draft stop and a draft practice: what was asked is copied, who asked it is not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from events.models import (
    Match,
    RequestState,
    StopAttendance,
    StopFormat,
    StopIndexPage,
    StopPage,
    StopPractice,
    StopRequest,
    StopState,
)
from practices.models import Difficulty, Organisation, PracticeIndexPage, PracticePage, Theme

from . import matches
from .matches import OfficeError

Kind = TypeVar("Kind", bound=Page)
SUMMARY, TITLE = 300, 120  # characters that fit


@dataclass(frozen=True)
class Plan:
    """What the editor decides when the drafts are made; the rest comes from the request."""

    title: str
    start: datetime
    end: datetime
    attendance: StopAttendance
    place: str = ""


@dataclass(frozen=True)
class Drafts:
    stop: StopPage
    practice: PracticePage
    made: bool
    """False when they were there already."""


def language_of(request: StopRequest) -> Locale:
    """The language that the drafts are written in: the applicant's, where the site is in it."""
    wanted = Locale.objects.filter(language_code=request.reply_language).first()
    return wanted if wanted and _parent(StopIndexPage, wanted) else Locale.get_default()


def proposed_title(request: StopRequest) -> str:
    with translation.override(request.reply_language):
        return Truncator(request.challenge.splitlines()[0] if request.challenge else request.whose).chars(TITLE)


@transaction.atomic
def make(match: Match, plan: Plan, *, by: Any) -> Drafts:
    """Make both drafts, link them and move the requests to «scheduled»; a second time returns what is there."""
    rows = matches.lock(*matches.sides(match))
    host = rows[match.host_request_id]
    if host.stop and host.practice:
        return Drafts(host.stop, host.practice, made=False)
    standing = matches.standing(host)
    if standing is None or standing.pk != match.pk or any(row.state != RequestState.MATCHED for row in rows.values()):
        raise OfficeError(_("This match does not stand any more. Look at it again before you decide."))
    locale = language_of(host)
    body, other = host.organisation, match.rapporteur_organisation
    if body is None:
        raise OfficeError(_("First say which registered body asks for it: the stop needs a host."))
    practice = host.practice or _practice(host, body, locale, by)
    stop = _stop(host, body, other, practice, plan, locale, by)
    for row in rows.values():
        row.stop, row.practice = stop, practice
        row.save(update_fields=["stop", "practice"])
        matches.advance(row, RequestState.SCHEDULED, by=by)
    return Drafts(stop, practice, made=True)


def _practice(request: StopRequest, body: Organisation, locale: Locale, by: Any) -> PracticePage:
    title = proposed_title(request)
    practice = PracticePage(
        title=title, organisation=body, theme=_theme(request, locale), summary=_to_rewrite(request), live=False
    )
    if request.difficulty:
        rows: Any = practice
        rows.difficulties = [
            Difficulty(
                locale=locale,
                title=Truncator(request.difficulty.splitlines()[0]).chars(TITLE),
                text=request.difficulty,
            )
        ]
    return _add(PracticeIndexPage, practice, locale, by)


def _stop(
    request: StopRequest,
    body: Organisation,
    other: Organisation | None,
    practice: PracticePage,
    plan: Plan,
    locale: Locale,
    by: Any,
) -> StopPage:
    stop = StopPage(
        title=plan.title,
        summary=_to_rewrite(request),
        host=body,
        rapporteur=other,
        theme=_theme(request, locale),
        start=plan.start,
        end=plan.end,
        format=request.format,
        place=plan.place,
        municipality=None if request.format == StopFormat.ONLINE else body.municipality,
        attendance=plan.attendance,
        state=StopState.PROPOSED,
        live=False,
    )
    stop.practices = [StopPractice(practice=practice)]
    return _add(StopIndexPage, stop, locale, by)


def _to_rewrite(request: StopRequest) -> str:
    with translation.override(request.reply_language):
        mark = _("[REWRITE]")
    return Truncator(f"{mark} {' '.join(request.challenge.split())}").chars(SUMMARY)


def _theme(request: StopRequest, locale: Locale) -> Theme:
    return Theme.objects.filter(key=request.theme.key, locale=locale).first() or request.theme


def _parent(kind: Any, locale: Locale) -> Any:
    return kind.objects.filter(locale=locale, alias_of=None, live=True).first()


def _add(kind: Any, page: Kind, locale: Locale, by: Any) -> Kind:
    """Put a draft in its place in the tree, as whoever writes it by hand would."""
    parent = _parent(kind, locale)
    if parent is None or not parent.permissions_for_user(by).can_add_subpage():
        raise OfficeError(_("You may not add pages in that language, so nothing was made."))
    page.locale = locale
    parent.add_child(instance=page)
    page.save_revision(user=by, log_action=True, clean=False)
    return page
