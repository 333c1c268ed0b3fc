"""Making the translation of one text fit another that is like it: its links, its emphasis and its capital."""

from bs4 import BeautifulSoup

from .likeness import markup, plain


def adapted(wanted: str, like: str, translation: str) -> str | None:
    """The translation of `like` for `wanted`; None when a link of `wanted` would have no place in it."""
    asked, had, has = (_links(html) for html in (wanted, like, translation))
    if sorted(had) != sorted(has) or len(asked) > len(had):
        return None
    fitting = translation
    if had != asked:
        fitting = _with_links(translation, dict(zip(had, asked, strict=False)))
    if not markup(wanted) and markup(fitting):
        fitting = _bare(fitting)
    return capital(plain(wanted), fitting)


def _links(html: str) -> list[str]:
    if "<a" not in html:
        return []
    return [str(tag.get("id", "")) for tag in BeautifulSoup(html, "html.parser").find_all("a")]


def _with_links(html: str, ids: dict[str, str]) -> str:
    """Each link gets the id of the one that stands in its place; one that has none there becomes plain words."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all("a"):
        if (other := ids.get(str(tag.get("id", "")))) is None:
            tag.unwrap()
        else:
            tag["id"] = other
    return str(soup)


def _bare(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(lambda tag: tag.name != "br"):
        tag.unwrap()
    return str(soup)


def capital(wanted: str, html: str) -> str:
    """Begin as the text begins that is translated, where both begin with a letter."""
    if html[:1].isalpha() and wanted[:1].isalpha() and wanted[:1].isupper() != html[:1].isupper():
        first = html[0].upper() if wanted[0].isupper() else html[0].lower()
        return first + html[1:]
    return html
