"""How a source's text is shown: its marks as marks."""

from bs4 import BeautifulSoup
from django.utils.safestring import SafeString, mark_safe
from wagtail_localize.strings import INLINE_TAGS


def shown(html: str) -> SafeString:
    """The source as readers see it; in the place of a link its words with its id."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        name, identity = tag.name, str(tag.get("id", ""))
        tag.attrs = {}
        if name == "a":
            tag.name, tag.attrs = "span", {"class": "te-link"}
            mark = soup.new_tag("sup", attrs={"class": "te-link__id"})
            mark.string = identity
            tag.append(mark)
        elif name not in INLINE_TAGS:
            tag.unwrap()
    return mark_safe(str(soup))  # noqa: S308  # every tag is one of the inline ones, without attributes of its own


def tags(html: str) -> list[tuple[str, str]]:
    """The marks of a source, each once, as what stands before and after the words: what the editor's buttons insert."""
    found: dict[str, tuple[str, str]] = {}
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        if tag.name == "br":
            found.setdefault("br", ("<br/>", ""))
            continue
        identity = f' id="{tag["id"]}"' if tag.get("id") else ""
        found.setdefault(f"{tag.name}{identity}", (f"<{tag.name}{identity}>", f"</{tag.name}>"))
    return list(found.values())
