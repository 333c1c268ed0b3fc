from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from caravana_site.common.blocks import prefetch_renditions
from caravana_site.common.fields import ChoiceListField
from caravana_site.common.memory import recalled
from caravana_site.common.models import BasePage
from practices import publication
from practices.blocks import StoryBlock
from practices.interview_panel import InterviewsPanel, InterviewStatePanel
from practices.interviews import ShownInterview, shown_interviews
from practices.listing import PracticeListing
from practices.posters import ask_for_posters
from practices.practice_form import CompletenessPanel, PracticeForm
from practices.related import Related, related_to

from .goals import GOALS
from .organisations import Organisation
from .practice_governance import PracticeGovernance
from .practice_queries import ONE_EACH, PracticeQuerySet, read_for_story
from .practice_resources import PracticeResources
from .practice_reuse import PracticeReuse
from .practice_status import PracticeStatus
from .practice_transfer import PracticeTransfer
from .replications import Replication
from .vocabularies import Theme


class PracticeIndexPage(BasePage):
    """The list of practices, with its filters."""

    introduction = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    lists_kinds = ("practice", "theme", "audience", "technology")
    true_until = "midnight"
    description_field = "introduction"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["practices.PracticePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of practices")
        verbose_name_plural = _("lists of practices")

    def read_below(self, slug: str) -> "PracticePage":
        """A practice comes in one query, with what each story shows one of."""
        found: PracticePage = PracticePage.objects.child_of(self).select_related(*ONE_EACH).get(slug=slug)
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        practices = PracticePage.objects.child_of(self).listed()
        return {**context, "listing": PracticeListing(request.GET, practices=practices, locale=self.locale)}


class PracticePage(BasePage, PracticeResources, PracticeTransfer, PracticeGovernance, PracticeReuse):
    """A good practice: its value and its difficulties.

    A draft may lack anything but a title; what it needs to be published is in `practices.publication`.
    """

    summary = models.TextField(
        _("summary"), max_length=300,
        help_text=_("What changed and for whom, in two sentences. It stands on cards and under the title."),
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="practices", verbose_name=_("organisation")
    )
    lead_image = models.ForeignKey(
        "common.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lead image"),
        help_text=_("Optional: without one the territory's outline is drawn."),
    )  # fmt: skip
    lead_image_alt = models.CharField(_("alternative text of the lead image"), max_length=250, blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="practices", verbose_name=_("main theme"))
    sdgs = ChoiceListField(
        _("Sustainable Development Goals"), choices_of=GOALS, most=3, blank=True,
        help_text=_("Three at most: the ones that it really moves."),
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=12, choices=PracticeStatus)
    started = models.DateField(
        _("started"), null=True, help_text=_("The day it began to be used, or the first of that month.")
    )
    ended = models.DateField(_("ended"), null=True, blank=True)
    featured = models.BooleanField(
        _("featured"), default=False, help_text=_("The newest featured one leads the home page.")
    )
    story = StreamField(StoryBlock(), verbose_name=_("story"), blank=True)
    no_results_reason = models.TextField(
        _("why there are no results yet"), max_length=300, blank=True,
        help_text=_("Needed when no result is written below."),
    )  # fmt: skip

    override_translatable_fields = [
        *(
            SynchronizedField(name, overridable=False)
            for name in ("organisation", "status", "started", "ended", "featured", "sdgs")
        ),
        *PracticeResources.shared_resources,
        *PracticeGovernance.shared_governance,
    ]

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("organisation"),
        InlinePanel("collaborators", label=_("Collaborating organisation")),
        MultiFieldPanel([FieldPanel("lead_image"), FieldPanel("lead_image_alt")], heading=_("Lead image")),
        FieldPanel("story"),
    ]
    interview_panels = [
        InterviewStatePanel(),
        InterviewsPanel(
            "interviews", label=_("Interview"), help_text=_("On video, with its captions and its transcript.")
        ),
    ]
    road_panels = [
        InlinePanel("successes", label=_("Success"), min_num=1, help_text=_("At least one. Concrete, not a slogan.")),
        InlinePanel(
            "difficulties", label=_("Difficulty"), min_num=1,
            help_text=_("At least one: a practice without difficulties is not believed."),
        ),
        InlinePanel("milestones", label=_("Milestone"), help_text=_("The story's road is drawn from these months.")),
        InlinePanel("results", label=_("Result"), help_text=_("The same indicator, before and after.")),
        FieldPanel("no_results_reason"),
    ]  # fmt: skip
    classification_panels = [
        FieldPanel("theme"),
        InlinePanel("other_themes", label=_("Other theme")),
        InlinePanel("audiences", label=_("Audience"), min_num=1),
        InlinePanel("technologies", label=_("Technology")),
        FieldRowPanel([FieldPanel("status"), FieldPanel("started"), FieldPanel("ended")]),
        FieldPanel("sdgs"),
        FieldPanel("featured"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Story")),
            ObjectList(interview_panels, heading=_("Interviews")),
            ObjectList(road_panels, heading=_("Successes, difficulties and results")),
            ObjectList(classification_panels, heading=_("Classification")),
            ObjectList(PracticeResources.resource_panels, heading=_("Resources")),
            ObjectList(PracticeTransfer.transfer_panels, heading=_("How to repeat it")),
            ObjectList([CompletenessPanel(), *PracticeGovernance.governance_panels], heading=_("Governance")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary", boost=2),
        index.AutocompleteField("summary"),
        index.SearchField("story"),
        index.RelatedFields("organisation", [index.SearchField("name")]),
        index.RelatedFields("theme", [index.SearchField("name")]),
        index.RelatedFields("successes", [index.SearchField("title"), index.SearchField("text")]),
        index.RelatedFields("difficulties", [index.SearchField("title"), index.SearchField("text")]),
        index.RelatedFields("interviews", [index.SearchField("title"), index.SearchField("spoken")]),
    ]

    base_form_class = PracticeForm
    true_until = "midnight"
    description_field = "summary"
    parent_page_types = ["practices.PracticeIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    objects: ClassVar[PageManager] = PageManager.from_queryset(PracticeQuerySet)()

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    def clean(self) -> None:
        super().clean()
        if self.approved_on and self.approved_revision_id is None:
            self.approved_revision = self.latest_revision
        if not self.approved_on:
            self.approved_revision = None
        if self.ended and self.started and self.ended < self.started:
            raise ValidationError({"ended": _("It cannot end before it started.")})

    def read_for_parts(self) -> None:
        """All of the story, in a flat number of queries."""
        if self.pk:
            read_for_story(self)
        prefetch_renditions(self.images)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Posters are asked for with every version that is saved, never when a page is read."""
        ask_for_posters(self)
        return super().save_revision(*args, **kwargs)

    @property
    def success_total(self) -> int:
        """How many encerts; counted by `for_cards` where many are listed."""
        return self.success_count if hasattr(self, "success_count") else len(self.successes.all())

    @property
    def difficulty_total(self) -> int:
        return self.difficulty_count if hasattr(self, "difficulty_count") else len(self.difficulties.all())

    @cached_property
    def road(self) -> list[str]:
        """The glyph's sequence: `success` for each straight stretch, `difficulty` for each bend, taken in turns."""
        turns: list[str] = []
        for turn in range(max(self.success_total, self.difficulty_total)):
            turns += ["success"] * (turn < self.success_total) + ["difficulty"] * (turn < self.difficulty_total)
        return turns

    @property
    def completeness(self) -> publication.Completeness:
        """For editors only."""
        return publication.completeness(self)

    @property
    def goals(self) -> list[str]:
        """The names of its Sustainable Development Goals."""
        field: Any = self._meta.get_field("sdgs")
        return list(field.labels(self.sdgs))

    @property
    def tells_resources(self) -> bool:
        """Whether there is anything to say of time, money or capacity."""
        return self.has_cost or any(
            (self.setup_months, self.staff_hours, self.profiles, self.capacity, self.shared_services)
        )

    @property
    def tells_transfer(self) -> bool:
        texts = self.needed_first or self.must_adapt or self.small_town
        return bool(texts or self.tells_resources or self.transfer_steps.all() or self.reusable_parts.all())

    @property
    def replication_log(self) -> list[Replication]:
        """What others made of it, told in this page's language where it can be."""
        key, locale = self.translation_key, self.locale
        # A row that is written, changed or deleted is told to its practice; the name of its body to all bodies.
        told_by = (f"practice:{key}", "organisation")
        rows = Replication.objects.of_practice(key)
        return recalled(("replications", key, locale.pk), told_by, lambda: rows.told_in(locale))

    @cached_property
    def interviews_here(self) -> list[ShownInterview]:
        return shown_interviews(self)

    @property
    def related_here(self) -> list[Related]:
        return related_to(self)

    def related_pages(self, locale: Locale) -> models.QuerySet[Page]:
        """Of the same theme, in that language, newest first."""
        live = PracticePage.objects.listed().in_locale(locale).exclude(translation_key=self.translation_key)
        return live.about(self.theme.key if self.theme else "").for_cards().newest()[:3]
