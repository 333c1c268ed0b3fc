"""A catalogue in both languages, people of each role, and the edit form as a browser would send it."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from caravana_site.common import groups
from tests import people
from tests.factories import PracticeIndexPageFactory, PracticePageFactory, publish_home, translated

STORY = ("problem", "solution", "value", "lessons")


@pytest.fixture
def index(db: None) -> Any:
    made = PracticeIndexPageFactory(parent=publish_home("es"))
    translated(made, "es", slug="practicas")
    return made


@pytest.fixture
def practice(index: Any) -> Any:
    return PracticePageFactory(parent=index, title="La furgoneta", slug="la-furgoneta")


@pytest.fixture
def roles(index: Any) -> dict[str, Any]:
    return groups.ensure_groups()


@pytest.fixture
def member(roles: dict[str, Any]) -> Callable[[str], Any]:
    def make(role: str) -> Any:
        return people.member(roles[role], role)

    return make


@pytest.fixture
def signed_in(client: Any, member: Callable[[str], Any]) -> Callable[[str], Any]:
    """The client as somebody of that role."""

    def sign_in(role: str) -> Any:
        return people.signed_in(client, member(role))

    return sign_in


class Editor:
    """The edit page of a practice: `fields` is what the browser holds, `save` sends it."""

    def __init__(self, client: Any, page: Any) -> None:
        self.client, self.url = client, reverse("wagtailadmin_pages:edit", args=[page.pk])
        self.fields: dict[str, Any] = {}
        self.open()

    def open(self) -> str:
        html = self.client.get(self.url).content.decode()
        form = BeautifulSoup(html, "html.parser").find(id="page-edit-form")
        self.fields = {}
        for field in form.find_all(["input", "textarea", "select"]):
            if (
                not (name := field.get("name"))
                or field.get("type") in ("submit", "checkbox", "radio")
                or "__prefix__" in name
            ):
                continue
            if field.name == "select":
                chosen = field.find("option", selected=True)
                self.fields[name] = chosen["value"] if chosen else ""
            else:
                self.fields[name] = field.text if field.name == "textarea" else field.get("value", "")
        story = streamfield([(part, {"text": rich_text("<p>El que va passar.</p>")}) for part in STORY])
        self.fields |= nested_form_data({"story": story})
        return html

    def add_interview(self, **values: Any) -> None:
        number = int(self.fields["interviews-TOTAL_FORMS"])
        blank = {"id": "", "ORDER": str(number + 1), "DELETE": "", "identity": "", "language": "ca"}
        blank["transcript"] = rich_text("")
        self.fields["interviews-TOTAL_FORMS"] = str(number + 1)
        self.set_interview(number, **{**blank, **values})

    def set_interview(self, number: int, **values: Any) -> None:
        self.fields |= {f"interviews-{number}-{name}": value for name, value in values.items()}

    def save(self, **extra: Any) -> Any:
        return self.client.post(self.url, {**self.fields, **extra}, follow=True)

    def publish(self) -> Any:
        return self.save(**{"action-publish": "action-publish"})


@pytest.fixture
def edit(signed_in: Any) -> Callable[..., Editor]:
    return lambda page, role=groups.REVIEWERS: Editor(signed_in(role), page)
