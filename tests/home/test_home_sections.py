"""The home page shows what there is and leaves out what there is not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.models import StopPractice
from home.models import ExplainerStep
from tests import factories as made

pytestmark = pytest.mark.django_db


def home_text(client: Client) -> str:
    return client.get("/ca/").content.decode()


def test_without_a_video_the_steps_stand_alone(client: Client) -> None:
    made.publish_home()
    settings = made.SiteSettingsFactory()
    ExplainerStep.objects.create(
        settings=settings, locale=settings.locale, title="Expliqueu què teniu", text="Una frase."
    )
    text = home_text(client)
    assert "Expliqueu què teniu" in text
    assert "video__facade" not in text


def test_video_is_a_link_that_asks_nothing_before_the_click(client: Client) -> None:
    made.publish_home()
    made.SiteSettingsFactory(explainer_video_url="https://vimeo.com/76979871", explainer_transcript="<p>Se surt.</p>")
    text = home_text(client)
    assert 'href="https://vimeo.com/76979871" data-frame="https://player.vimeo.com/video/76979871?dnt=1"' in text
    assert "<iframe" not in text
    assert "Se surt." in text


def test_next_stop_stands_on_the_board_and_ahead_of_the_last_ones(client: Client) -> None:
    home = made.publish_home()
    stop = made.StopPageFactory(parent=made.StopIndexPageFactory(parent=home))
    text = home_text(client)
    assert text.count(stop.title) >= 1
    assert "board--wide" in text
    assert "board--empty" not in text


def test_without_stops_there_is_a_sentence(client: Client) -> None:
    made.publish_home()
    text = home_text(client)
    assert "board--empty" in text
    assert "itinerary" not in text


def test_featured_story_leads(client: Client) -> None:
    home = made.publish_home()
    index = made.PracticeIndexPageFactory(parent=home)
    made.PracticePageFactory(parent=index, title="Callada")
    made.PracticePageFactory(parent=index, title="Destacada", featured=True)
    text = home_text(client)
    assert "Destacada" in text
    assert "Callada" not in text


def test_lines_count_the_practices_of_each_theme(client: Client) -> None:
    home = made.publish_home()
    theme = made.ThemeFactory()
    index = made.PracticeIndexPageFactory(parent=home)
    made.PracticePageFactory.create_batch(2, parent=index, theme=theme)
    text = home_text(client)
    assert '<span class="lines__n">2<' in text
    assert text.count("<i></i>") == 2


def test_a_stop_made_shows_the_road_of_its_story(client: Client) -> None:
    home = made.publish_home("es")
    stops = made.StopIndexPageFactory(parent=home)
    practice = made.PracticePageFactory(parent=made.PracticeIndexPageFactory(parent=home))
    day = timezone.now() - timedelta(days=3)
    stop = made.StopPageFactory(parent=stops, start=day, end=day + timedelta(hours=2))
    assert 'class="glyph"' not in client.get(home.url).content.decode()
    StopPractice.objects.create(page=stop, practice=practice)
    assert 'class="glyph"' in client.get(home.url).content.decode()
    practice.unpublish()
    assert 'class="glyph"' not in client.get(home.url).content.decode()
