"""Whom a request could be matched with, the likeliest first, and why.

The score is a sum: theme 45, nearness 25, size 15, language 10, way of attending 5. The reasons are what an editor
reads; the score only orders.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caravana_site.common.languages import own_name
from events.models import Match, RequestRole, StopFormat, StopRequest
from practices.models import Organisation, OrganisationTheme, PopulationBand

from .distances import Distances
from .matches import MATCHABLE

SHOWN = 12
THEME, NEAR, SIZE, LANGUAGE, FORMAT = 45, 25, 15, 10, 5
FAR_KM = 150  # from here on it is no nearer than the other end of the country
BANDS: list[PopulationBand] = [band for band in PopulationBand if band is not PopulationBand.NONE]


@dataclass(frozen=True)
class Suggestion:
    """A request or a body, how well it would do, and what makes one say so."""

    score: float
    reasons: list[str]
    body: Organisation | None
    request: StopRequest | None = None


def rapporteurs_for(host: StopRequest) -> list[Suggestion]:
    """Requests of those who would come, within the distance that each one said."""
    km = Distances()
    return _best(_pair(host, row, km, traveller=row) for row in _free([RequestRole.RAPPORTEUR, RequestRole.BOTH], host))


def hosts_for(rapporteur: StopRequest) -> list[Suggestion]:
    """Requests of those who would open their door, within the distance that the rapporteur said."""
    rows = _free([RequestRole.HOST, RequestRole.BOTH], rapporteur)
    km = Distances()
    return _best(_pair(rapporteur, row, km, traveller=rapporteur) for row in rows)


def bodies_for(host: StopRequest) -> list[Suggestion]:
    """Bodies to invite: those that say they offer the theme, or have published something about it."""
    key = host.theme.key
    offers = OrganisationTheme.objects.filter(theme__key=key, role=OrganisationTheme.Role.OFFERS)
    published = Count(
        "practices__translation_key",
        filter=Q(practices__live=True, practices__theme__key=key, practices__alias_of=None),
        distinct=True,
    )
    found = Organisation.objects.annotate(published=published).exclude(pk=host.organisation_id)
    offering = set(offers.values_list("organisation_id", flat=True))
    rows = found.filter(Q(published__gt=0) | Q(pk__in=offering)).select_related("municipality").order_by("name")
    km = Distances()
    return _best(_body(host, row, km, offers=row.pk in offering) for row in rows)


def _free(roles: list[RequestRole], mine: StopRequest) -> Iterable[StopRequest]:
    """Those of that role that nobody is matched with, of other bodies, the oldest first."""
    standing = Match.objects.standing()
    rows = StopRequest.objects.that_count().filter(role__in=roles, state__in=MATCHABLE).exclude(pk=mine.pk)
    if mine.organisation_id:
        rows = rows.exclude(organisation=mine.organisation_id)
    rows = rows.exclude(pk__in=standing.values("host_request")).exclude(
        pk__in=standing.filter(rapporteur_request__isnull=False).values("rapporteur_request")
    )
    return rows.select_related("organisation__municipality", "theme").order_by("received")  # type: ignore[no-any-return]  # Submission's manager has no type


def _best(found: Iterable[Suggestion | None]) -> list[Suggestion]:
    """In order; among equals they keep the one they had."""
    return sorted((one for one in found if one is not None), key=lambda one: -one.score)[:SHOWN]


def _pair(mine: StopRequest, other: StopRequest, km: Distances, *, traveller: StopRequest) -> Suggestion | None:
    """None where it is farther than the traveller would go, unless nobody has to travel."""
    far = km.kilometres(mine.organisation, other.organisation)
    online = StopFormat.ONLINE in (mine.format, other.format)
    if far is not None and traveller.farthest_km is not None and far > traveller.farthest_km and not online:
        return None
    score, reasons = 0.0, []
    if mine.theme.key == other.theme.key:
        score += THEME
        reasons.append(_("same theme"))
    nearness, words = _nearness(far)
    score += nearness
    reasons.append(words)
    likeness, size = _likeness(mine.organisation, other.organisation)
    score += likeness
    reasons += size
    if mine.reply_language == other.reply_language:
        score += LANGUAGE
        reasons.append(_("also in %(language)s") % {"language": own_name(other.reply_language)})
    if mine.format == other.format:
        score += FORMAT
        reasons.append(_("also %(format)s") % {"format": other.get_format_display()})
    return Suggestion(score, reasons, other.organisation, other)


def _body(host: StopRequest, body: Organisation, km: Distances, *, offers: bool) -> Suggestion:
    score, reasons = float(THEME if offers else THEME * 2 // 3), []
    if offers:
        reasons.append(_("offers this theme"))
    if number := body.published:  # type: ignore[attr-defined]  # annotated above
        text = ngettext("%(number)d practice published about it", "%(number)d practices published about it", number)
        reasons.append(text % {"number": number})
    nearness, words = _nearness(km.kilometres(host.organisation, body))
    likeness, size = _likeness(host.organisation, body)
    return Suggestion(score + nearness + likeness, [*reasons, words, *size], body)


def _nearness(far: int | None) -> tuple[float, str]:
    if far is None:
        return 0.0, _("distance not known")
    return NEAR * max(0.0, 1 - far / FAR_KM), _("%(km)d km") % {"km": far}


def _likeness(mine: Organisation | None, other: Organisation | None) -> tuple[float, list[str]]:
    bands = [PopulationBand.of(body.population) if body else PopulationBand.NONE for body in (mine, other)]
    if PopulationBand.NONE in bands:
        return 0.0, []
    apart = abs(BANDS.index(bands[0]) - BANDS.index(bands[1]))
    words = [_("also of a place of %(band)s") % {"band": bands[1].label}] if apart == 0 else []
    return SIZE * max(0.0, 1 - apart / 2), words


def search(words: str, host: StopRequest) -> Iterator[Suggestion]:
    """Any other body by its name, for whoever has one in mind."""
    km = Distances()
    rows = Organisation.objects.filter(name__icontains=words).exclude(pk=host.organisation_id)
    for body in rows.select_related("municipality").order_by("name")[:SHOWN]:
        nearness, text = _nearness(km.kilometres(host.organisation, body))
        likeness, size = _likeness(host.organisation, body)
        yield Suggestion(nearness + likeness, [text, *size], body)
