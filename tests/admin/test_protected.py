"""What others name cannot be deleted: the editor is told who needs it, and nothing breaks."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex

from practices.models import Organisation
from tests.factories import OrganisationFactory, PracticeIndexPageFactory, PracticePageFactory, publish_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice() -> Any:
    return PracticePageFactory(parent=PracticeIndexPageFactory(parent=publish_home()), title="La furgoneta")


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_body_that_a_practice_names_stays_with_the_reason(
    admin_client: Any, practice: Any, method: str, indexed: bool
) -> None:
    if not indexed:  # as after a load that writes rows directly
        ReferenceIndex.objects.all().delete()
    url = reverse("wagtailsnippets_practices_organisation:delete", args=[practice.organisation.pk])
    answer = getattr(admin_client, method)(url, follow=True)
    assert answer.status_code == 200
    assert "No es pot suprimir" in answer.content.decode()
    assert "«La furgoneta»" in answer.content.decode()
    assert Organisation.objects.filter(pk=practice.organisation.pk).exists()


def test_several_at_once_are_refused_together_and_a_free_one_is_deleted(admin_client: Any, practice: Any) -> None:
    free = OrganisationFactory()
    url = reverse("wagtail_bulk_action", args=["practices", "organisation", "delete"])
    answer = admin_client.post(f"{url}?id={practice.organisation.pk}&id={free.pk}", follow=True)
    assert "No es pot suprimir" in answer.content.decode()
    assert Organisation.objects.count() == 2
    admin_client.post(reverse("wagtailsnippets_practices_organisation:delete", args=[free.pk]))
    assert list(Organisation.objects.all()) == [practice.organisation]
