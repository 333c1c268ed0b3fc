"""What becomes of the publication of a translation that lacks texts, whichever way it was asked for."""

from wagtail.models import Revision
from wagtail_localize.models import Translation

from caravana_site.common.publications import RefusedError

from . import guards, segments, versions

CALLED_OFF = "translation.publication_called_off"
SENTENCE = 4
"""Words from which a text cannot be the same in two languages by chance, as a name can."""


class IncompleteError(RefusedError):
    """A translation that may not be public yet; the sentence names the texts."""

    called_off = CALLED_OFF


def gate(revision: Revision) -> None:
    """Raise IncompleteError while that version lacks texts; then have it say what the translators confirmed."""
    page = revision.content_object
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id
    ).order_by("-enabled").first()  # fmt: skip
    if translation is None:
        return
    reason = guards.unfinished(translation) if translation.enabled else left_untranslated(translation, revision)
    if reason:
        raise IncompleteError(page, reason)
    if translation.enabled:
        versions.bring_up_to_date(revision, translation)


def left_untranslated(translation: Translation, revision: Revision) -> str:
    """Of a page edited by hand: which of its sentences are the source's, word for word; else nothing."""
    told = {text for texts in versions.texts_of(revision.as_object()).values() for text in texts}
    read = [line for line in segments.lines_of(translation) if line.is_read]
    left = [
        line
        for line in read
        if line.source in told
        and line.words >= SENTENCE
        and not (line.text and line.is_confirmed and line.text.data == line.source)
    ]
    lacking = guards.too_many(read, left)
    return guards.sentence(lacking) if lacking else ""
