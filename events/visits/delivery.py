"""From notes to story: they fill what is empty in the practice's draft, and arrive as a comment where it is not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from wagtail.models import Comment
from wagtail.rich_text import RichText

from caravana_site.common.editors import tell_editors
from caravana_site.common.site_address import absolute
from events.models import Feeds, Visit, VisitNote
from practices.models import Difficulty, PracticePage, Success

GENERAL = "title"
"""Where the comment goes with what feeds no field."""
PARTS = (Feeds.PROBLEM, Feeds.SOLUTION, Feeds.VALUE, Feeds.LESSONS, Feeds.NOT_AGAIN)


@dataclass(frozen=True)
class Brought:
    filled: int
    commented: int


@dataclass(frozen=True)
class Place:
    """Where an answer goes: what stands there now, how to write it, and the path that a comment hangs from."""

    current: str
    written: Callable[[str], str]
    """How a text would look there, to know our own again."""
    fill: Callable[[str], str]
    """Writes it and returns the path of what was written."""
    path: str
    longest: int | None = None


def bring(visit: Visit) -> Brought:
    """Bring what has changed since the last time to the draft of the visit's practice.

    Nothing that somebody wrote is replaced, nothing is published, and twice changes nothing. A visit without a
    practice keeps its notes. A locked page gets comments alone.
    """
    with transaction.atomic(), translation.override(visit.language):
        visit = Visit.objects.select_for_update(of=("self",)).select_related("practice").get(pk=visit.pk)
        notes = [note for note in visit.notes.all() if note.text != note.brought]
        if visit.practice is None or not notes:
            return Brought(0, 0)
        draft: PracticePage = visit.practice.get_latest_revision_as_object()
        filled, comments = _write(visit, draft, {note.feeds for note in notes})
        if filled:
            draft.save_revision(user=visit.created_by, clean=False)
        author = visit.created_by or visit.practice.owner
        commented = 0
        for path, text, counts in comments:
            if author is not None:
                made = Comment.objects.create(page=visit.practice, user=author, text=text, contentpath=path)
                visit.comments.append(made.pk)
                commented += counts
        for note in notes:
            note.brought = note.text
            note.save(update_fields=["brought"])
        visit.delivered = timezone.now()
        visit.save(update_fields=["comments", "delivered"])
        where = absolute(reverse("wagtailadmin_pages:edit", args=[visit.practice.pk]))
        title = draft.title
        tell_editors(lambda: (_("Notes of a visit have arrived"), _letter(title, where)))
    return Brought(filled, commented)


def _letter(title: str, where: str) -> str:
    told = _("What was told at the visit is in the draft of “%(title)s”, as text or as comments:") % {"title": title}
    return f"{told}\n\n{where}\n"


def _write(visit: Visit, draft: PracticePage, feeds: set[str]) -> tuple[int, list[tuple[str, str, bool]]]:
    """Fill what is empty; returns how many places, and the comments: path, text, and whether it carries an answer."""
    filled = 0
    comments: list[tuple[str, str, bool]] = []
    mark = _("From the notes of the visit “%(visit)s”: check it with the host before it is published.") % {
        "visit": visit
    }
    for name in sorted(feeds):
        notes = [note for note in visit.notes.all() if note.feeds == name and (note.text or note.brought)]
        place = _place(draft, Feeds(name)) if name else None
        whole, before = _joined(notes, "text"), _joined(notes, "brought")
        ours = place is not None and (
            not place.current or bool(before and place.current.strip() == place.written(before).strip())
        )
        fits = place is not None and (place.longest is None or len(whole) <= place.longest)
        if place is not None and ours and fits and not draft.locked:
            comments.append((place.fill(whole), mark, False))
            filled += 1
            continue
        answers = [f"{note.asked}\n{note.text}" for note in notes if note.text != note.brought]
        comments.append((place.path if place else GENERAL, "\n\n".join([mark, *answers]), True))
    return filled, comments


def _joined(notes: list[VisitNote], name: str) -> str:
    return "\n\n".join(text for note in notes if (text := getattr(note, name).strip()))


def _paragraphs(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    return str(format_html_join("", "<p>{}</p>", ((line,) for line in lines if line)))


def _place(draft: PracticePage, name: Feeds) -> Place:
    if name in PARTS:
        return _part(draft, name)
    if name in (Feeds.STEPS, Feeds.QUOTE):
        return _block(draft, name)
    if name in (Feeds.SUCCESSES, Feeds.DIFFICULTIES):
        return _row(draft, name)
    field: Any = draft._meta.get_field(name)

    def fill(text: str) -> str:
        setattr(draft, field.name, text)
        return str(field.name)

    return Place(getattr(draft, field.name), str, fill, field.name, field.max_length)


def _found(draft: PracticePage, name: str) -> Any:
    return next((block for block in draft.story if block.block_type == name), None)


def _part(draft: PracticePage, name: str) -> Place:
    """A part of the story, of which there is one."""
    block = _found(draft, name)

    def fill(text: str) -> str:
        value = {"text": RichText(_paragraphs(text))}
        if block is None:
            draft.story.append((name, value))
        else:
            block.value["text"] = value["text"]
        return _path(draft, name)

    return Place(block.value["text"].source if block else "", _paragraphs, fill, _path(draft, name))


def _block(draft: PracticePage, name: str) -> Place:
    """Steps and quotes: one is made while there is none. What only a person knows (who said it) stays to be written."""
    block = _found(draft, name)
    if name == Feeds.QUOTE:
        current, longest = (block.value["text"] if block else ""), 400
    else:
        steps = block.value["steps"] if block else []
        current, longest = "\n".join(f"{step['title']}{step['text']}" for step in steps), 600
    told = _("As it was told at the visit")

    def value(text: str) -> dict[str, Any]:
        if name == Feeds.QUOTE:
            return {"text": text, "attribution": ""}
        return {"steps": [{"title": told, "text": text, "duration": "", "who": ""}]}

    def fill(text: str) -> str:
        if block is None:
            draft.story.append((name, value(text)))
        elif name == Feeds.QUOTE:
            block.value["text"] = text
        else:
            block.value["steps"][0]["text"] = text
        return _path(draft, name)

    def written(text: str) -> str:
        return text if name == Feeds.QUOTE else f"{told}{text}"

    return Place(current, written, fill, _path(draft, name), longest)


def _path(draft: PracticePage, name: str) -> str:
    """Of the block, once it has one; a new block gets its identity here."""
    block = _found(draft, name)
    if block is None:
        return "story"
    draft.story.get_prep_value()  # gives new blocks their identity
    return f"story.{block.id}"


def _row(draft: PracticePage, name: str) -> Place:
    """A success or a difficulty: the first one is made while there is none."""
    rows = getattr(draft, name)
    first = rows.all()[0] if rows.all() else None

    def fill(text: str) -> str:
        title = text.split("\n", maxsplit=1)[0].split(". ", maxsplit=1)[0][:120]
        if first is not None:
            first.title, first.text = title, text
        elif name == Feeds.SUCCESSES:
            rows.add(Success(locale=draft.locale, title=title, text=text))
        else:
            kind, state = Difficulty.Kind.ORGANISATIONAL, Difficulty.State.OPEN
            rows.add(Difficulty(locale=draft.locale, title=title, text=text, kind=kind, state=state))
        return name

    current = "\n".join(row.text for row in rows.all())
    return Place(current, str, fill, name, 600)
