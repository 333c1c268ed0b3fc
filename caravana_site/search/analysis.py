"""How words are read, the same for what is indexed and for what is asked.

A word is made small, its ela geminada joined (`l·l`, `l.l`, `l-l` → `ll`), its number and its spelling brought to one
form (`endings`) and its accents taken away. Under that form every word is in the index, in its place, where phrases
find it. Long words are there a second time for PostgreSQL to stem (*digitalitzar*, *digitalització*), with their
accents, which the stemmer needs, and without, for readers who leave them out. Short words are not stemmed: Snowball's
Catalan makes one of *pàgina* and *pagament*, and of *parada* and *paraula*.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings

from .endings import common_form, variants
from .stop_words import STOP_WORDS

MOST_TERMS = 12
LONGEST_WORD = 60  # characters: longer is no word
SHORTEST_STEMMED = 7  # letters
MOST_REMEMBERED = 50_000  # words whose forms a process keeps: an index of 20,000 rows has fewer
KEPT = "1"  # behind a word: PostgreSQL's parser then calls it a `numword`, which our configurations leave unstemmed
WORD = re.compile(r"[^\W_]+")
GEMINATE = re.compile("(?i)l[·.•‧∙⋅・\\-‐‑]l")
MIDDLE_DOT_L = str.maketrans({"ŀ": "l·", "Ŀ": "L·"})
THOUSANDS = re.compile(r"(?<=\d)[.  ](?=\d{3}\b)")
QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]*)[\"“”«»„]")


def languages() -> tuple[str, ...]:
    """The languages that pages are written in; one without rules of its own is neither stemmed nor levelled."""
    return tuple(code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES)


def joined(text: str) -> str:
    """One spelling for what is spelt in several ways; the length of the text may change."""
    composed = unicodedata.normalize("NFC", text.translate(MIDDLE_DOT_L))
    return THOUSANDS.sub("", GEMINATE.sub(lambda pair: pair[0][0] + pair[0][-1], composed))


def words_of(text: str) -> list[str]:
    """The words in their order, small, whatever stands between them."""
    return [word.lower()[:LONGEST_WORD] for word in WORD.findall(joined(text))]


def folded(word: str) -> str:
    """Without accents, cedillas or diaereses."""
    return "".join(one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one))


@lru_cache(MOST_REMEMBERED)
def kept(word: str, language: str) -> str:
    """The form under which every word is in the index."""
    return folded(common_form(word, language)) + KEPT


@lru_cache(MOST_REMEMBERED)
def stemmed(word: str, language: str) -> tuple[str, ...]:
    """The forms of a long word that PostgreSQL is to stem; none of a short one."""
    form = common_form(word, language)
    return (form, folded(form)) if len(form) >= SHORTEST_STEMMED and form.isalpha() else ()


def indexed_text(text: str, language: str) -> str:
    """The text as the index takes it."""
    words = words_of(text)
    forms = [form for word in dict.fromkeys(words) for form in stemmed(word, language)]
    return " ".join([*(kept(word, language) for word in words), *forms])


def asked_forms(word: str, language: str) -> list[str]:
    """All the forms under which the index may have this word."""
    meant = variants(word, language)
    return sorted({form for one in meant for form in (kept(one, language), *stemmed(one, language))})


@dataclass(frozen=True)
class Question:
    """What was typed, read: words that must all be there, and phrases."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = field(default=())
    typed: tuple[str, ...] = ()
    """The words as they were spelt, for an engine whose index knows no other spelling."""

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def all_words(self) -> tuple[str, ...]:
        """The words to mark in a text."""
        return tuple(dict.fromkeys((*self.words, *(word for phrase in self.phrases for word in phrase))))

    def without(self, word: str) -> "Question":
        kept = tuple(one for one in self.words if one != word)
        return Question(kept, self.phrases, kept)

    def with_in_place_of(self, word: str, other: str) -> "Question":
        changed = tuple(other if one == word else one for one in self.words)
        return Question(changed, self.phrases, changed)

    def __str__(self) -> str:
        return " ".join((*self.words, *(f"«{' '.join(phrase)}»" for phrase in self.phrases)))


def is_stop_word(word: str, language: str) -> bool:
    return (len(word) == 1 and not word.isdigit()) or word in STOP_WORDS.get(language, ())


def read(text: str, language: str) -> Question:
    """Read what somebody typed; empty when it holds no word worth looking for. Nothing in it is an operator."""
    phrases = tuple(words for words in _phrases(text) if words)
    rest = words_of(QUOTED.sub(" ", text))
    words = dict.fromkeys(word for word in rest if not is_stop_word(word, language))
    typed = [word.lower() for word in WORD.findall(unicodedata.normalize("NFC", QUOTED.sub(" ", text)))]
    told = dict.fromkeys(word for word in typed if not is_stop_word(word, language))
    return Question(tuple(words)[:MOST_TERMS], phrases[:MOST_TERMS], tuple(told)[:MOST_TERMS])


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    for quoted in QUOTED.findall(text):
        yield tuple(words_of(quoted))[:MOST_TERMS]
