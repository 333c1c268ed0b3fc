"""Stops of the caravan. Nothing of requests, of visits or of who may be written to is ever read here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from caravana_site.api.kinds import Filter, FilterType, Kind
from caravana_site.api.projection import keys, pending
from caravana_site.common.site_address import absolute
from events import calendar_events, event_data, reasons
from events.calendar_text import uid_of
from events.models import StopFormat, StopPage, StopPractice, StopState
from practices.models import Comarca, Municipality, Organisation, Province

from . import blocks, page_parts
from .bodies import Body, Territory, body_of, with_bodies
from .builder import Builder
from .linked_data import with_trail
from .schemas import DocumentBase, Reference, Term
from .stop_schema import (
    CalendarEntry,
    ProgrammeEntry,
    StateReason,
    StopCoordinates,
    StopDocument,
    StopLocation,
    StopMaterial,
)
from .subjects import Subject, absence_of_page, common, identities_of, of_pages, uri

NAME, PLURAL = "stop", "stops"
CHRONICLE = StopPage._meta.get_field("chronicle").stream_block
TOWN = ("municipality__comarca", "municipality__province")
NAMED = ("page", "sort_order", "practice__translation_key")
DRAWN = ("municipality__outline", "municipality__comarca__borders", *(f"{area}__outline" for area in TOWN))
"""What only drawings need."""


def connect() -> None:
    """Follow the numbers of calendars, which are written at once for many stops."""
    calendar_events.rewritten.connect(_calendar_rewritten, dispatch_uid="api.documents.stops.calendar")


def _calendar_rewritten(keys: Iterable[UUID], **kwargs: Any) -> None:
    for uuid in keys:
        pending.mark(NAME, uuid)


def _public(uuids: Collection[UUID]) -> Iterable[Subject]:
    stops = (
        with_bodies(with_bodies(StopPage.objects.all(), "host"), "rapporteur")
        .select_related("theme", "calendar_event", *TOWN)
        .defer("calendar_event__text", *DRAWN)
        .prefetch_related(
            *("other_themes__theme", "programme", "materials"),
            Prefetch("practices", StopPractice.objects.select_related("practice").only(*NAMED)),
        )
    )
    return of_pages(stops, uuids)


def _build(subjects: Sequence[Subject], builder: Builder) -> Sequence[DocumentBase]:
    stops = [subject.thing for subject in subjects]
    reasons.read(stops)
    practices = _practices_of(stops)
    for pages in practices.values():
        for versions in pages.values():
            for pk in versions:
                builder.want_page(pk)
    for stop in stops:
        builder.want_trail(stop)
        blocks.want(CHRONICLE, stop.chronicle.raw_data, builder)
        for material in stop.materials.all():
            builder.want_file(material.document_id)
    return [_document(subject, practices.get(subject.thing.pk, {}), builder) for subject in subjects]


def _practices_of(stops: Sequence[StopPage]) -> dict[int, dict[UUID, list[int]]]:
    """Stop → its practices in their order, each with the pages of all its languages, public or not."""
    named = [(stop.pk, row.practice.translation_key) for stop in stops for row in stop.practices.all()]
    pages: dict[UUID, list[int]] = defaultdict(list)
    versions = Page.objects.filter(translation_key__in={key for _stop, key in named}).order_by("pk")
    for key, pk in versions.values_list("translation_key", "pk"):
        pages[key].append(pk)
    found: dict[int, dict[UUID, list[int]]] = defaultdict(dict)
    for stop, key in named:
        found[stop][key] = pages[key]
    return found


def _document(subject: Subject, practices: Mapping[UUID, Sequence[int]], builder: Builder) -> StopDocument:
    stop: StopPage = subject.thing
    with builder.document():
        builder.depends_on(stop)
        told = common(
            NAME,
            PLURAL,
            subject,
            builder,
            title=stop.title,
            published=stop.first_published_at,
            updated=stop.last_published_at,
            is_sample=stop.is_sample,
        )
        reason, host = stop.told_reason, body_of(stop.host, builder)
        return builder.made(
            StopDocument(
                **told,
                summary=stop.summary,
                host=host,
                rapporteur=body_of(stop.rapporteur, builder) if stop.rapporteur else None,
                seeks_rapporteur=stop.rapporteur_id is None and stop.state in (StopState.PROPOSED, StopState.CONFIRMED),
                themes=_themes(stop, builder),
                practices=[one for key, pks in practices.items() if (one := _practice(key, pks, builder))],
                start=timezone.localtime(stop.start),
                end=timezone.localtime(stop.end),
                format=Term(key=stop.format, name=stop.get_format_display()),
                attendance=Term(key=stop.attendance, name=stop.get_attendance_display()),
                location=_location(stop, host, builder),
                capacity=stop.capacity,
                registration_url=(stop.takes_place and stop.registration_url) or None,
                registration_deadline=stop.registration_deadline if stop.takes_place else None,
                state=Term(key=stop.state, name=stop.get_state_display()),
                state_reason=StateReason(text=reason.text, locale=reason.language) if reason else None,
                programme=[ProgrammeEntry(time=item.time, text=item.text) for item in stop.programme.all()],
                chronicle=blocks.value(CHRONICLE, stop.chronicle.raw_data, builder),
                materials=[_material(row, builder) for row in stop.materials.all()],
                calendar=_calendar(stop),
                json_ld=with_trail(_json_ld(stop, told["uri"]), told, builder.trail(stop)),
            )
        )


def _themes(stop: StopPage, builder: Builder) -> list[Term]:
    themes = {theme.key: theme for theme in (stop.theme, *(row.theme for row in stop.other_themes.all()))}
    builder.depends_on(*themes.values())
    return [Term(key=theme.key, name=theme.name) for theme in themes.values()]


def _practice(key: UUID, pks: Sequence[int], builder: Builder) -> Reference | None:
    """As a reader of this language is led to it; None when nobody may read it."""
    builder.depends_on(keys.versions(key))
    pages = [page for pk in pks if (page := builder.page(pk))]
    if not pages:
        return None
    page = next((page for page in pages if page.locale.language_code == builder.language), pages[0])
    return Reference(
        type="practice",
        uuid=key,
        title=page.title,
        uri=uri("practice", key),
        url=absolute(page.url),
        locale=page.locale.language_code,
    )


def _location(stop: StopPage, host: Body, builder: Builder) -> StopLocation:
    return StopLocation(
        town=stop.town,
        place=stop.place or None,
        address=stop.address or None,
        accessibility=stop.place_accessibility or None,
        territory=_territory(stop.municipality, builder) if stop.municipality else host.territory,
        coordinates=_coordinates(stop),
    )


def _territory(town: Municipality, builder: Builder) -> Territory:
    builder.depends_on(town, town.comarca, town.province)
    return Territory(
        municipality=Term(key=town.ine, name=str(town)),
        comarca=Term(key=town.comarca.slug, name=town.comarca.name),
        province=Term(key=town.province.code, name=town.province.name),
    )


def _coordinates(stop: StopPage) -> StopCoordinates | None:
    if stop.format == StopFormat.ONLINE:
        return None
    if stop.latitude is not None and stop.longitude is not None:
        return StopCoordinates(latitude=stop.latitude, longitude=stop.longitude, is_exact=True)
    town = stop.municipality or stop.host.municipality
    return StopCoordinates(latitude=town.latitude, longitude=town.longitude, is_exact=False) if town else None


def _material(row: Any, builder: Builder) -> StopMaterial:
    return StopMaterial(title=row.title, file=builder.file(row.document_id), url=row.url or None)


def _calendar(stop: StopPage) -> CalendarEntry:
    kept = getattr(stop, "calendar_event", None)  # none yet of a stop that was written directly
    path = reverse("stop_calendar", args=[stop.locale.language_code, stop.translation_key])
    return CalendarEntry(uid=uid_of(stop), sequence=kept.sequence if kept else 0, url=absolute(path))


def _json_ld(stop: StopPage, uri: str) -> dict[str, Any]:
    return {} if stop.is_sample else {**event_data.event_of(stop, absolute), "@id": uri}


def _areas(name: str) -> Filter:
    def code(document: StopDocument) -> list[str]:
        area = getattr(document.location.territory, name)
        return [area.key] if area else []

    return Filter(FilterType.TEXT, f"The code of its {name}, or of its host's when it has none of its own.", code)


KIND = Kind(
    name=NAME,
    plural=PLURAL,
    schema=StopDocument,
    description="The stops of the caravan: those made, those to come and those that did not take place.",
    models=(StopPage,),
    identities=lambda: identities_of(StopPage.objects.all()),
    public=_public,
    build=_build,
    absence=absence_of_page,
    watches=page_parts.watching(Organisation, Municipality, Comarca, Province),
    filters={
        "title": page_parts.TITLE,
        "theme": Filter(FilterType.TEXT, "The key of a theme.", lambda stop: [theme.key for theme in stop.themes]),
        "format": Filter(FilterType.TEXT, "How one attends.", lambda stop: [stop.format.key]),
        "attendance": Filter(FilterType.TEXT, "Who may attend.", lambda stop: [stop.attendance.key]),
        "state": Filter(FilterType.TEXT, "Where it stands.", lambda stop: [stop.state.key]),
        "host": Filter(FilterType.TEXT, "The UUID of its host.", lambda stop: [stop.host.uuid]),
        "rapporteur": Filter(
            FilterType.TEXT,
            "The UUID of its rapporteur.",
            lambda stop: [stop.rapporteur.uuid] if stop.rapporteur else [],
        ),
        "seeks_rapporteur": Filter(
            FilterType.YES_NO, "Whether it seeks a rapporteur.", lambda stop: [stop.seeks_rapporteur]
        ),
        "municipality": _areas("municipality"),
        "comarca": _areas("comarca"),
        "province": _areas("province"),
        "practice": Filter(
            FilterType.TEXT, "The UUID of a practice of it.", lambda stop: [one.uuid for one in stop.practices]
        ),
        "start": Filter(FilterType.MOMENT, "When it begins.", lambda stop: [stop.start]),
        "end": Filter(FilterType.MOMENT, "When it ends.", lambda stop: [stop.end]),
        "published": page_parts.PUBLISHED,
        "updated": page_parts.UPDATED,
    },
    begins=lambda stop: stop.start,
    place=lambda stop: stop.location.coordinates.as_pair() if stop.location.coordinates else None,
)
