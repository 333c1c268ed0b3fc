"""The press page, with two pictures of our own drawing to begin with."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from caravana_site.common import cards
from caravana_site.common.seeds import Run, add_page, existing, stream
from caravana_site.translation.from_catalogue import catalogue, translate
from home.models import PressPage
from home.seed_files import HERE

KEY = "premsa"
NAMES = {"ca": "Caravana d’innovació digital", "es": "Caravana de innovación digital"}
CREDIT = "Caravana d’innovació digital; Instituto Geográfico Nacional"


def run(run: Run, entry: dict[str, Any]) -> None:
    source, target = (Locale.objects.get(language_code=code) for code in ("ca", "es"))
    texts = catalogue(HERE / "es.po")
    page = existing(KEY, source) or _add(run, entry, texts)
    run.pages[KEY] = page
    if existing(KEY, target) is None:
        translate(page, target, texts, slug=entry["slug_es"])
        run.made += 1


@transaction.atomic
def _add(run: Run, entry: dict[str, Any], texts: dict[str, str]) -> Page:
    page = PressPage(
        **{name: entry[name] for name in ("title", "slug", "introduction", "search_description", "about")},
        show_in_menus=True,
    )
    blocks = []
    for code, end in (("ca", ""), ("es", "_es")):
        alt, caption = entry[f"alt{end}"], entry[f"caption{end}"]
        image = _picture(NAMES[code], code, {"ca": alt, "es": texts[alt]})
        shown = {"image": image.pk, "alt_text": alt, "decorative": False}
        blocks.append({"type": "picture", "image": shown, "caption": caption})
    page.pictures = stream(run, KEY, PressPage._meta.get_field("pictures"), blocks)
    return add_page(run, KEY, run.pages["home"], page)


def _picture(name: str, code: str, alt_texts: dict[str, str]) -> Any:
    drawn = ContentFile(cards.draw(name, ""), name=f"caravana-{code}.png")
    return get_image_model().objects.create(title=name, file=drawn, alt_texts=alt_texts, credit=CREDIT)
