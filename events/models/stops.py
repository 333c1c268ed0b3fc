from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Locale, Orderable, Page, PageManager, PageQuerySet, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from caravana_site.common.blocks import BodyBlock
from caravana_site.common.models import BasePage
from events.calendar import Calendar
from practices.models import Municipality, Organisation, PracticePage, Theme

from .stop_choices import STATE_REACHES_REQUESTS, StopAttendance, StopFormat, StopState


class StopQuerySet(PageQuerySet):
    """The calendar's questions; `on` is a day in Madrid."""

    def in_locale(self, locale: Locale) -> Self:
        return self.filter(locale=locale)

    def upcoming(self, on: date) -> Self:
        """With `past` it parts the stops: each is in one, none in both."""
        return self.filter(end__date__gte=on).order_by("start", "pk")

    def past(self, on: date) -> Self:
        return self.filter(end__date__lt=on).order_by("-start", "-pk")

    def taking_place(self) -> Self:
        """Neither postponed nor cancelled: those stay readable but the caravan does not pass."""
        return self.exclude(state__in=[StopState.POSTPONED, StopState.CANCELLED])

    def between(self, first: date, last: date) -> Self:
        """That begin on any of those days, both included."""
        return self.filter(start__date__gte=first, start__date__lte=last).order_by("start", "pk")

    def of(self, organisation: Organisation) -> Self:
        return self.filter(models.Q(host=organisation) | models.Q(rapporteur=organisation))

    def about(self, theme: str) -> Self:
        return self.filter(models.Q(theme__key=theme) | models.Q(other_themes__theme__key=theme)).distinct()

    def for_cards(self) -> Self:
        """With all that a card and the map draw, in a flat number of queries."""
        drawn = "theme locale municipality host__municipality__comarca host__comarca host__province rapporteur".split()
        return self.select_related(*drawn).defer_streamfields()


class StopIndexPage(BasePage):
    """Calendar, agenda and map of the stops."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    description_field = "introduction"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.StopPage", "home.ContentPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of stops")
        verbose_name_plural = _("lists of stops")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        stops = StopPage.objects.child_of(self).live().public()
        return {**context, "calendar": Calendar(request.GET, stops=stops, on=timezone.localdate())}


class StopPage(BasePage):
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
    capacity = models.PositiveSmallIntegerField(_("capacity"), null=True, blank=True)
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        stops = StopPage.objects.live().public().in_locale(self.locale).taking_place()
        itinerary = list(stops.order_by("start", "pk").for_cards())
        place = next((number for number, stop in enumerate(itinerary) if stop.pk == self.pk), None)
        return {
            **context,
            "today": timezone.localdate(),
            "itinerary": itinerary,
            "previous_stop": itinerary[place - 1] if place else None,
            "next_stop": itinerary[place + 1] if place is not None and place + 1 < len(itinerary) else None,
        }

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": _("It must end after it starts.")})
        if self.state in (StopState.POSTPONED, StopState.CANCELLED) and not self.state_reason:
            raise ValidationError({"state_reason": _("Say why: whoever meant to come wants to know.")})
        if self.format != StopFormat.ONLINE and not self.place:
            raise ValidationError({"place": _("Say where it is, unless it is only online.")})

    def is_over(self, at: datetime) -> bool:
        return self.end <= at

    @property
    def has_passed(self) -> bool:
        return self.is_over(timezone.now())

    def shown_state(self, at: datetime) -> StopState:
        """A confirmed stop whose end has passed shows as held; only an editor stores that."""
        state = StopState(self.state)
        if state is StopState.CONFIRMED and self.is_over(at):
            return StopState.HELD
        return state

    @property
    def seeks_rapporteur(self) -> bool:
        open_states = (StopState.PROPOSED, StopState.CONFIRMED)
        return self.rapporteur_id is None and self.state in open_states and not self.is_over(timezone.now())

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
        return live.upcoming(timezone.localdate()).taking_place().for_cards()[:3]


class StopTheme(TranslatableMixin, Orderable):
    page = ParentalKey(StopPage, on_delete=models.CASCADE, related_name="other_themes")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))

    panels = [FieldPanel("theme")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        pass


class StopPractice(Orderable):
    """A practice that the stop is about; shared by the languages, followed to the reader's when shown."""

    page = ParentalKey(StopPage, on_delete=models.CASCADE, related_name="practices")
    practice = models.ForeignKey(PracticePage, models.CASCADE, related_name="stops", verbose_name=_("practice"))

    panels = [FieldPanel("practice")]


class ProgrammeItem(TranslatableMixin, Orderable):
    page = ParentalKey(StopPage, on_delete=models.CASCADE, related_name="programme")
    time = models.TimeField(_("time"))
    text = models.CharField(_("text"), max_length=200)

    panels = [FieldRowPanel([FieldPanel("time"), FieldPanel("text")])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        pass
