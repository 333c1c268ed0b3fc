"""Labels, buttons and headings: a machine, which sees no sentence, gets them wrong more often than right."""

from caravana_site.translation.segments import words

from .likeness import plain

MOST_WORDS = 3
_ENDS = (".", "!", "?", "…", ":", ";")


def is_label(html: str) -> bool:
    """A few words without the end of a sentence. What has no letter at all is no words."""
    text = plain(html).strip()
    return any(letter.isalpha() for letter in text) and words(html) <= MOST_WORDS and not text.endswith(_ENDS)
