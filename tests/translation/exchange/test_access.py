"""Who may take translations away and bring them back, and what it costs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from caravana_site.common import groups
from caravana_site.translation.models import TranslationTask

from .conftest import Desk, Office
from .test_round_trip import filled

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
ROLES = [*groups.ROLES, "administrator", "nobody"]
SEES = {"export": {groups.TRANSLATORS_CA_ES}, "import": {groups.TRANSLATORS_CA_ES, groups.TRANSLATORS_ES_CA}}
"""Screen → the roles that may see it, for a task from Catalan into Spanish; an administrator sees both.

The administration sends everybody else away.
"""


@pytest.mark.parametrize("role", ROLES)
def test_only_who_translates_between_these_languages_gets_there(client: Any, office: Office, role: str) -> None:
    if role == "administrator":
        client.force_login(get_user_model().objects.create_superuser("a", "a@example.cat", "x"), backend=BACKEND)
    elif role != "nobody":
        client.force_login(office.member(role), backend=BACKEND)
    desk = Desk(client, office)
    in_pairs = {key for key, group in office.groups.items() if group.language_pairs.exists()}
    assert in_pairs == SEES["import"]
    may_export, may_import = (role in SEES[screen] or role == "administrator" for screen in ("export", "import"))
    assert (desk.export("po").status_code == 200) == may_export
    address = reverse("translations_import")
    assert (client.get(address).status_code == 200) == may_import
    assert (client.get(address, {"task": office.task.pk}).status_code == 200) == may_export
    assert (desk.check("a.po", b"x").status_code == 200) == may_import


def test_a_file_of_languages_that_are_not_ones_own_is_refused(client: Any, desk: Desk, office: Office) -> None:
    content = filled("po", desk.content("po"))
    client.force_login(office.member(groups.TRANSLATORS_ES_CA), backend=BACKEND)
    answer = desk.take("a.po", content)
    assert "no tradueix entre aquestes llengües" in answer.content.decode()
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "task=1x", "task=999999999", "task=²", "format=docx&task={task}", "task=99999999999999"]
)
def test_what_makes_no_sense_is_not_found(desk: Desk, office: Office, query: str) -> None:
    address = f"{reverse('translations_export')}?{query.format(task=office.task.pk)}"
    assert desk.client.get(address).status_code == 404


def test_the_form_needs_its_token(office: Office) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(office.member(groups.TRANSLATORS_CA_ES), backend=BACKEND)
    assert client.post(reverse("translations_import"), {"carried": "x"}).status_code == 403


def cost(action: Callable[[], Any]) -> int:
    action()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        action()
    return len(queries)


@pytest.mark.parametrize("kind", ["po", "xliff"])
def test_many_tasks_cost_as_many_queries_as_two(desk: Desk, office: Office, kind: str) -> None:
    tasks = office.many(8)
    two, eight = (cost(lambda some=some: desk.content(kind, *some)) for some in (tasks[:2], tasks))
    assert two == eight
    files = {len(some): filled_archive(kind, desk.content(kind, *some)) for some in (tasks[:2], tasks)}
    assert cost(lambda: desk.check("a.zip", files[2])) == cost(lambda: desk.check("a.zip", files[8]))


def test_many_texts_cost_as_many_queries_as_two(desk: Desk, office: Office) -> None:
    def paragraphs(number: int) -> TranslationTask:
        page = office.make(f"Amb {number}", f"amb-{number}")
        page.body = [
            ("paragraph", {"text": f"<p>Text {n} <a href='https://x.cat/{n}'>a</a></p>"}) for n in range(number)
        ]
        page.save_revision().publish()
        return office.submit(page)

    short, long = paragraphs(2), paragraphs(8)
    assert cost(lambda: desk.content("xliff", short)) == cost(lambda: desk.content("xliff", long))
    files = [filled("xliff", desk.content("xliff", task)) for task in (short, long)]
    assert cost(lambda: desk.check("a.xlf", files[0])) == cost(lambda: desk.check("a.xlf", files[1]))


def filled_archive(kind: str, content: bytes) -> bytes:
    import io
    import zipfile

    returned = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(returned, "w") as other:
        for name in archive.namelist():
            other.writestr(name, filled(kind, archive.read(name)))
    return returned.getvalue()
