"""PostgreSQL stopped in the middle of everything: what is kept is shown, nothing is half saved, nobody writes twice."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from .content import FORM, FORM_ES, PASSWORD, STORY
from .installation import Installation
from .test_queue import until
from .visitor import Answer, Load, Visitor, fields, signed_in

pytestmark = [
    pytest.mark.faults,
    pytest.mark.postgresql,
    pytest.mark.django_db,
    pytest.mark.xdist_group("faults"),
]
AWAY = 3.0
AT_ONCE = 1.0
RECOVERED = 5.0
READING = 3.2  # what a form has to be open
"""Seconds."""
WRITTEN_LAST = ("common_outgoingemail", "wagtailcore_pagelogentry")
"""What a form and an editor's save write after everything else, in the same transaction."""
BY_SCRIPTS = {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
"""Fields that the editor's scripts add."""
SORRY = {
    "ca": "el que acabes d’enviar no s’ha desat",
    "es": "lo que acabas de enviar no se ha guardado",
}


class Asking(threading.Thread):
    """One request that hangs until the database is gone."""

    def __init__(self, ask: Callable[[], Answer]) -> None:
        super().__init__()
        self.ask, self.answer = ask, Answer(0, {}, "", 0.0)
        self.start()

    def run(self) -> None:
        self.answer = self.ask()
        self.at = time.monotonic()


def counted(installation: Installation, statement: str, told: str) -> int:
    with psycopg.connect(installation.database) as connection:
        found = connection.execute(statement, [told]).fetchone()  # type: ignore[call-overload]  # our own words
    assert found
    return int(found[0])


def messages(installation: Installation, text: str) -> int:
    return counted(installation, "SELECT count(*) FROM practices_contactmessage WHERE text = %s", text)


def revisions(installation: Installation, title: str) -> int:
    return counted(installation, "SELECT count(*) FROM wagtailcore_revision WHERE content ->> 'title' = %s", title)


@contextmanager
def writing_stands_still(installation: Installation) -> Iterator[Callable[[int], bool]]:
    """Whoever writes waits for a lock before the end; what is yielded says whether so many do."""
    holder = psycopg.connect(installation.database)
    watcher = psycopg.connect(installation.database, autocommit=True)
    for table in WRITTEN_LAST:
        holder.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE".encode())

    def waiting(number: int) -> bool:
        found = watcher.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
        return bool(found and found[0] >= number)

    yield waiting
    for connection in (holder, watcher):
        connection.close()


@pytest.fixture
def stopped(installation: Installation) -> Iterator[Callable[[], None]]:
    yield lambda: installation.postgresql.stop(signal.SIGQUIT)  # «immediate»: nobody is waited for
    if installation.postgresql.running is None:
        installation.postgresql.start()


def page_of(installation: Installation) -> str:
    with psycopg.connect(installation.database) as connection:
        found = connection.execute("SELECT id FROM wagtailcore_page WHERE slug = 'text-1'").fetchone()
    assert found
    return f"/admin/pages/{found[0]}/edit/"


def test_three_seconds_without_a_database(installation: Installation, stopped: Callable[[], None]) -> None:
    port = installation.ports.nginx
    reader, lector = Visitor(port), Visitor(port, "es")
    editor = signed_in(Visitor(port, "es"), "administradora", PASSWORD)
    edit = page_of(installation)
    assert reader.get(STORY).status == 200
    forms = {text: fields(visitor.get(address).text, "seal") for text, visitor, address in (
        ("abans", reader, FORM), ("a mig enviar", reader, FORM), ("sense base de dades", lector, FORM_ES),
    )}  # fmt: skip
    for text, form in forms.items():
        form |= {"text": text, "name": "Núria Prat", "email": "nuria@sort.example", "accepted": "on"}
    title = "Un títol nou"
    saved = fields(editor.get(edit).text, "title") | BY_SCRIPTS | {"title": title}
    time.sleep(READING)
    assert reader.post(FORM, forms["abans"]).status == 303

    with Load(port, 2, lambda turn: STORY, pause=0.1) as reading:
        with writing_stands_still(installation) as waiting:
            sending = Asking(lambda: reader.post(FORM, forms["a mig enviar"]))
            saving = Asking(lambda: editor.post(edit, saved))
            assert until(lambda: waiting(2), 20)
            gone = time.monotonic()
            stopped()
        for asked in (sending, saving):
            asked.join()
            assert asked.answer.status == 503
            assert asked.at - gone < AT_ONCE
        nothing_but_what_is_kept(reader, lector, editor, edit)
        refused = lector.post(FORM_ES, forms["sense base de dades"])
        time.sleep(max(0.0, gone + AWAY - time.monotonic()))
        installation.postgresql.start()
        assert until(lambda: accepts(installation), 30)
        assert until(lambda: reader.get("/ca/cerca/?q=torna").status == 200, RECOVERED)
    assert set(reading.statuses) == {200}, reading.statuses
    assert all(answer.seconds < AT_ONCE for _moment, answer in reading.answers)
    assert {reader.get(f"/ca/cerca/?q=torna-{turn}").status for turn in range(20)} == {200}, (
        "every process has recovered"
    )

    assert [messages(installation, text) for text in forms] == [1, 0, 0]
    assert revisions(installation, title) == 0
    for visitor, address, answer, text in (
        (reader, FORM, sending.answer, "a mig enviar"), (lector, FORM_ES, refused, "sense base de dades"),
    ):  # fmt: skip
        assert answer.status == 503
        assert SORRY[visitor.language] in answer.text
        again = fields(answer.text, "seal")
        assert again == forms[text], "with the button that the page has, nothing is written twice"
        assert {visitor.post(address, again).status for _time in range(2)} == {303}
        assert messages(installation, text) == 1
    assert SORRY["es"] in saving.answer.text
    assert title not in saving.answer.text, "editors reload: their forms hold more than such a page may repeat"
    assert editor.post(edit, saved).status == 302, "the page was reloaded"
    assert revisions(installation, title) == 1


def accepts(installation: Installation) -> bool:
    try:
        psycopg.connect(installation.database, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def nothing_but_what_is_kept(reader: Visitor, lector: Visitor, editor: Visitor, edit: str) -> None:
    for visitor, address, words in (
        (reader, "/ca/text-9/", "Aturats per reparacions"), (lector, "/es/practicas/", "Parados por reparaciones"),
        (reader, FORM, "Aturats per reparacions"), (editor, edit, "Parados por reparaciones"),
        (reader, "/api/v1/practices", "unavailable"), (reader, "/ca/no-hi-es/", "Aturats per reparacions"),
    ):  # fmt: skip
        answer = visitor.get(address)
        assert (answer.status, answer.seconds < AT_ONCE, words in answer.text) == (503, True, True), (address, answer)
        assert answer.headers["Retry-After"] == "30"
        assert "no-store" in answer.headers["Cache-Control"]
