"""Who answers in a demonstration: written by it in whichever order it comes, and taken away with it."""

from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from caravana_site.common import seeds
from caravana_site.common.public_forms import kinds
from caravana_site.common.public_forms.deployment import forms_say_who_answers
from home import seed, seed_controller, seed_notices
from home.models import SiteSettings

pytestmark = pytest.mark.django_db
INVENTED = (
    *("contact_name", "contact_email", "contact_phone", "contact_address", "data_controller"),
    "protection_officer",
)


def run(*, demo: bool) -> int:
    """The parts of the seed that open and close the forms; returns what was made."""
    run = seeds.Run(demo=demo, say=str)
    seed.run_home(run)
    run.pages["privacitat"] = run.pages[seed.HOME]
    seed.run_settings(run)
    seed_controller.run(run)
    seed_notices.run(run)
    return run.made


def told(language: str) -> dict[str, str]:
    return SiteSettings.objects.filter(locale__language_code=language).values(*INVENTED).get()


def is_open(client: Any, language: str = "ca") -> bool:
    return "<textarea" in client.get({"ca": "/ca/avisa/", "es": "/es/avisa/"}[language]).content.decode()


def test_a_real_installation_begins_with_its_forms_closed(client: Any) -> None:
    run(demo=False)
    assert not any(told("ca").values())
    assert not any(told("es").values())
    assert not is_open(client)
    assert len(forms_say_who_answers(None)) == len(kinds.all_forms()) * 2 * 2, (
        "each form, two languages, a controller and a contact"
    )


@pytest.mark.parametrize("first", [False, True], ids=["after a plain seed", "at once"])
def test_a_demonstration_opens_them_in_both_languages_and_its_removal_closes_them(client: Any, first: bool) -> None:
    run(demo=first)
    run(demo=True)
    assert forms_say_who_answers(None) == []
    assert is_open(client, "ca")
    assert is_open(client, "es")
    assert all(told("ca").values())
    assert told("es")["data_controller"] == "Ente de muestra (inventado)"
    assert told("es")["contact_address"] == "Dirección de muestra\n08000 Barcelona"
    before = list(TranslationSource.objects.values())
    assert run(demo=True) == 0
    assert list(TranslationSource.objects.values()) == before, "a second run changes nothing"
    translation = Translation.objects.get(source__specific_content_type__model="sitesettings")
    for segment in StringSegment.objects.filter(source=translation.source):
        done = StringTranslation.objects.filter(translation_of=segment.string, context=segment.context)
        assert done.exists(), segment.string.data
    seed_controller.remove()
    assert not any(told("ca").values())
    assert not any(told("es").values())
    assert not is_open(client)
    translation.refresh_from_db()
    translation.save_target(publish=True)
    assert not any(told("es").values()), "translators do not bring it back"


def test_what_somebody_wrote_is_neither_overwritten_nor_taken_away() -> None:
    run(demo=False)
    real = SiteSettings.objects.get(locale=Locale.get_default())
    real.data_controller = "Consorci de debò"
    real.save()
    run(demo=True)
    assert told("ca")["data_controller"] == "Consorci de debò"
    seed_controller.remove()
    assert {name for name, value in told("ca").items() if value} == {"data_controller"}


def test_the_removal_of_the_samples_takes_it_away() -> None:
    run(demo=True)
    seeds.remove_samples(str)
    assert not any(told("ca").values())
