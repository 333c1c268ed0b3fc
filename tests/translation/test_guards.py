"""No screen of wagtail-localize shows the public a draft or a text in the wrong language, whoever asks."""

from typing import Any
from urllib.parse import urlencode

import polib
import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from caravana_site.common import groups
from home.models import ContentPage
from tests import people
from tests.factories import ContentPageFactory, publish_home
from tests.people import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("committed")]


class Site:
    """A page live in both languages through wagtail-localize, and whoever may work on it."""

    def __init__(self, home: Page) -> None:
        self.es = Locale.objects.get(language_code="es")
        self.groups = groups.ensure_groups()
        self.source = ContentPageFactory(
            parent=home, title="Una pàgina", slug="una-pagina", introduction="Hola a tothom."
        )
        self.translation = self.submit(self.source)
        self.confirm("title", "Una página")
        self.confirm("introduction", "Hola a todo el mundo.")
        self.translation.save_target(publish=True)

    def submit(self, page: Page) -> Translation:
        source, _created = TranslationSource.update_or_create_from_instance(page)
        translation: Translation = Translation.objects.get_or_create(source=source, target_locale=self.es)[0]
        translation.save_target(publish=False)
        return translation

    def segment(self, path: str) -> StringSegment:
        segment: StringSegment = StringSegment.objects.get(source=self.translation.source, context__path=path)
        return segment

    def confirm(self, path: str, text: str) -> None:
        segment = self.segment(path)
        StringTranslation.objects.update_or_create(
            translation_of=segment.string, locale=self.es, context=segment.context, defaults={"data": text}
        )

    @property
    def target(self) -> ContentPage:
        page: ContentPage = ContentPage.objects.get(translation_key=self.source.translation_key, locale=self.es)
        return page

    def change_source(self) -> None:
        """The Catalan text is edited and published; the translators have it, and have not written it yet."""
        self.source.introduction = "Hola només als d’aquí."
        self.source.save_revision().publish()
        self.translation.source.update_from_db()

    def member(self, role: str) -> Any:
        return people.member(self.groups[role], role)


@pytest.fixture
def site() -> Site:
    return Site(publish_home("es"))


@pytest.fixture
def administrator(client: Any, site: Site) -> Any:
    """The package's own screens are theirs."""
    user = get_user_model().objects.create_superuser("root", "root@example.cat", "x")
    return people.signed_in(client, user)


@pytest.fixture
def enter(client: Any, site: Site) -> Any:
    def as_member(role: str) -> Any:
        return people.signed_in(client, site.member(role))

    return as_member


@pytest.mark.parametrize("role", groups.ROLES)
def test_bringing_the_sources_changes_never_publishes(enter: Any, site: Site, role: str) -> None:
    client = enter(role)
    site.change_source()
    address = reverse("wagtail_localize:update_translations", args=[site.translation.source.pk])
    assert client.post(address, {"publish_translations": "on"}).status_code == 302
    assert "Hola a todo el mundo." in client.get("/es/una-pagina/").content.decode()
    assert "Hola només" not in client.get("/es/una-pagina/").content.decode()


def test_a_page_that_lacks_a_text_is_not_published_and_says_which(enter: Any, site: Site) -> None:
    client = enter(groups.REVIEWERS)
    site.change_source()
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[site.target.pk]), {"action": "publish"})
    assert "Hola només als d’aquí." in said(answer)
    assert site.target.introduction == "Hola a todo el mundo."
    site.confirm("introduction", "Hola solo a los de aquí.")
    client.post(reverse("wagtailadmin_pages:edit", args=[site.target.pk]), {"action": "publish"})
    assert "Hola solo a los de aquí." in client.get("/es/una-pagina/").content.decode()


def test_submitting_again_leaves_what_is_live_alone(site: Site) -> None:
    site.change_source()
    site.confirm("title", "Un título que nadie ha aprobado")
    site.translation.save_target(publish=False)
    assert (site.target.title, site.target.introduction) == ("Una página", "Hola a todo el mundo.")


@pytest.mark.parametrize("below", [True, False])
def test_publishing_many_at_once_leaves_no_half_translation(enter: Any, site: Site, below: bool) -> None:
    client = enter(groups.REVIEWERS)
    draft = site.submit(
        ContentPageFactory(parent=site.source, title="Sense traduir", slug="sense")
    ).get_target_instance()
    chosen = site.target if below else draft
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={chosen.pk}"
    answer = client.post(address, {"include_descendants": "on"} if below else {})
    assert "Sense traduir" in said(answer)
    assert not Page.objects.get(pk=draft.pk).live


@pytest.mark.parametrize("role", groups.ROLES)
def test_what_is_published_is_not_turned_into_an_alias(enter: Any, site: Site, role: str) -> None:
    client = enter(role)
    address = reverse("wagtail_localize:convert_to_alias", args=[site.target.pk])
    answer = client.post(address)
    assert answer.status_code == 302
    assert site.target.alias_of is None
    assert "Hola a todo el mundo." in client.get("/es/una-pagina/").content.decode()


def test_a_copy_of_a_page_in_another_language_is_never_live(client: Any, site: Site) -> None:
    parent = ContentPageFactory(parent=Page.objects.get(pk=site.source.get_parent().pk), title="Pare", slug="pare")
    site.submit(ContentPageFactory(parent=parent, title="Filla", slug="filla"))
    alias = Page.objects.get(translation_key=parent.translation_key, locale=site.es)
    assert alias.alias_of_id == parent.pk
    assert not alias.live
    parent.introduction = "Text català."
    parent.save_revision().publish()  # which brings the aliases up to date
    assert not Page.objects.get(pk=alias.pk).live
    site.submit(parent)
    assert not Page.objects.get(pk=alias.pk).live
    assert "Text català." not in client.get("/es/pare/").content.decode()


@pytest.mark.parametrize(
    ("path", "text", "status"),
    [
        ("title", "x" * 300, 400),
        ("introduction", "Hola <script>alert(1)</script>", 400),
        ("introduction", 'Hola <a href="javascript:alert(1)">aquí</a>', 400),
        ("introduction", '<b onclick="x()">Hola</b>', 400),
        ("introduction", None, 400),
        ("introduction", "Hola 2 < 3 & 4, «sí».", 200),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused(
    administrator: Any, site: Site, path: str, text: str | None, status: int
) -> None:
    address = reverse("wagtail_localize:edit_string_translation", args=[site.translation.pk, site.segment(path).pk])
    before = set(StringTranslation.objects.values_list("data", flat=True))
    body = "" if text is None else urlencode({"value": text})
    answer = administrator.put(address, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == status
    assert (set(StringTranslation.objects.values_list("data", flat=True)) == before) == (status == 400)


def po_of(site: Site) -> polib.POFile:
    return site.translation.export_po()


def broken_files(site: Site) -> dict[str, bytes | None]:
    headless, long, marked, other = po_of(site), po_of(site), po_of(site), po_of(site)
    headless.metadata = {}
    long.find("Una pàgina").msgstr = "x" * 300
    marked.find("Hola a tothom.").msgstr = "<script>alert(1)</script>"
    other.metadata["X-WagtailLocalize-TranslationID"] = "another"
    texts = {"no header": headless, "too long": long, "markup": marked, "of another page": other}
    return {
        **{name: str(file).encode() for name, file in texts.items()},
        "nothing": None,
        "empty": b"",
        "not text": b"\xff\xfe\x00",
        "not a catalogue": b'msgid "a\nmsgstr',
    }


@pytest.mark.parametrize(
    "kind", ["no header", "too long", "markup", "of another page", "nothing", "empty", "not text", "not a catalogue"]
)
def test_a_broken_file_is_refused_with_words_and_nothing_is_kept(administrator: Any, site: Site, kind: str) -> None:
    content = broken_files(site)[kind]
    before = set(StringTranslation.objects.values_list("data", flat=True))
    address = reverse("wagtail_localize:upload_pofile", args=[site.translation.pk])
    answer = administrator.post(address, {} if content is None else {"file": SimpleUploadedFile("a.po", content)})
    assert answer.status_code == 302
    assert said(answer)
    assert set(StringTranslation.objects.values_list("data", flat=True)) == before


def test_a_good_file_is_taken_with_a_byte_order_mark_and_other_line_ends(administrator: Any, site: Site) -> None:
    catalogue = po_of(site)
    catalogue.find("Una pàgina").msgstr = "Una página mejor"
    content = str(catalogue).replace("\n", "\r\n").encode("utf-8-sig")
    administrator.post(
        reverse("wagtail_localize:upload_pofile", args=[site.translation.pk]),
        {"file": SimpleUploadedFile("a.po", content)},
    )
    assert StringTranslation.objects.filter(data="Una página mejor").exists()


@pytest.mark.parametrize("role", groups.ROLES)
@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("edit_string_translation", "put"),
        ("edit_override", "put"),
        ("upload_pofile", "post"),
        ("download_pofile", "get"),
        ("machine_translate", "post"),
        ("stop_translation", "post"),
    ],
)
def test_the_packages_own_screens_are_for_administrators(
    enter: Any, site: Site, role: str, name: str, method: str
) -> None:
    client, of_one = enter(role), ("edit_string_translation", "edit_override")
    more = [site.segment("introduction").pk] if name in of_one else []
    address = reverse(f"wagtail_localize:{name}", args=[site.translation.pk, *more])
    answer = getattr(client, method)(address, headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 403
    site.translation.refresh_from_db()
    assert site.translation.enabled
