from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from caravana_site.common.blocks import BodyBlock
from caravana_site.common.models import BasePage
from events import stop_rules
from events.reasons import Reason, reasons_of
from events.stories import stories_of
from practices.models import Municipality, Organisation, Theme

from .stop_choices import STATE_REACHES_REQUESTS, StopAttendance, StopFormat, StopState
from .stop_moments import StopMoments
from .stop_queries import StopQuerySet

NEIGHBOURS = 12  # stops on each side that the map of a stop draws
MOST_PEOPLE = 32_767  # what the column holds; the embedded database would take any number


class StopPage(StopMoments, BasePage):
    """A stop of the caravan: who shows what to whom, when and where."""

    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("Why go, in two sentences. It stands on cards and under the title.")
    )
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="hosted_stops", verbose_name=_("host"))
    rapporteur = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reported_stops",
        verbose_name=_("rapporteur"),
        help_text=_("While it is empty the stop says that it looks for one."),
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="stops", verbose_name=_("main theme"))
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))
    format = models.CharField(_("format"), max_length=10, choices=StopFormat)
    place = models.CharField(_("place"), max_length=160, blank=True, help_text=_("The room and the building."))
    address = models.CharField(_("address"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="stops", verbose_name=_("municipality"),
        help_text=_("Where it is on the map; the host's own when empty."),
    )  # fmt: skip
    longitude = models.FloatField(_("longitude"), null=True, blank=True, help_text=_("Degrees, WGS 84."))
    latitude = models.FloatField(_("latitude"), null=True, blank=True, help_text=_("Degrees, WGS 84."))
    place_accessibility = models.TextField(
        _("accessibility of the place"), max_length=400, blank=True,
        help_text=_("Step-free access, adapted toilets, induction loop, parking: what there is and what there is not."),
    )  # fmt: skip
    capacity = models.PositiveSmallIntegerField(
        _("capacity"), null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    registration_url = models.URLField(_("registration"), blank=True)
    registration_deadline = models.DateField(_("registration deadline"), null=True, blank=True)
    attendance = models.CharField(_("attendance"), max_length=16, choices=StopAttendance)
    connection_link = models.URLField(_("connection link"), blank=True)
    chronicle = StreamField(BodyBlock(), verbose_name=_("chronicle"), blank=True, help_text=_("After the visit."))
    state = models.CharField(_("state"), max_length=10, choices=StopState, default=StopState.PROPOSED)
    state_reason = models.TextField(
        _("reason"), max_length=300, blank=True, help_text=_("When postponed or cancelled.")
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Invented content: it is labelled everywhere and never counted.")
    )

    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in (
            "host", "rapporteur", "start", "end", "format", "place", "address", "municipality", "longitude", "latitude",
            "capacity", "registration_url", "registration_deadline", "attendance", "connection_link", "state",
            "is_sample",
        )
    ]  # fmt: skip

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("host"), FieldPanel("rapporteur")]),
        FieldPanel("theme"),
        InlinePanel("other_themes", label=_("Other theme")),
        InlinePanel("practices", label=_("Practice")),
        InlinePanel("programme", label=_("Programme item")),
        FieldPanel("chronicle"),
        InlinePanel("materials", label=_("Material"), help_text=_("After the visit: slides, templates, recordings.")),
    ]
    when_panels = [
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldRowPanel([FieldPanel("format"), FieldPanel("attendance")]),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("address"),
                FieldPanel("municipality"),
                FieldRowPanel([FieldPanel("longitude"), FieldPanel("latitude")]),
                FieldPanel("place_accessibility"),
            ],
            heading=_("Place"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("registration_url"),
                FieldRowPanel([FieldPanel("registration_deadline"), FieldPanel("capacity")]),
                FieldPanel("connection_link"),
            ],
            heading=_("How to attend"),
        ),
        MultiFieldPanel(
            [FieldPanel("state"), FieldPanel("state_reason"), FieldPanel("is_sample")],
            heading=_("State"),
            help_text=STATE_REACHES_REQUESTS,
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(when_panels, heading=_("When, where and state")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("place"),
        index.SearchField("chronicle"),
        index.RelatedFields("host", [index.SearchField("name")]),
        index.FilterField("start"),
        index.FilterField("state"),
    ]

    lists_kinds = ("stop",)
    """The road and the stops before and after it."""
    true_until = "stop"
    description_field = "summary"
    parent_page_types = ["events.StopIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    objects: ClassVar[PageManager] = PageManager.from_queryset(StopQuerySet)()

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="stop_ends_after_it_starts")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["start"], name="stops_by_start"),
            models.Index(fields=["end"], name="stops_by_end"),
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        keys = self._neighbours()
        near = StopPage.objects.marks([*keys[0], *keys[1]])
        before, after = near[: len(keys[0])], near[len(keys[0]) :]
        own = [self] if self.takes_place else []
        return {
            **context,
            "today": timezone.localdate(),
            "itinerary": [*reversed(before), *own, *after],
            "previous_stop": before[0] if before else None,
            "next_stop": after[0] if after else None,
            "stories": stories_of([self]).get(self.pk, []),
        }

    def _neighbours(self) -> tuple[list[int], list[int]]:
        """The stops that take place before and after this one, the nearest first."""
        from events.calendar_index import index_of, neighbours  # noqa: PLC0415  # it imports the stops' models

        return neighbours(index_of(StopPage.objects.live(), self.locale).entries, self.start, self.pk, NEIGHBOURS)

    def clean(self) -> None:
        super().clean()
        if found := stop_rules.broken(self):
            raise ValidationError(found)

    @property
    def has_passed(self) -> bool:
        return self.is_over(timezone.now())

    @cached_property
    def told_reason(self) -> Reason | None:
        """Why it does not take place; None when it does. Lists read theirs at once (`events.reasons.read`)."""
        return reasons_of([self]).get(self.pk)

    @property
    def takes_days(self) -> bool:
        """Whether one date does not say when it ends."""
        return len(self.days) > 1

    @property
    def registration_is_open(self) -> bool:
        """Until the deadline's own day is over."""
        deadline = self.registration_deadline
        in_time = deadline is None or timezone.localdate() <= deadline
        return bool(self.registration_url) and self.takes_place and not self.has_passed and in_time

    @property
    def registration_is_over(self) -> bool:
        """Told while the stop is still to come: later nobody looks for it."""
        deadline = self.registration_deadline
        return self.takes_place and not self.has_passed and deadline is not None and timezone.localdate() > deadline

    @property
    def open_connection(self) -> str:
        """The address to follow it from home: only of a stop for everybody that is still to end."""
        is_open = self.attendance == StopAttendance.OPEN and self.takes_place and not self.has_passed
        return self.connection_link if is_open else ""

    @property
    def seeks_rapporteur(self) -> bool:
        open_states = (StopState.PROPOSED, StopState.CONFIRMED)
        return self.rapporteur_id is None and self.state in open_states and not self.is_over(timezone.now())

    @property
    def materials_here(self) -> models.QuerySet[Any]:
        """With their files, which may be many."""
        return self.materials.all().select_related("document")  # type: ignore[no-any-return]  # as Wagtail types it

    @property
    def town(self) -> str:
        """The place's name as it is said; the host's when the stop is only online or the host has no town."""
        place = self.municipality or self.host.municipality
        return place.display_name if place else str(self.host.place or self.host)

    @property
    def card_title(self) -> str:
        """“Gósol: Digital, casa per casa”: the title alone would not say where."""
        return f"{self.town}: {self.title}"

    @property
    def map_point(self) -> tuple[float, float] | None:
        if self.municipality:
            return self.municipality.x, self.municipality.y
        return self.host.map_point

    def related_pages(self, locale: Locale) -> models.QuerySet[Page]:
        """The next ones in that language."""
        live = StopPage.objects.live().public().in_locale(locale).exclude(translation_key=self.translation_key)
        return live.upcoming(timezone.now()).taking_place().for_cards()[:3]
