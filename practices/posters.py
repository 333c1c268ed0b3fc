"""Posters of interviews that chose none: the provider's, fetched by a job of the queue, or else one drawn by us."""

import io
import json
import logging
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import Signal
from django.utils import timezone
from PIL import Image

from caravana_site.common import cards, remote
from caravana_site.common.queue import enqueue
from caravana_site.common.uploads import refuse_broken_image
from caravana_site.common.video import Player, player_for
from practices.models.interviews import Interview, InterviewPoster

logger = logging.getLogger("caravana.posters")
SIZE = (960, 540)  # what a story shows it at; a first view should fit in 100 KB, poster included
MOST_WORDS = 64 * 1024  # bytes of a provider's answer about a video
MOST_BYTES = 4 * 1024 * 1024  # of a picture; providers send some 100 KB
QUALITY = 75
poster_made = Signal()
"""Sent once a job has put an interview's poster in its place, with `identity`."""


def ask_for_posters(page: Any) -> None:
    """Called when a version of a practice is saved: queue what its interviews lack, in the same transaction."""
    for interview in page.interviews.all():
        has_own = interview.poster_id or (interview.media and interview.media.thumbnail)
        if interview.has_source and not has_own:
            _ask_for(interview, page)


def _ask_for(interview: Interview, page: Any) -> None:
    """Once for each address; again when the last try failed or died, since saving is how an editor asks for another."""
    poster, created = InterviewPoster.objects.get_or_create(
        identity=interview.identity, defaults={"url": interview.url}
    )
    if not created and poster.url == interview.url and (poster.is_awaited or poster.is_made):
        return
    asked = {"url": interview.url, "waiting": True, "problem": "", "asked": timezone.now()}
    InterviewPoster.objects.filter(pk=poster.pk).update(**asked)
    colour = page.theme.colour if page.theme else ""
    outline = page.organisation.outline if page.organisation else ""
    enqueue("practices.posters.make", str(poster.identity), interview.url, colour, outline, cluster="slow")


def make(identity: str, url: str, colour: str, outline: str) -> None:
    """Fetch or draw one poster. A second run, or one for an address that was changed since, does no harm."""
    poster = InterviewPoster.objects.filter(identity=uuid.UUID(identity), url=url, waiting=True).first()
    if poster is None:
        return
    player = player_for(url)
    picture, problem = fetched(player) if player else (None, "")
    storage, old = poster.file.storage, poster.file.name
    poster.file.save(f"{identity}.webp", ContentFile(picture or _drawn(colour, outline)), save=False)
    # Meanwhile the interview may have been taken out, or another address asked for.
    mine = InterviewPoster.objects.filter(pk=poster.pk, url=url, waiting=True)
    if not mine.update(file=poster.file.name, problem=problem, waiting=False):
        storage.delete(poster.file.name)
        return
    if old:
        transaction.on_commit(lambda: storage.delete(old))
    poster_made.send(sender=InterviewPoster, identity=poster.identity)


def fetched(player: Player) -> tuple[bytes | None, str]:
    """The provider's own poster as a WebP of ours, or None and the problem."""
    try:
        told = json.loads(remote.fetch(player.oembed, hosts=_hosts_of(player.oembed), most_bytes=MOST_WORDS))
        address = told["thumbnail_url"]
        raw = remote.fetch(address, hosts=player.poster_hosts, most_bytes=MOST_BYTES)
    except (remote.RemoteError, ValueError, LookupError, TypeError, AttributeError) as problem:
        logger.warning("No poster from %s: %s", player.provider, problem)
        return None, InterviewPoster.Problem.SILENT
    try:
        refuse_broken_image(SimpleUploadedFile("poster", raw))
        return _as_webp(Image.open(io.BytesIO(raw))), ""
    except (ValidationError, OSError, ValueError) as problem:
        logger.warning("%s sent no picture: %s", player.provider, problem)
        return None, InterviewPoster.Problem.NO_PICTURE


def _hosts_of(address: str) -> tuple[str]:
    return (address.split("/")[2],)


def _drawn(colour: str, outline: str) -> bytes:
    """The place's outline and a winding road, as on shared links but without words: the title stands beside it."""
    picture = Image.open(io.BytesIO(cards.draw("", "", colour=colour, outline=outline)))
    return _as_webp(picture)


def _as_webp(picture: Image.Image) -> bytes:
    """Written anew: whatever else was in the file stays behind. Half the bytes of a JPEG, a drawing most of all."""
    small = picture.convert("RGB")
    small.thumbnail(SIZE)
    file = io.BytesIO()
    small.save(file, "WEBP", quality=QUALITY, method=6)
    return file.getvalue()


def _forget(instance: Interview, **kwargs: Any) -> None:
    """The last row of an interview is gone; a version that brings it back asks for a poster again."""
    if not Interview.objects.filter(identity=instance.identity).exists():
        InterviewPoster.objects.filter(identity=instance.identity).delete()


def connect() -> None:
    post_delete.connect(_forget, sender=Interview, dispatch_uid="posters.forget")
