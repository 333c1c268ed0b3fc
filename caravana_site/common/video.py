"""Addresses of videos elsewhere, read without asking anybody: a page must never wait for a third party."""

import re
from dataclasses import dataclass

YOUTUBE = re.compile(
    r"^https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:.*&)?v=|embed/|shorts/|live/)|youtu\.be/)"
    r"(?P<id>[\w-]{11})(?:[?&#/].*)?$"
)
VIMEO = re.compile(
    r"^https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(?P<id>\d{5,12})(?:/(?P<hash>[0-9a-f]{6,16}))?(?:[?#].*)?$"
)


@dataclass(frozen=True)
class Player:
    """Where a video plays: `provider` is the name that the reader is told before anything is loaded."""

    provider: str
    address: str
    """The page to open without JavaScript."""
    frame: str
    """The player to load in a frame on request; the one with the fewest cookies that the provider has."""


def player_for(url: str) -> Player | None:
    """Return the player of a YouTube or Vimeo address, or None for any other."""
    if found := YOUTUBE.match(url):
        key = found["id"]
        return Player(
            "YouTube", f"https://www.youtube.com/watch?v={key}", f"https://www.youtube-nocookie.com/embed/{key}"
        )
    if found := VIMEO.match(url):
        key, private = found["id"], found["hash"]
        address = f"https://vimeo.com/{key}" + (f"/{private}" if private else "")
        return Player(
            "Vimeo", address, f"https://player.vimeo.com/video/{key}?dnt=1" + (f"&h={private}" if private else "")
        )
    return None
