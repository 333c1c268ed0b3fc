"""Which addresses are videos, which player each gets, and that the policy lets just those players in."""

from typing import Any

import pytest
from django.test import override_settings

from caravana_site.common.video import player_for

HOST = "video.exemple.cat"


@pytest.mark.parametrize(
    ("url", "frame", "at"),
    [
        (
            "https://youtu.be/abcdefghijk?si=x",
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
            "https://www.youtube.com/watch?v=abcdefghijk&t=125s",
        ),
        (
            "https://vimeo.com/76979871/abcdef12",
            "https://player.vimeo.com/video/76979871?dnt=1&h=abcdef12",
            "https://vimeo.com/76979871/abcdef12#t=125s",
        ),
        (
            f"https://{HOST}/w/kkGMgK9ZtnKfYAgnEtQxbv",
            f"https://{HOST}/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?p2p=0",
            f"https://{HOST}/w/kkGMgK9ZtnKfYAgnEtQxbv?start=125s",
        ),
        (
            f"https://{HOST}/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d?x=1",
            f"https://{HOST}/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d?p2p=0",
            f"https://{HOST}/w/9c9de5e8-0a1e-484a-b099-e80766180a6d?start=125s",
        ),
    ],
)
@override_settings(PEERTUBE_HOSTS=[HOST])
def test_a_video_has_the_player_that_tells_least_of_its_reader(url: str, frame: str, at: str) -> None:
    player = player_for(url)
    assert player is not None
    assert (player.frame, player.address_at(125)) == (frame, at)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.org/video.mp4",
        "https://www.youtube.com/@canal",
        "https://youtube.com.evil.example/watch?v=abcdefghijk",
        "https://altre.exemple.cat/w/kkGMgK9ZtnKfYAgnEtQxbv",
        f"http://{HOST}/w/kkGMgK9ZtnKfYAgnEtQxbv",
        f"https://{HOST}:8443/w/kkGMgK9ZtnKfYAgnEtQxbv",
        f"https://{HOST}:x/w/kkGMgK9ZtnKfYAgnEtQxbv",
        f"https://{HOST}@evil.example/w/kkGMgK9ZtnKfYAgnEtQxbv",
        f"https://{HOST}/about/instance",
        f"https://{HOST}/w/<script>alert(1)</script>",
        "https://[::1/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "javascript:alert(1)//youtu.be/abcdefghijk",
    ],
)
@override_settings(PEERTUBE_HOSTS=[HOST])
def test_any_other_address_is_no_video(url: str) -> None:
    assert player_for(url) is None


@pytest.mark.django_db
def test_the_policy_lets_the_allowed_players_in_and_no_other(client: Any) -> None:
    def frames(path: str) -> str:
        parts = client.get(path)["Content-Security-Policy"].split("; ")
        return str(next(part for part in parts if part.startswith("frame-src ")))

    assert HOST not in frames("/ca/no-hi-es/")
    with override_settings(PEERTUBE_HOSTS=[HOST]):
        assert frames("/ca/no-hi-es/") == (
            f"frame-src 'self' https://www.youtube-nocookie.com https://player.vimeo.com https://{HOST}"
        )
        assert f"https://{HOST}" in frames("/admin/login/")
