"""The text that matched, with what matched in `<mark>`; everything else in it is escaped."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString
from modelsearch.conf import get_app_config

from . import matching, passages
from .analysis import Question, folded, indexed_text, is_stop_word, joined
from .matching import Hit
from .passages import Passage

WIDTH = 220  # characters of an excerpt
BEFORE = 60  # of them before what matched
SAME_START = 2  # letters that a word and its other forms share at least
PIECE = re.compile(r"[^\W_]+(?:[·.•‧∙][^\W_]+)*")  # with its ela geminada, which is one word


class Marker:
    """Cuts and marks the texts of a page of results: one query for the texts, one for the words."""

    def __init__(self, question: Question, language: str, rows: Mapping[Hit, Any], *, completed: bool) -> None:
        self.language = language
        self.texts = _texts(rows)
        self.passages = {hit: passages.of(row) for hit, row in rows.items()}
        everything = [*self.texts.values(), *map(str, rows.values())]
        everything += [passage.text for told in self.passages.values() for passage in told]
        words = self._matching(question, everything, completed)
        self.marked = {word for word in words if not is_stop_word(word, language)}

    def _matching(self, question: Question, texts: Iterable[str], completed: bool) -> set[str]:
        starts = {folded(word)[:SAME_START] for word in question.all_words}
        words = {word.lower() for text in texts for word in PIECE.findall(text)}
        near = {word for word in words if folded(joined(word))[:SAME_START] in starts}
        beginnings = tuple(folded(word) for word in question.words if len(word) > SAME_START) if completed else ()
        begun = {word for word in near if beginnings and folded(joined(word)).startswith(beginnings)}
        if not matching.stems():
            asked = {folded(word) for word in question.all_words}
            return begun | {word for word in near if folded(joined(word)) in asked}
        forms = {word: indexed_text(word, self.language) for word in near}
        return begun | matching.spelt(forms, question, self.language)

    def texts_of(self, hit: Hit, row: Any) -> tuple[SafeString, SafeString, Passage | None, SafeString]:
        """Title, excerpt, the passage that tells most of what was asked and its text."""
        body = self.texts.get(hit, "")
        passage = max(self.passages[hit], key=lambda one: self._told(one.text), default=None)
        if passage is None or not self._told(passage.text):
            return self.mark(str(row)), self.excerpt(body), None, SafeString("")
        return self.mark(str(row)), self.excerpt(body), passage, self.excerpt(passage.text)

    def _told(self, text: str) -> int:
        """How many different words of what was asked are in the text."""
        return len({word.lower() for word in PIECE.findall(text)} & self.marked)

    def excerpt(self, text: str) -> SafeString:
        """The part with the most of what was asked, or the first one."""
        parts = [part.strip() for part in text.split("\n") if part.strip()]
        if not parts:
            return SafeString("")
        part = max(parts, key=self._told)
        first = next((one.start() for one in PIECE.finditer(part) if one[0].lower() in self.marked), 0)
        start = part.rfind(" ", 0, max(first - BEFORE, 0)) + 1 if first > BEFORE else 0
        end = len(part) if len(part) - start <= WIDTH else part.rfind(" ", start, start + WIDTH)
        end = end if end > start else start + WIDTH
        cut = self.mark(part[start:end])
        return SafeString(f"{'… ' if start else ''}{cut}{' …' if end < len(part) else ''}")

    def mark(self, text: str) -> SafeString:
        return format_html_join("", "{}", ((piece,) for piece in self._pieces(text)))

    def _pieces(self, text: str) -> Iterator[Any]:
        end = 0
        for word in PIECE.finditer(text):
            if word[0].lower() in self.marked:
                yield text[end : word.start()]
                yield SafeString(f"<mark>{conditional_escape(word[0])}</mark>")
                end = word.end()
        yield text[end:]


def _texts(rows: Mapping[Hit, Any]) -> dict[Hit, str]:
    """What the index has of each row besides its title."""
    entries = get_app_config().get_model("IndexEntry").objects
    models: dict[Any, set[str]] = {}
    for hit in rows:
        models.setdefault(hit.model, set()).add(str(hit.pk))
    wanted, types = Q(pk__in=[]), {}
    for model, pks in models.items():
        content_type = ContentType.objects.get_for_model(model)
        types[content_type.pk] = model
        wanted |= Q(content_type=content_type, object_id__in=pks)
    text = "body_text" if matching.stems() else "body"
    kept = entries.filter(wanted).values_list("content_type", "object_id", text)
    return {Hit(types[kind], int(pk)): body or "" for kind, pk, body in kept}
