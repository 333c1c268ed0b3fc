"""How to take part. It was an ordinary page once: one that nobody has touched gives way to the page of today."""

from typing import Any

from wagtail.models import Locale, Page, ReferenceIndex, Revision
from wagtail_localize.models import TranslatableObject

from caravana_site.common.seeds import Run, add_page, existing, key_of, stream
from caravana_site.translation.from_catalogue import catalogue, translate
from home.models import TakePartPage
from home.seed_files import HERE

KEY, OLD_KEY = "take-part", "participa"
STREAMS = ("roads", "questions")


def run(run: Run, entry: dict[str, Any]) -> None:
    """The page in both languages; where an edited one stands at its address, that one stays and is said."""
    source, target = (Locale.objects.get(language_code=code) for code in ("ca", "es"))
    page = existing(KEY, source)
    if page is None:
        if not _make_room(run):
            return
        page = _add(run, dict(entry))
    run.pages[KEY] = page
    if existing(KEY, target) is None:
        translate(page, target, catalogue(HERE / "es.po"), slug=entry["slug_es"])
        run.made += 1


def _add(run: Run, entry: dict[str, Any]) -> Page:
    blocks = {name: entry.pop(name) for name in STREAMS}
    del entry["slug_es"]
    page = TakePartPage(**entry, show_in_menus=True)
    for name in STREAMS:
        setattr(page, name, stream(run, f"{KEY}/{name}", TakePartPage._meta.get_field(name), blocks[name]))
    return add_page(run, KEY, run.pages["home"], page)


def _make_room(run: Run) -> bool:
    """Take away the ordinary page of that address, unless somebody wrote in it or links to it."""
    old = Page.objects.filter(translation_key=key_of(OLD_KEY))
    keys = [str(pk) for pk in old.values_list("pk", flat=True)]
    if not keys:
        return True
    written = Revision.page_revisions.filter(object_id__in=keys).exclude(user=None).exists()
    linked = any(ReferenceIndex.get_references_to(page).exists() for page in old)
    if written or linked:
        run.say("  «participa» was edited or is linked to: it stays. To have the new page, delete it and seed again.")
        return False
    TranslatableObject.objects.filter(translation_key=key_of(OLD_KEY)).delete()
    for page in old:
        page.delete()
    return True
