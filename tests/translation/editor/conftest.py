"""A press page submitted for translation, and whoever works on it."""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from caravana_site.common import groups
from caravana_site.translation import seed, tasks
from caravana_site.translation.models import TranslationTask
from home.models import PressPage
from tests import people
from tests.factories import PressPageFactory, publish_home

ABOUT = (
    '<p>Llegeix-ho <a href="https://example.org/">aquí</a> i demana-ho.</p>'
    "<p>La caravana fa <b>parada</b> a tot arreu.</p><p>Tres.</p>"
)
LINK = 'Léelo <a id="a1">aquí</a> y pídelo.'


class Desk:
    """The editor of one task, and the one who sits at it."""

    def __init__(self, client: Any, about: str = ABOUT) -> None:
        self.client = client
        self.home = publish_home("es")
        self.groups = groups.ensure_groups()
        seed.ensure_pairs()
        self.es = Locale.objects.get(language_code="es")
        self.source = PressPageFactory(
            parent=self.home, title="Premsa", slug="premsa", introduction="Per a qui escriu.", about=about,
            contact_email="premsa@example.cat",
        )  # fmt: skip
        self.translation = self.submit(self.source)
        self.task = TranslationTask.objects.get(translation=self.translation)
        self.enter(groups.TRANSLATORS_CA_ES)

    def submit(self, instance: Any) -> Translation:
        source, _made = TranslationSource.update_or_create_from_instance(instance)
        translation: Translation = Translation.objects.get_or_create(source=source, target_locale=self.es)[0]
        if isinstance(instance, Page):  # a term has no drafts: nothing is written of it yet
            translation.save_target(publish=False)
        return translation

    def member(self, role: str, name: str = "") -> Any:
        return people.member(self.groups[role], name or role)

    def enter(self, role: str, name: str = "") -> Any:
        self.user = self.member(role, name)
        people.signed_in(self.client, self.user)
        return self.user

    def enter_as_administrator(self) -> None:
        self.user = get_user_model().objects.create_superuser("root", "root@example.cat", "x")
        people.signed_in(self.client, self.user)

    def segment(self, text: str) -> StringSegment:
        """The segment whose source says or begins so."""
        segments = StringSegment.objects.filter(source=self.translation.source).select_related("string", "context")
        return next(one for one in segments if one.string.data.startswith(text))

    def address(self, name: str = "edit", *more: Any) -> str:
        return reverse(f"translations_{name}", args=[self.task.pk, *more])

    def open(self) -> str:
        answer = self.client.get(self.address())
        assert answer.status_code == 200
        return str(answer.content.decode())

    def put(self, segment: StringSegment, text: Any, seen: str = "", **more: Any) -> Any:
        body = {"text": text, "seen": seen, "at": f"{segment.context_id}:{segment.string_id}", **more}
        return self.client.put(self.address("text", segment.pk), json.dumps(body), content_type="application/json")

    def post(self, name: str, *more: Any, **fields: str) -> Any:
        return self.client.post(
            self.address(name, *more), {key.replace("_", "-"): value for key, value in fields.items()}
        )

    def write(self, text: str, translated: str, **more: Any) -> StringTranslation:
        """A text that stands there already."""
        segment = self.segment(text)
        written: StringTranslation = StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=self.es,
            context=segment.context,
            defaults={"data": translated, "translation_type": "manual", **more},
        )[0]
        return written

    def text(self, of: str) -> str | None:
        segment = self.segment(of)
        found = StringTranslation.objects.filter(
            translation_of=segment.string, context=segment.context, locale=self.es
        ).first()
        return found.data if found else None

    def write_all(self) -> None:
        texts = {"Premsa": "Prensa", "premsa": "prensa", "Per a qui": "Para quien escribe.", "Llegeix": LINK}
        for of, text in {**texts, "La caravana": "La caravana <b>para</b> en todas partes.", "Tres": "Tres."}.items():
            self.write(of, text)

    @property
    def target(self) -> PressPage:
        page: PressPage = PressPage.objects.get(translation_key=self.source.translation_key, locale=self.es)
        return page

    def publish(self) -> None:
        """Everything translated and public."""
        self.write_all()
        tasks.publish(self.task, self.member(groups.REVIEWERS))
        self.task.refresh_from_db()


@pytest.fixture(autouse=True)
def _committed(committed: None) -> None:
    """In every test here."""


@pytest.fixture
def desk(client: Any, db: None) -> Desk:
    return Desk(client)
