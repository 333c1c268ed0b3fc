"""Messages to people outside: the same words as plain text and as simple HTML, in the language they asked for.

They go through the queue like all mail, in the transaction that causes them: no message without what it tells of.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


@dataclass(frozen=True)
class Letter:
    """What a message says. Every text is plain: the HTML escapes it and keeps the line breaks of `quoted`."""

    subject: str
    paragraphs: Sequence[str]
    quoted: str = ""
    """Somebody's own words, after the first paragraph."""
    link: tuple[str, str] | None = None
    """Words and whole address of what there is to open."""
    closing: Sequence[str] = ()
    """Said after the link, smaller: what to do when something is not right."""


def send(write: Callable[[], Letter], to: str, *, language: str) -> None:
    """Mail what `write` says while that language is active."""
    with translation.override(language):
        letter = write()
        words = {"letter": letter, "language": language}
        message = EmailMultiAlternatives(letter.subject, render_to_string("common/mail/letter.txt", words), to=[to])
        message.attach_alternative(render_to_string("common/mail/letter.html", words), "text/html")
        message.send()
