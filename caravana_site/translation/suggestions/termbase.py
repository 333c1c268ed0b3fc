"""The termbase as it is now, between two languages: which of its words a text has, and how they are said."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from caravana_site.translation.models import TermWording

from . import names
from .likeness import normal, plain
from .phrases import Phrases, Place
from .word_forms import plural

SHORTEST = 4
"""Letters of a single word that is looked for inside a text: “ens” is a body, and “us” as well."""
_ARTICLE = re.compile(r"(?:els|les|los|las|el|la)\s|l['’]", re.IGNORECASE)
_AT_THE_START = re.compile(r"(?:^|[.!?…:]\s+)[«“\"(]?\Z")


@dataclass(frozen=True)
class Entry:
    """A term in one of its forms: how it is said in both languages, and how it is not."""

    source: str
    target: str
    forbidden: tuple[str, ...] = ()
    is_plural: bool = False
    all_forms: tuple[str, ...] = ()
    """What counts as having said it in the target."""


class Termbase:
    """Terms and names for texts from one language into another; kept for one call, so that it is never old."""

    def __init__(self, entries: list[Entry], fixed: list[str]) -> None:
        by_source = {}
        for entry in entries:
            by_source.setdefault(normal(entry.source), entry)  # a form that is listed goes before one that is reckoned
        self._whole = by_source
        self._terms = Phrases((entry.source, entry) for entry in by_source.values() if _is_looked_for(entry.source))
        self._names = Phrases(((name, name) for name in fixed), exact=True)
        self._fixed = {normal(name) for name in fixed}

    @classmethod
    def between(cls, source_locale: int, target_locale: int) -> "Termbase":
        """Read it: two queries at most, whatever there is."""
        wordings: dict[int, dict[int, TermWording]] = defaultdict(dict)
        fixed = []
        for wording in TermWording.objects.select_related("term", "locale").order_by("pk"):
            wordings[wording.term_id][wording.locale_id] = wording
            if wording.term.never_translated:
                fixed.append(wording.text)
        both = [
            (one[source_locale], one[target_locale])
            for one in wordings.values()
            if source_locale in one and target_locale in one
        ]
        entries = [
            entry for source, target in both if not source.term.never_translated for entry in _forms(source, target)
        ]
        return cls(sorted(entries, key=lambda entry: entry.is_plural), [*fixed, *names.registered()])

    def whole(self, html: str) -> str | None:
        """What a text is in the target when all of it is one term or name."""
        text = normal(html)
        if entry := self._whole.get(text):
            return _with_capital(entry.target, plain(html))
        if text in self._fixed or _ARTICLE.sub("", text, count=1) in self._fixed:
            return html
        return None

    def terms_in(self, text: str) -> Iterator[Place[Entry]]:
        """Terms in a text without tags."""
        return self._terms.find(text)

    def names_in(self, text: str) -> Iterator[Place[str]]:
        """Names in a text without tags; a short one that begins a sentence may be no name at all."""
        for place in self._names.find(text):
            name = place.value
            is_doubtful = len(name) <= names.SHORT and name.isalpha() and not name.isupper()
            if not (is_doubtful and _AT_THE_START.search(text[: place.start])):
                yield place

    def broken(self, source: str, translation: str) -> Iterator[Entry]:
        """Terms of the source (HTML) that the translation does not have, or says with a word that is not used."""
        there = normal(translation)
        seen = set()
        for place in self.terms_in(plain(source)):
            entry = place.value
            is_said = any(_stands(form, there) for form in entry.all_forms)
            if entry not in seen and (self.misused(entry, there) or not is_said):
                seen.add(entry)
                yield entry

    @staticmethod
    def misused(entry: Entry, text: str) -> str | None:
        """The forbidden word that the text has for that term, or None."""
        there = normal(text)
        return next((word for word in entry.forbidden if _stands(word, there)), None)

    def lost_names(self, source: str, translation: str) -> Iterator[str]:
        """Names of the source (HTML) that the translation changes."""
        there = plain(translation)
        for name in dict.fromkeys(place.value for place in self.names_in(plain(source))):
            if name not in there:
                yield name


def _forms(source: TermWording, target: TermWording) -> Iterator[Entry]:
    one, code = target.text, target.locale.language_code
    many = plural(one, code)
    forms = (one, many)
    forbidden = tuple(
        form for word in target.forbidden_words() for form in dict.fromkeys((word, plural(word, code)))
        if normal(form) not in (normal(one), normal(many))
    )  # fmt: skip
    yield Entry(source.text, one, forbidden, False, forms)
    yield Entry(plural(source.text, source.locale.language_code), many, forbidden, True, forms)


def _is_looked_for(phrase: str) -> bool:
    return " " in phrase or len(phrase) >= SHORTEST


def _stands(phrase: str, normal_text: str) -> bool:
    return re.search(rf"(?<![^\W_]){re.escape(normal(phrase))}(?![^\W_])", normal_text) is not None


def _with_capital(phrase: str, like: str) -> str:
    return phrase[0].upper() + phrase[1:] if like[:1].isupper() else phrase


def with_capital_of(phrase: str, like: str) -> str:
    """The phrase with as many capitals as the words it stands for."""
    if len(like) > 1 and like.isupper():
        return phrase.upper()
    return _with_capital(phrase, like)
