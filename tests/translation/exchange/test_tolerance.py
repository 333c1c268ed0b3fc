"""What tools do to files is no reason to refuse them, and what cannot be taken says why and loses nothing."""

from typing import Any

import polib
import pytest
from wagtail_localize.models import StringSegment, StringTranslation

from caravana_site.translation import writing

from .conftest import Desk, Office, verdicts, words

pytestmark = pytest.mark.django_db


def catalogue(desk: Desk, **texts: str) -> polib.POFile:
    """The exported PO with those translations: place → text."""
    found = polib.pofile("# \n" + desk.content("po").decode())
    for entry in found:
        entry.msgstr = texts.get(entry.msgctxt.partition(".")[0], entry.msgstr)
    return found


def in_bytes(found: polib.POFile) -> bytes:
    return f"{found}\n".encode()


def without_header(found: polib.POFile) -> bytes:
    found.metadata = {}
    return in_bytes(found)


def without_places(found: polib.POFile) -> bytes:
    for entry in found:
        entry.msgctxt = None
    return in_bytes(found)


def turned_round(found: polib.POFile) -> bytes:
    turned = polib.POFile()
    turned.metadata = found.metadata
    turned.extend(reversed(list(found)))
    return in_bytes(turned)


def from_elsewhere(found: polib.POFile) -> bytes:
    found.metadata["Language"] = "es-ES"
    found.metadata["Content-Type"] = "text/plain; charset=ISO-8859-1"
    return str(found).replace("→", "-").replace("“", '"').encode("iso-8859-1", "ignore")


CHANGES: dict[str, Any] = {
    "no header": without_header,
    "no places": without_places,
    "another order": turned_round,
    "a byte order mark": lambda found: b"\xef\xbb\xbf" + in_bytes(found),
    "other line ends": lambda found: in_bytes(found).replace(b"\n", b"\r\n"),
    "another encoding": from_elsewhere,
    "UTF-16": lambda found: str(found).encode("utf-16"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_po_that_a_tool_has_changed_is_taken(desk: Desk, office: Office, change: str) -> None:
    content = CHANGES[change](catalogue(desk, title="Una página", introduction="Hola a todos."))
    answer = desk.take("a.po", content)
    assert (office.text("title"), office.text("introduction")) == ("Una página", "Hola a todos.")
    assert answer.context["report"].taken == 2


def test_an_xliff_without_its_names_and_with_marks_of_a_tool_is_taken(desk: Desk, office: Office) -> None:
    content = desk.content("xliff").decode().replace(str(office.task.translation.uuid), "C:\\feina\\una.html")
    content = content.replace('<target state="needs-translation"/>', "")
    content = content.replace(
        "<source>Una pàgina</source>",
        '<source>Una pàgina</source><target><mrk mtype="seg" mid="0">Una página</mrk></target>',
    )
    desk.take("a.xliff", b"\xef\xbb\xbf" + content.encode())
    assert office.text("title") == "Una página"


def test_a_file_without_header_that_could_be_of_two_pages_asks_which(desk: Desk, office: Office) -> None:
    twin = office.submit(office.make("Una pàgina", "una-pagina-bessona"))
    found = catalogue(desk, title="Una página")
    for entry in list(found):
        if entry.msgctxt not in ("title", "introduction"):
            found.remove(entry)
    content = without_header(found)
    assert "més d’una pàgina" in words(desk.check("a.po", content))
    desk.take("a.po", content, query=f"?task={twin.pk}")
    assert (office.text("title"), office.text("title", twin)) == ("", "Una página")


def test_the_report_tells_each_text_apart_and_the_good_ones_are_taken(desk: Desk, office: Office) -> None:
    found = catalogue(desk, title="x" * 400, introduction="Hola a todos.", body="Sin enlace ni <b>nada</b>.")
    found.append(polib.POEntry(msgctxt="nowhere", msgid="Enlloc", msgstr="En ningún sitio"))
    answer = desk.take("a.po", in_bytes(found))
    told = {path.partition(".")[0]: verdict for path, verdict in verdicts(answer).items()}
    assert told == {
        "title": "too_long", "slug": "empty", "introduction": "accepted", "body": "tags", "nowhere": "unknown",
    }  # fmt: skip
    assert "400" in words(answer)
    assert office.text("introduction") == "Hola a todos."
    assert (office.text("title"), office.text("body")) == ("", "")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ('Texto con <script>x</script> y <a id="a1">enlace</a>', "tags"),
        ('Texto <a href="javascript:x()" id="a1">enlace</a>', "tags"),
        ('Texto <a id="a1">enlace</a> y <a id="a2">otro</a>', "tags"),
        ('Texto con un <a id="a1">enlace</a>.', "accepted"),
    ],
)
def test_links_and_tags_have_to_be_those_of_the_original(desk: Desk, office: Office, text: str, verdict: str) -> None:
    answer = desk.take("a.po", in_bytes(catalogue(desk, body=text)))
    assert verdict in verdicts(answer).values()
    assert office.text("body") == (text if verdict == "accepted" else "")


def test_an_element_that_is_none_of_ours_is_told(desk: Desk, office: Office) -> None:
    content = desk.content("xliff").decode()
    content = content.replace(
        '<source>Una pàgina</source><target state="needs-translation"/>',
        '<source>Una pàgina</source><target>Una <ph id="7">{x}</ph>página</target>',
    )
    assert verdicts(desk.take("a.xlf", content.encode()))["title"] == "tags"
    assert office.text("title") == ""


def test_a_text_whose_original_changed_is_kept_as_a_version_and_says_what_changed(desk: Desk, office: Office) -> None:
    content = in_bytes(catalogue(desk, title="Una página", introduction="Hola a todos."))
    office.page.introduction = "Hola a tothom que vingui."
    office.page.save_revision().publish()
    office.task.translation.source.update_from_db()
    checked = desk.check("a.po", content)
    assert verdicts(checked)["introduction"] == "source_changed"
    assert "<del>tothom.</del> <ins>tothom que vingui.</ins>" in words(checked)
    assert office.versions() == set()
    for _again in range(2):
        desk.take("a.po", content)
    assert (office.text("title"), office.text("introduction")) == ("Una página", "")
    assert office.versions() == {"Hola a todos."}


def test_words_written_after_the_export_stay_and_the_files_are_kept_beside(desk: Desk, office: Office) -> None:
    content = in_bytes(catalogue(desk, title="Del archivo", introduction="También del archivo"))
    writing.write(office.task.translation, office.segment("title"), "Escrito aquí", None)
    answer = desk.take("a.po", content)
    assert verdicts(answer)["title"] == "newer"
    assert "Escrito aquí" in words(answer)
    assert (office.text("title"), office.text("introduction")) == ("Escrito aquí", "También del archivo")
    assert office.versions() == {"Del archivo"}


def test_what_the_translator_left_alone_is_no_conflict(desk: Desk, office: Office) -> None:
    office.put("title", "Como estaba")
    content = in_bytes(catalogue(desk))
    writing.write(office.task.translation, office.segment("title"), "Mejor", None)
    answer = desk.take("a.po", content)
    assert verdicts(answer)["title"] == "unchanged"
    assert office.text("title") == "Mejor"


def test_one_may_bring_a_better_file_of_the_same_export(desk: Desk, office: Office) -> None:
    found = catalogue(desk, title="Una pagina")
    desk.take("a.po", in_bytes(found))
    found.find("Una pàgina").msgstr = "Una página"
    desk.take("a.po", in_bytes(found))
    assert office.text("title") == "Una página"
    assert office.versions() == {"Una pagina"}


def test_a_place_that_is_twice_in_the_file_is_taken_once(desk: Desk, office: Office) -> None:
    found = catalogue(desk, title="Una página")
    found.append(polib.POEntry(msgctxt="title", msgid="Una pàgina", msgstr="Otra"))
    answer = desk.take("a.po", in_bytes(found))
    assert [row.verdict for row in answer.context["report"].files[0].rows].count("twice") == 1
    assert office.text("title") == "Una página"


def test_nothing_is_half_imported_when_the_machine_fails(
    desk: Desk, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second write fails: the first is undone with it."""
    write, calls = writing.write, []

    def fails_later(*args: Any, **options: Any) -> Any:
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("the power went")
        return write(*args, **options)

    content = in_bytes(catalogue(desk, title="Una página", introduction="Hola a todos."))
    monkeypatch.setattr(writing, "write", fails_later)
    with pytest.raises(RuntimeError):
        desk.take("a.po", content)
    assert not StringTranslation.objects.exists()
    assert StringSegment.objects.exists()
