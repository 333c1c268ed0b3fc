"""A page with its texts waiting for a translator, and who may translate it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from caravana_site.common import groups
from caravana_site.translation.models import LanguagePair, TextVersion, TranslationTask
from tests import people
from tests.factories import ContentPageFactory, in_language, publish_home

BODY = '<p>Text amb <b>negreta</b>, un <a href="https://example.cat/a">enllaç</a> i R&amp;D.<br/>Una altra línia.</p>'


class Office:
    """One page in Catalan, submitted for translation into Spanish."""

    def __init__(self, home: Page) -> None:
        self.home = home
        self.es = in_language("es")
        self.groups = groups.ensure_groups()
        for key, (source, target) in {
            groups.TRANSLATORS_CA_ES: ("ca", "es"),
            groups.TRANSLATORS_ES_CA: ("es", "ca"),
        }.items():
            LanguagePair.objects.get_or_create(
                group=self.groups[key], source_locale=in_language(source), target_locale=in_language(target)
            )
        self.page = self.make("Una pàgina", "una-pagina")
        self.task = self.submit(self.page)

    def make(self, title: str, slug: str) -> Any:
        page = ContentPageFactory(parent=self.home, title=title, slug=slug, introduction="Hola a tothom.")
        page.body = [("paragraph", {"text": BODY})]
        page.save_revision().publish()
        return page

    def submit(self, page: Page) -> TranslationTask:
        source, _created = TranslationSource.update_or_create_from_instance(page)
        translation, _created = Translation.objects.get_or_create(source=source, target_locale=self.es)
        return TranslationTask.objects.get(translation=translation)

    def many(self, number: int) -> list[TranslationTask]:
        return [self.submit(self.make(f"Pàgina {n}", f"pagina-{n}")) for n in range(number)]

    def segment(self, path: str, task: TranslationTask | None = None) -> StringSegment:
        source = (task or self.task).translation.source
        return StringSegment.objects.filter(source=source, context__path__startswith=path).select_related(
            "string", "context"
        )[0]

    def text(self, path: str, task: TranslationTask | None = None) -> str:
        """What stands there for the translation now."""
        segment = self.segment(path, task)
        found = StringTranslation.objects.filter(
            translation_of=segment.string, context=segment.context, locale=self.es
        ).first()
        return found.data if found else ""

    def put(self, path: str, text: str, **fields: Any) -> None:
        segment = self.segment(path)
        StringTranslation.objects.update_or_create(
            translation_of=segment.string, context=segment.context, locale=self.es, defaults={"data": text, **fields}
        )

    def versions(self) -> set[str]:
        return set(TextVersion.objects.values_list("text", flat=True))

    def member(self, role: str) -> Any:
        return people.member(self.groups[role], role)


class Desk:
    """Somebody at the administration's pages."""

    def __init__(self, client: Any, office: Office) -> None:
        self.client, self.office = client, office

    def export(self, kind: str, *tasks: TranslationTask) -> Any:
        wanted = [task.pk for task in tasks or (self.office.task,)]
        return self.client.get(reverse("translations_export"), {"task": wanted, "format": kind})

    def content(self, kind: str, *tasks: TranslationTask) -> bytes:
        answer = self.export(kind, *tasks)
        assert answer.status_code == 200
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    def check(self, name: str, content: bytes, query: str = "", **fields: Any) -> Any:
        file = SimpleUploadedFile(name, content)
        return self.client.post(reverse("translations_import") + query, {"file": file, **fields})

    def take(self, name: str, content: bytes, query: str = "", **fields: Any) -> Any:
        """Check it, then take what the report offers; returns the last page."""
        checked = self.check(name, content, query, **fields)
        if not (checked.context and checked.context.get("carried")):
            return checked
        sent = {"carried": checked.context["carried"], **fields}
        return self.client.post(reverse("translations_import") + query, sent)


def verdicts(answer: Any) -> dict[str, str]:
    """Place of each text → its verdict, over all files of a report."""
    return {
        row.line.path if row.line else row.unit.path: row.verdict.value
        for file in answer.context["report"].files
        for row in file.rows
    }


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def office() -> Office:
    return Office(publish_home("es"))


@pytest.fixture
def desk(client: Any, office: Office) -> Desk:
    return Desk(people.signed_in(client, office.member(groups.TRANSLATORS_CA_ES)), office)
