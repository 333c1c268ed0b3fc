"""How like two texts are, as an honest percentage: the edits it takes to make one of the other."""

import re

from bs4 import BeautifulSoup

QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "\u00a0": " "})
TAG = re.compile(r"<\s*(/?)\s*([a-z0-9]+)[^>]*>", re.IGNORECASE)


def plain(html: str) -> str:
    """The words of a text, without its tags."""
    if "<" not in html and "&" not in html:
        return html
    return BeautifulSoup(html, "html.parser").get_text()


def normal(html: str) -> str:
    """What two texts share that say the same: neither tags, capitals, kinds of quotes nor spaces tell them apart."""
    return " ".join(plain(html).translate(QUOTES).casefold().split())


def markup(html: str) -> list[str]:
    """The tags of a text in their order, without what they hold."""
    return [closing + name.lower() for closing, name in TAG.findall(html)]


def percent(one: str, other: str) -> int:
    """How much of the longer text can stay when one becomes the other; 100 only when nothing changes."""
    longest = max(len(one), len(other))
    return 100 if one == other else int(100 * (1 - edits(one, other) / longest))


def edits(one: str, other: str) -> int:
    """Levenshtein's distance: letters to add, drop or change. Myers' way, which handles a whole row as one number."""
    if not one or not other:
        return len(one) + len(other)
    places: dict[str, int] = {}
    for number, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | (1 << number)
    full, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    more, less, distance = full, 0, len(one)
    for letter in other:
        same = places.get(letter, 0)
        diagonal = (((same & more) + more) ^ more) | same | less
        rises, falls = less | ~(diagonal | more), more & diagonal
        distance += bool(rises & last) - bool(falls & last)
        rises = (rises << 1) | 1
        more, less = ((falls << 1) | ~(diagonal | rises)) & full, rises & diagonal & full
    return distance
