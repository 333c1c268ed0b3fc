"""One of each page that lists, and how each of them grows by a row."""

import json
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from caravana_site.common import secret_links
from events.models import EntryKind, RequestFile, StopMaterial, StopPage, StopPractice, Visit
from events.stop_requests import applicant, history
from practices.models import Replication
from tests import factories as made
from tests.factories.public_forms import open_forms
from tests.factories.visits import GuideQuestionFactory, VisitFactory

NAME = "Fila de prova"


class Site:
    """One of each page that lists."""

    def __init__(self) -> None:
        open_forms("ca")
        self.home = made.publish_home("es")
        self.practices = made.PracticeIndexPageFactory(parent=self.home)
        self.calendar = made.StopIndexPageFactory(parent=self.home)
        made.translated(self.calendar, "es", slug="paradas")
        self.kit = made.KitIndexPageFactory(parent=self.home)
        self.theme, self.body = made.ThemeFactory(), made.OrganisationFactory(population=700)
        self.practice = made.PracticePageFactory(parent=self.practices, theme=self.theme, title="La primera")
        self.text = made.ContentPageFactory(parent=self.home)
        self.take_part = made.TakePartPageFactory(parent=self.home)
        self.press = made.PressPageFactory(parent=self.home)
        self.titles: list[str] = []

    def next_title(self) -> str:
        self.titles.append(f"{NAME} {len(self.titles):02}")
        return self.titles[-1]

    def add_practice(self) -> Any:
        body = made.OrganisationFactory(population=700)
        return made.PracticePageFactory(
            parent=self.practices, title=self.next_title(), theme=self.theme, organisation=body
        )

    def add_practice_of_the_body(self) -> None:
        made.PracticePageFactory(parent=self.practices, title=self.next_title(), organisation=self.body)

    def add_replication_by_the_body(self) -> None:
        practice = made.PracticePageFactory(parent=self.practices, title=self.next_title())
        self._replicate(practice, self.body, "Sense furgoneta.")

    def add_replication(self) -> None:
        self._replicate(self.practice, made.OrganisationFactory(), self.next_title())

    def _replicate(self, practice: Any, body: Any, what_changed: str) -> None:
        Replication.objects.create(
            practice=practice, locale=practice.locale, organisation=body, organisation_name=body.name,
            state="adapted", happened_on="2026-01-15", what_changed=what_changed,
        )  # fmt: skip

    def add_rows(self) -> None:
        title = self.next_title()
        made.SuccessFactory(page=self.practice, locale=self.practice.locale, title=title)
        made.DifficultyFactory(page=self.practice, locale=self.practice.locale, title=title)

    def add_block(self) -> None:
        self._add_paragraph(self.practice, "story")

    def add_picture(self) -> None:
        title = self.next_title()
        image = get_image_model().objects.create(title=title, file=get_test_image_file(f"{slugify(title)}.png"))
        shown = {"image": {"image": image.pk, "alt_text": title, "decorative": False}, "caption": ""}
        self._add(self.practice, "story", {"type": "picture", "value": shown, "id": title})

    def add_block_of_text(self) -> None:
        self._add_paragraph(self.text, "body")

    def _add_paragraph(self, page: Any, field: str) -> None:
        text = f"<p>{self.next_title()}</p>"
        self._add(page, field, {"type": "paragraph", "value": {"text": text}, "id": self.titles[-1]})

    def _add(self, page: Any, field: str, block: dict[str, Any]) -> None:
        value = getattr(page, field)
        setattr(page, field, json.dumps([*(dict(one) for one in value.raw_data), block]))
        page.save_revision().publish()
        page.refresh_from_db()

    def add_stop(self) -> None:
        start = timezone.now() + timedelta(days=2 + len(self.titles))
        made.StopPageFactory(parent=self.calendar, title=self.next_title(), start=start)

    def add_published_stop(self) -> None:
        """With what calendars keep of it."""
        self.add_stop()
        self.calendar.get_children().last().specific.save_revision().publish()

    def add_stop_made(self) -> None:
        """With its story and interview, which the list leads to."""
        start = timezone.now() - timedelta(days=2 + len(self.titles))
        stop = made.StopPageFactory(
            parent=self.calendar, title=self.next_title(), start=start, end=start + timedelta(hours=2)
        )
        story = made.PracticePageFactory(parent=self.practices)
        made.InterviewFactory(page=story, locale=story.locale)
        StopPractice.objects.create(page=stop, practice=story)

    def add_interview(self) -> None:
        made.InterviewFactory(page=self.practice, locale=self.practice.locale, title=self.next_title())

    @property
    def first_interview(self) -> Any:
        return self.practice.interviews.order_by("pk").values_list("identity", flat=True)[0]

    def add_stop_off(self) -> None:
        """Whose reason is written in the other language alone."""
        here = made.StopPageFactory(
            parent=self.calendar, title=self.next_title(), state="cancelled", state_reason="Ha nevado."
        )
        made.translated(here, "es")
        StopPage.objects.filter(pk=here.pk).update(state_reason="")

    def add_material(self) -> None:
        stop = self.calendar.get_children().first() or made.StopPageFactory(parent=self.calendar)
        file = ContentFile(b"%PDF-1.4", name="full.pdf")
        document = get_document_model().objects.create(title=self.next_title(), file=file)
        StopMaterial.objects.create(page=stop.specific, locale=stop.locale, title=self.titles[-1], document=document)

    def add_tool(self) -> None:
        made.KitToolFactory(parent=self.kit, title=self.next_title())

    def add_version(self) -> None:
        tool = self.kit.get_children().first() or made.KitToolFactory(parent=self.kit)
        tool.specific.versions.create(version=len(self.titles), version_date="2026-01-15", changes=self.next_title())

    def add_frequent_question(self) -> None:
        value = {"title": self.next_title(), "text": "<p>Sí.</p>"}
        self._add(self.take_part, "questions", {"type": "question", "value": value, "id": self.titles[-1]})

    def add_press_picture(self) -> None:
        title = self.next_title()
        image = get_image_model().objects.create(title=title, file=get_test_image_file(f"{slugify(title)}.png"))
        image.get_file_size()
        shown = {"image": {"image": image.pk, "alt_text": title, "decorative": False}, "caption": title}
        self._add(self.press, "pictures", {"type": "picture", "value": shown, "id": title})

    def add_question(self) -> None:
        GuideQuestionFactory(text=self.next_title())

    def visit(self) -> str:
        stop = self.calendar.get_children().first() or made.StopPageFactory(parent=self.calendar)
        visit = Visit.objects.first() or VisitFactory(stop_id=stop.pk)
        return f"/ca/visita/{secret_links.current(Visit.PURPOSE, visit.key).token}/"

    @cached_property
    def asked(self) -> Any:
        return made.StopRequestFactory(theme=self.theme, organisation=self.body)

    @property
    def followed(self) -> str:
        return applicant.address_of(self.asked, "ca").removeprefix("http://testserver")

    def add_to_the_request(self) -> None:
        title = self.next_title()
        history.write(self.asked, EntryKind.ANSWER, by_applicant=True, text=title)
        RequestFile.objects.create(request=self.asked, file="nowhere", name=title, size=1)

    def add_all(self) -> None:
        self.add_practice()
        self.add_stop()
        self.add_tool()
