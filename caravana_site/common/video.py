"""Addresses of videos elsewhere, read without asking anybody: a page must never wait for a third party."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.conf import settings

YOUTUBE = re.compile(
    r"^https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:.*&)?v=|embed/|shorts/|live/)|youtu\.be/)"
    r"(?P<id>[\w-]{11})(?:[?&#/].*)?$"
)
VIMEO = re.compile(
    r"^https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(?P<id>\d{5,12})(?:/(?P<hash>[0-9a-f]{6,16}))?(?:[?#].*)?$"
)
PEERTUBE_PATH = re.compile(r"^/(?:w|videos/watch|videos/embed)/(?P<id>[0-9A-Za-z-]{10,40})/?$")
FIXED_PLAYERS = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")
SECOND = "SECOND"


@dataclass(frozen=True)
class Player:
    """Where a video plays: `provider` is the name that the reader is told before anything is loaded."""

    provider: str
    address: str
    """The page to open without JavaScript."""
    frame: str
    """The player to load in a frame on request; the one with the fewest cookies that the provider has."""
    address_start: str = ""
    """What makes the page begin at a second, with SECOND in its place."""
    frame_start: str = ""
    """The same for the frame, to be put at the end of its address."""
    oembed: str = ""
    """Where the provider tells about the video, its poster among the rest."""
    poster_hosts: tuple[str, ...] = ()
    """Where the poster may come from; a leading dot stands for any name before it."""

    def address_at(self, second: int) -> str:
        return self.address + self.address_start.replace(SECOND, str(second)) if second else self.address


def player_origins() -> list[str]:
    """Whose frames a page may hold: the content security policy says it to browsers."""
    return [*FIXED_PLAYERS, *(f"https://{host}" for host in settings.PEERTUBE_HOSTS)]


def player_for(url: str) -> Player | None:
    """Return the player of a YouTube, Vimeo or allowed PeerTube address, or None for any other."""
    if found := YOUTUBE.match(url):
        return _youtube(found["id"])
    if found := VIMEO.match(url):
        return _vimeo(found["id"], found["hash"])
    return _peertube(url)


def _youtube(key: str) -> Player:
    address = f"https://www.youtube.com/watch?v={key}"
    return Player(
        "YouTube", address, f"https://www.youtube-nocookie.com/embed/{key}",
        address_start=f"&t={SECOND}s", frame_start=f"&start={SECOND}",
        oembed=f"https://www.youtube.com/oembed?{urlencode({'url': address, 'format': 'json'})}",
        poster_hosts=("i.ytimg.com",),
    )  # fmt: skip


def _vimeo(key: str, private: str | None) -> Player:
    address = f"https://vimeo.com/{key}" + (f"/{private}" if private else "")
    return Player(
        "Vimeo", address, f"https://player.vimeo.com/video/{key}?dnt=1" + (f"&h={private}" if private else ""),
        address_start=f"#t={SECOND}s", frame_start=f"#t={SECOND}s",
        oembed=f"https://vimeo.com/api/oembed.json?{urlencode({'url': address})}",
        poster_hosts=("i.vimeocdn.com",),
    )  # fmt: skip


def _peertube(url: str) -> Player | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        standard = parts.port is None
    except ValueError:
        return None
    found = PEERTUBE_PATH.match(parts.path)
    if parts.scheme != "https" or not standard or host not in settings.PEERTUBE_HOSTS or found is None:
        return None
    key = found["id"]
    address = f"https://{host}/w/{key}"
    return Player(
        host, address, f"https://{host}/videos/embed/{key}?p2p=0",
        address_start=f"?start={SECOND}s", frame_start=f"&start={SECOND}s",
        oembed=f"https://{host}/services/oembed?{urlencode({'url': address})}",
        poster_hosts=(host,),
    )  # fmt: skip
