"""What is kept elsewhere than in a practice, and found with it, is found as it is now."""

from typing import Any

import pytest
from django.core.files.base import ContentFile

from practices.models import Organisation, PracticePage
from tests.factories import (
    InterviewFactory,
    OrganisationFactory,
    PracticeIndexPageFactory,
    PracticePageFactory,
    publish_home,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def index() -> Any:
    return PracticeIndexPageFactory(parent=publish_home("es"))


def found(words: str) -> list[str]:
    return [page.title for page in PracticePage.objects.live().search(words)]


def test_captions_that_are_uploaded_anew(index: Any, django_capture_on_commit_callbacks: Any) -> None:
    captions = InterviewFactory(page=PracticePageFactory(parent=index, title="La furgoneta")).captions
    with django_capture_on_commit_callbacks(execute=True):
        captions.file = ContentFile(b"WEBVTT\n\n00:01.000 --> 00:02.000\nEl xilofon.\n", "nous.vtt")
        captions.save()
    assert found("xilofon") == ["La furgoneta"]


def test_a_body_that_changes_its_name(index: Any, django_capture_on_commit_callbacks: Any) -> None:
    body = OrganisationFactory(name="Ajuntament de Baix")
    PracticePageFactory(parent=index, title="La furgoneta", organisation=body)
    with django_capture_on_commit_callbacks(execute=True):
        body = Organisation.objects.get(pk=body.pk)
        body.name = "Ajuntament de Xilofon"
        body.save()
    assert found("xilofon") == ["La furgoneta"]
    with django_capture_on_commit_callbacks() as asked:
        body.save()
    assert asked == [], "only when the name is another"
