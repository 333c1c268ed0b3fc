"""The kit that a reader puts together: musts whatever is sent, an archive never held whole, counts of nobody."""

import io
import re
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caravana_site.common import groups
from events.models import KitDownload, KitPhase, KitResourcePage, KitRole, KitWeight, StopFormat
from tests import factories as made

pytestmark = pytest.mark.django_db
READER = {"HTTP_USER_AGENT": "Mozilla/5.0"}
ZIP = "/ca/kit/baixa.zip"
JUNK = ("\x00", "zzz", "a" * 10_000, "<script>alert(7)</script>", "host' OR 1=1", "٣")


@pytest.fixture
def kit() -> Any:
    index = made.KitIndexPageFactory(
        parent=made.publish_home(), thanks='<p><a href="https://example.org/">Gràcies</a></p>'
    )
    common = {"parent": index, "roles": list(KitRole), "formats": list(StopFormat)}
    made.KitToolFactory(title="Acord", weight=KitWeight.MUST, **common)
    made.KitToolFactory(
        title="Fitxa", weight=KitWeight.MUST, phase=KitPhase.AFTER, attribution="De qui ho va fer.", **common
    )
    made.KitToolFactory(title="Llenç", **common)
    made.KitToolFactory(title="Comparativa", phase=KitPhase.AFTER, **common)
    narrow = {**common, "roles": [KitRole.HOST], "formats": [StopFormat.IN_PERSON]}
    made.KitToolFactory(title="Només presencial", weight=KitWeight.MUST, **narrow)
    return index


def in_spanish(kit: Any) -> Any:
    made.translated(kit.get_parent(), "es")
    return made.translated(kit, "es", slug="kit")


def unpacked(answer: Any) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    assert archive.testzip() is None
    return archive


def tools_in(archive: zipfile.ZipFile) -> set[str]:
    return {name.rpartition("/")[2].rpartition(".")[0] for name in archive.namelist()} - {"index"}


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"role": "host"},
        {"role": "rapporteur", "format": "online"},
        {"role": "communication", "format": "hybrid", "tool": ["llenc"]},
        {"tool": ["llenc", "comparativa"]},
        {"role": "", "format": "", "tool": []},
        {"acord": "0", "tool": ["llenc"], "weight": "optional"},
    ],
)
def test_musts_are_in_whatever_the_form_sends(client: Any, kit: Any, asked: dict[str, Any]) -> None:
    found = tools_in(unpacked(client.get(ZIP, asked)))
    assert {"acord", "fitxa"} <= found
    chosen = set(asked.get("tool", []))
    assert found - {"acord", "fitxa", "nomes-presencial"} == chosen, "options are in when ticked, and only then"
    assert ("nomes-presencial" in found) == (asked.get("role", "host") in ("host", "") and not asked.get("format"))
    page = client.get(kit.url, asked).content.decode()
    assert {slug: bool(re.search(rf'id="tool-{slug}"[^>]* checked', page)) for slug in ("acord", "llenc")} == {
        "acord": True, "llenc": "llenc" in chosen,
    }  # fmt: skip


def test_a_must_cannot_be_unticked_in_the_form(client: Any, kit: Any) -> None:
    page = client.get(kit.url).content.decode()
    assert re.search(r'<input type="checkbox" id="tool-acord"[^>]* checked disabled>', page)
    assert f'formaction="{ZIP}"' in page
    assert 'href="https://example.org/"' in page, "whose work it builds on"


def test_the_archive_is_in_the_language_asked_for(client: Any, kit: Any) -> None:
    spanish = in_spanish(kit)
    tool = KitResourcePage.objects.get(slug="acord")
    file = made.KitFileFactory(language="es", title="Acuerdo")
    made.translated(tool, "es", title="Acuerdo", slug="acuerdo", editable_file=file, accessible_file=None)
    archive = unpacked(client.get("/es/kit/descarga.zip", {"role": "host"}))
    assert set(archive.namelist()) == {"1-antes/acuerdo.odt", "index.css", "index.html"}
    assert archive.read("1-antes/acuerdo.odt") == file.file.open().read()
    index = archive.read("index.html").decode()
    assert index.startswith('<!doctype html>\n<html lang="es">')
    assert "Tu kit" in index
    assert "Caravana de innovación digital" in index
    assert f"http://testserver{spanish.url}acuerdo/" in index
    assert unpacked(client.get(ZIP)).read("index.html").decode().count('lang="ca"') == 1


def test_the_index_tells_licence_attribution_and_where_each_file_is(client: Any, kit: Any) -> None:
    archive = unpacked(client.get(ZIP, {"role": "host", "format": "in_person"}))
    index = archive.read("index.html").decode()
    assert "De qui ho va fer." in index
    assert "https://creativecommons.org/licenses/by/4.0/" in index
    assert 'href="https://example.org/"' in index
    linked = set(re.findall(r'href="([^":]+)"', index))
    assert linked == set(archive.namelist()) - {"index.html"}, "every link opens a file of the archive"
    assert "<script" not in index
    assert "style=" not in index


@pytest.mark.parametrize(
    "extra", [(), ("django.middleware.gzip.GZipMiddleware", "django.middleware.http.ConditionalGetMiddleware")]
)
def test_the_archive_is_sent_while_it_is_written(
    client: Any, kit: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, extra: tuple[str, ...]
) -> None:
    settings.MIDDLEWARE = [*extra, *settings.MIDDLEWARE]
    opened: list[str] = []
    really = FileSystemStorage._open

    def watched(storage: Any, name: str, mode: str = "rb") -> Any:
        opened.append(name)
        return really(storage, name, mode)

    monkeypatch.setattr(FileSystemStorage, "_open", watched)
    answer = client.get(ZIP, {"tool": ["llenc", "comparativa"]})
    assert answer.streaming
    assert "Content-Length" not in answer
    assert opened == [], "nothing is read before it is sent"
    parts = iter(answer)
    first = next(parts)
    assert first.startswith(b"PK\x03\x04")
    assert len(opened) == 1
    with zipfile.ZipFile(io.BytesIO(first + b"".join(parts))) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 12
    assert len(opened) == 10


def test_sending_the_archive_asks_the_database_nothing(client: Any, kit: Any) -> None:
    answer = client.get(ZIP)
    with CaptureQueriesContext(connection) as spent:
        unpacked(answer)
    assert len(spent) == 0


def test_a_file_that_is_lost_is_told_and_the_rest_arrives(client: Any, kit: Any) -> None:
    lost = KitResourcePage.objects.get(slug="acord").editable_file
    lost.file.storage.delete(lost.file.name)
    archive = unpacked(client.get(ZIP))
    assert "1-abans/acord.odt" not in archive.namelist()
    assert "1-abans/acord.pdf" in archive.namelist()
    assert "no s’ha pogut llegir" in archive.read("index.html").decode()


@pytest.mark.parametrize("parameter", ["role", "format", "tool"])
@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_answered_with_a_message(client: Any, kit: Any, parameter: str, junk: str) -> None:
    for address in (kit.url, ZIP):
        answer = client.get(address, {parameter: junk})
        assert answer.status_code == 200
        text = answer.content.decode()
        assert 'class="problems"' in text
        assert "alert(7)" not in text
        assert "aaaaaaaaaaaaaaaaaaaa" not in text


def test_an_empty_kit_is_no_archive(client: Any) -> None:
    index = made.KitIndexPageFactory(parent=made.publish_home())
    made.KitToolFactory(parent=index, title="Xarxes", roles=[KitRole.COMMUNICATION])
    assert "Encara no hi ha res al teu kit" in client.get(ZIP, {"role": "communication"}).content.decode()
    assert "xarxes" in tools_in(unpacked(client.get(ZIP, {"role": "communication", "tool": "xarxes"})))
    assert 'class="problems"' not in client.get(index.url).content.decode()


def test_there_is_no_archive_without_a_kit_and_none_by_post(client: Any) -> None:
    made.publish_home()
    assert client.get(ZIP).status_code == 404
    assert client.post(ZIP).status_code == 405


def test_taking_away_sets_no_cookie_and_is_in_no_index(client: Any, kit: Any) -> None:
    answer = client.get(ZIP, **READER)
    assert not answer.cookies
    assert answer["X-Robots-Tag"] == "noindex"
    assert 'filename="kit-caravana.zip"' in answer["Content-Disposition"]
    head = client.head(ZIP)
    assert (head.status_code, head.content) == (200, b"")


def test_downloads_are_counted_by_resource_language_and_day_and_nothing_else_is_kept(client: Any, kit: Any) -> None:
    tool = KitResourcePage.objects.get(slug="llenc")
    client.get(tool.editable_file.url, **READER)
    client.get(tool.accessible_file.url, **READER)
    client.get(ZIP, {"role": "rapporteur", "tool": "llenc"}, **READER)
    rows = KitDownload.objects.values_list("resource", "language", "day", "number")
    counted = {"llenc": 3, "acord": 1, "fitxa": 1}
    keys = dict(KitResourcePage.objects.values_list("slug", "translation_key"))
    assert set(rows) == {(keys[slug], "ca", timezone.localdate(), number) for slug, number in counted.items()}
    assert {field.name for field in KitDownload._meta.get_fields()} == {"id", "resource", "language", "day", "number"}


def test_robots_questions_and_reading_ahead_are_not_downloads(client: Any, kit: Any) -> None:
    url = KitResourcePage.objects.get(slug="llenc").editable_file.url
    for address in (url, ZIP):
        client.get(address, HTTP_USER_AGENT="Mozilla/5.0 (compatible; Googlebot/2.1)")
        client.get(address)
        client.get(address, HTTP_SEC_PURPOSE="prefetch", **READER)
        client.head(address, **READER)
    other = made.KitFileFactory()
    client.get(other.url, **READER)
    assert not KitDownload.objects.exists()


def test_a_count_that_fails_keeps_nobody_from_the_kit(client: Any, kit: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("locked")

    monkeypatch.setattr(KitDownload.objects, "bulk_create", fail)
    assert "acord" in tools_in(unpacked(client.get(ZIP, **READER)))


@pytest.mark.parametrize(
    ("role", "allowed"), [(groups.COMMUNICATION, True), (groups.REVIEWERS, True), (groups.TRANSLATORS_CA_ES, False)]
)
def test_editors_read_how_often_each_tool_is_taken_away(client: Any, kit: Any, role: str, allowed: bool) -> None:
    key, today = KitResourcePage.objects.get(slug="llenc").translation_key, timezone.localdate()
    for days, language, number in ((0, "ca", 5), (60, "ca", 4000), (0, "es", 70)):
        KitDownload.objects.create(resource=key, language=language, day=today - timedelta(days=days), number=number)
    user = get_user_model().objects.create_user("qui", "qui@example.cat", "x")
    user.groups.add(groups.ensure_groups()[role])
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("kit_downloads_report"))
    assert answer.status_code == (200 if allowed else 302)
    if allowed:
        row = next(row for row in re.findall(r"<tr.*?</tr>", answer.content.decode(), re.DOTALL) if "Llenç" in row)
        cells = [re.sub(r"<[^>]+>|\s", "", cell) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        assert cells[-2:] == ["5", "4005"]
        assert b"4005" in b"".join(client.get(reverse("kit_downloads_report"), {"export": "csv"}))


def test_the_report_costs_no_more_with_more_tools(admin_client: Any, kit: Any) -> None:
    def queries(drawn: int) -> int:
        while KitResourcePage.objects.count() < drawn:
            made.KitToolFactory(parent=kit)
        admin_client.get(reverse("kit_downloads_report"))
        with CaptureQueriesContext(connection) as spent:
            page = admin_client.get(reverse("kit_downloads_report")).content.decode()
        assert page.count("<tr") >= drawn
        return len(spent)

    assert queries(6) == queries(12)


def test_a_page_offers_its_files_and_those_of_the_other_language(client: Any, kit: Any) -> None:
    tool = KitResourcePage.objects.get(slug="acord")
    in_spanish(kit)
    theirs = made.KitFileFactory(language="es", ending="pdf")
    made.translated(tool, "es", slug="acuerdo", accessible_file=theirs)
    page = client.get(tool.url).content.decode()
    own, _also, others = page.partition("També en castellà")
    assert tool.editable_file.url in own
    assert tool.accessible_file.url in own
    assert f'href="{theirs.url}" hreflang="es"' in others
    assert tool.editable_file.url not in others, "a file that both have is offered once"
    assert client.get(theirs.url).status_code == 200


def test_readers_see_what_changed_from_version_to_version(client: Any, kit: Any) -> None:
    tool = KitResourcePage.objects.get(slug="acord")
    changes = {"1.0": "", "1.1": "S’hi afegeixen els terminis.", "2.0": "Sis frases."}
    for day, (version, what) in enumerate(changes.items(), 15):
        tool.version, tool.version_date, tool.changes = version, date(2026, 1, day), what
        tool.save_revision().publish()
    tool.save_revision().publish()  # the same version again is no new one
    assert list(tool.versions.values_list("version", flat=True)) == ["2.0", "1.1", "1.0"]
    page = client.get(tool.url).content.decode()
    told = page[page.index('class="kit-versions"') :]
    places = [told.index(text) for text in ("Sis frases.", "els terminis", "No es va escriure")]
    assert places == sorted(places)
    assert told.count("<dt>") == 3


def test_files_are_of_the_kind_that_their_place_promises(kit: Any) -> None:
    tool = KitResourcePage.objects.get(slug="acord")
    tool.editable_file, tool.accessible_file = tool.accessible_file, tool.editable_file
    with pytest.raises(ValidationError) as refused:
        tool.clean()
    assert set(refused.value.message_dict) >= {"editable_file"}
