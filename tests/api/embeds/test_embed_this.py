"""«Embed this»: the HTML that stories, interviews, stops and the calendar offer."""

import html
import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.factories.interviews import InterviewFactory

pytestmark = pytest.mark.django_db


def codes(client: Any, path: str) -> list[str]:
    text = client.get(path).content.decode()
    return [html.unescape(code) for code in re.findall(r"<textarea[^>]*>(.*?)</textarea>", text, flags=re.DOTALL)]


def test_each_page_offers_the_html_of_what_is_in_it(client: Any, practice: Any, stop: Any, stops: Any) -> None:
    interviews = [InterviewFactory(page=practice) for _turn in range(2)]
    offered = {
        practice.url: [*(f"interview/{one.identity}" for one in interviews), f"practice/{practice.translation_key}"],
        stop.url: [f"stop/{stop.translation_key}"],
        stops.url: [f"calendar/{stops.translation_key}"],
    }
    for path, expected in offered.items():
        found = [re.findall(r'src="([^"]*)"', code)[0] for code in codes(client, path)]
        assert found == [f"http://testserver/embed/ca/{name}/" for name in expected]
        assert all(client.get(urlsplit(address).path).status_code == 200 for address in found)


def test_it_is_closed_and_nothing_of_it_is_loaded(client: Any, practice: Any) -> None:
    text = client.get(practice.url).content.decode()
    assert re.search(r'<details class="fold embed-this" data-embed="[^"]*">', text)
    assert "<iframe" not in re.sub(r"<textarea.*?</textarea>", "", text, flags=re.DOTALL)


def test_an_embed_does_not_offer_itself(client: Any, practice: Any) -> None:
    interview = InterviewFactory(page=practice)
    assert "<textarea" not in client.get(f"/embed/ca/interview/{interview.identity}/").content.decode()
