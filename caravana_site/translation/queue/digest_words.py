"""What the message of the morning says."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caravana_site.common.letters import Letter
from caravana_site.common.site_address import absolute

from ..segments import text_of
from .listing import pair_name

NAMED = 10  # things of a kind that a message names; the rest are counted


def letter(news: Any) -> Letter:
    """The message, in the active language."""
    tasks = [*news.to_translate, *news.to_review, *news.overdue]
    place = "translations_queue" if tasks else "translations_questions"
    words = _("Open the queue of translations") if tasks else _("Open the questions")
    return Letter(
        subject=_("Translations: what is new for you"),
        paragraphs=list(_paragraphs(news)),
        link=(words, absolute(reverse(place))),
        closing=[_("At most one message each working day, and only when there is something new.")],
    )


def _paragraphs(news: Any) -> Iterator[str]:
    if late := news.overdue:
        yield ngettext("%(number)d translation is overdue:", "%(number)d translations are overdue:", len(late)) % {
            "number": len(late)
        }
        yield from _named(_("%(what)s, due on %(day)s") % _late(task) for task in late)
    if rows := news.to_review:
        told = ngettext("%(number)d translation waits for your review:", "%(number)d wait for your review:", len(rows))
        yield told % {"number": len(rows)}
        yield from _named(map(_what, rows))
    if rows := news.to_translate:
        told = ngettext("%(number)d text to translate:", "%(number)d texts to translate:", len(rows))
        yield told % {"number": len(rows)}
        yield from _named(map(_with_words, rows))
    if answers := news.answers:
        told = ngettext("%(number)d question of yours is answered:", "%(number)d are answered:", len(answers))
        yield told % {"number": len(answers)}
        yield from _named(f"{_where(one)}: «{one.text}» — {one.answer}" for one in answers)
    if asked := news.questions:
        told = ngettext("A translator asks %(number)d question:", "Translators ask %(number)d questions:", len(asked))
        yield told % {"number": len(asked)}
        yield from _named(f"{_where(one)}: «{text_of(one.string.data)}» — {one.text}" for one in asked)


def _what(task: Any) -> str:
    source = task.translation.source
    return (
        f"{source.object_repr} ({pair_name(source.locale.language_code, task.translation.target_locale.language_code)})"
    )


def _with_words(task: Any) -> str:
    left = ngettext("%(number)d word left", "%(number)d words left", task.words_left) % {"number": task.words_left}
    return f"{_what(task)}, {left}"


def _late(task: Any) -> dict[str, str]:
    return {"what": _what(task), "day": date_format(task.due_on)}


def _where(question: Any) -> str:
    return str(question.task.translation.source.object_repr)


def _named(lines: Iterable[str]) -> Iterator[str]:
    said = list(lines)
    yield from (f"· {line}" for line in said[:NAMED])
    if (more := len(said) - NAMED) > 0:
        yield ngettext("and %(number)d more", "and %(number)d more", more) % {"number": more}
