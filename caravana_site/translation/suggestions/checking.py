"""What the termbase remarks on a text that a person or a machine has written. The text may stand all the same."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from caravana_site.translation.segments import Line

from .termbase import Termbase


def remark(lines: list[Line], texts: list[str]) -> list[list[str]]:
    """For each text what is remarked; the termbase is read once for each pair of languages."""
    bases: dict[tuple[int, int], Termbase] = {}
    answers = []
    for line, text in zip(lines, texts, strict=True):
        pair = (line.segment.string.locale_id, line.translation.target_locale_id)
        if pair not in bases:
            bases[pair] = Termbase.between(*pair)
        answers.append(list(_remarks(bases[pair], line.source, text)) if text and line.is_read else [])
    return answers


def _remarks(base: Termbase, source: str, text: str) -> Iterator[str]:
    for entry in base.broken(source, text):
        values = {"term": entry.source, "wanted": entry.target}
        if word := base.misused(entry, text):
            yield _("“%(word)s” is not used for “%(term)s”: the termbase has “%(wanted)s”.") % {**values, "word": word}
        else:
            yield _("For “%(term)s” the termbase has “%(wanted)s”.") % values
    for name in base.lost_names(source, text):
        yield _("The name “%(name)s” is not translated: write it as it is.") % {"name": name}
