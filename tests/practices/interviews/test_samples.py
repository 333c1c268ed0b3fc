"""The invented interviews: light, said to be samples, and gone with nothing left behind."""

from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Collection

from caravana_site.common.models import Document, Media
from caravana_site.common.timed_text import decoded, read_captions
from practices import seed, seed_interviews
from practices.models import InterviewConsent
from tests.factories import MunicipalityFactory, OrganisationFactory

ENTRY = {
    "title": "Mostra",
    "role": "Cap",
    "recorded_on": "2026-02-20",
    "interviewer": "ine:08113",
    "language": "ca",
    "captions": "oficina-rodant",
    "visual_information": "spoken",
}


def test_all_of_them_weigh_less_than_a_megabyte_and_their_captions_can_be_read() -> None:
    files = list(seed_interviews.HERE.iterdir())
    assert sum(path.stat().st_size for path in files) < 1024 * 1024
    for path in files:
        if path.suffix == ".vtt":
            told = read_captions(decoded(path.read_bytes()))
            assert told.chapters
            assert all(paragraph.voice for paragraph in told.paragraphs)


@pytest.mark.django_db
def test_making_them_twice_makes_one_clip_and_removing_leaves_nothing(
    practice: Any, django_capture_on_commit_callbacks: Any
) -> None:
    OrganisationFactory(municipality=MunicipalityFactory(ine="08113"))
    for _time in range(2):
        rows = seed_interviews.rows([ENTRY], practice.locale)
    assert (Media.objects.count(), Document.objects.count()) == (1, 1)
    assert rows[0].told.chapters[0].title == "Per què una furgoneta"
    consents = [Path(consent.file.path) for consent in InterviewConsent.objects.all()]
    with django_capture_on_commit_callbacks(execute=True):
        seed_interviews.remove()
    assert not any(model.objects.exists() for model in (Media, Document, InterviewConsent))
    assert not Collection.objects.filter(name=seed_interviews.COLLECTION).exists()
    assert not any(path.exists() for path in consents)


@pytest.mark.django_db
def test_a_seed_that_stops_half_way_leaves_no_consent(practice: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    OrganisationFactory(municipality=MunicipalityFactory(ine="08113"))
    lists = ("story", "audiences", "successes", "difficulties", "milestones")
    entry = {
        "title": "Mostra",
        "slug": "mostra",
        "summary": "Una mostra.",
        "status": "active",
        "started": "2026-01-01",
        "organisation": "ine:08113",
        "theme": practice.theme.key,
        "interviews": [ENTRY],
        **{name: [] for name in lists},
    }

    def stop(*args: Any) -> Any:
        raise RuntimeError("stopped")

    monkeypatch.setattr(seed, "add_page", stop)
    with pytest.raises(RuntimeError, match="stopped"):
        seed._add(seed.Run(demo=True, say=print), "practice/mostra", entry, practice.get_parent())
    assert not InterviewConsent.objects.exists()
