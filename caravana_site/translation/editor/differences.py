"""What is different between two texts, word by word, for eyes and for screen readers."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from bs4 import BeautifulSoup
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WORDS = re.compile(r"\s+|[^\s\w]|\w+")


def difference(before: str, after: str) -> SafeString:
    """HTML of `after` with what came and what went away; tags of either are left out."""
    old, new = _words(before), _words(after)
    return format_html_join("", "{}", ((piece,) for piece in _pieces(old, new)))


def _words(html: str) -> list[str]:
    text = BeautifulSoup(html, "html.parser").get_text() if "<" in html or "&" in html else html
    return WORDS.findall(text)


def _pieces(old: list[str], new: list[str]) -> Iterable[SafeString | str]:
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "".join(new[new_from:new_to])
            continue
        if old_to > old_from:
            yield _marked("del", _("taken away:"), "".join(old[old_from:old_to]))
        if new_to > new_from:
            yield _marked("ins", _("added:"), "".join(new[new_from:new_to]))


def _marked(tag: str, said: str, text: str) -> SafeString:
    return format_html(
        '<{tag}><span class="w-sr-only">[{said} </span>{text}<span class="w-sr-only">]</span></{tag}>',
        tag=tag,
        said=said,
        text=text,
    )
