"""Why no text of this room is itself translated: they are the translators' own."""

from caravana_site.common.not_translated import STAFF

REASONS = {
    "SegmentQuestion": STAFF,
    "Suggestion": "a text in the language that it is proposed for",
    "Term": STAFF,
    "TermWording": "the wording of a term in one language, beside those in the others",
    "TextVersion": "a text in its own language as it once stood",
    "TranslationTask": STAFF,
}
