"""The guide fits the time and the theme, and says what it leaves out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from caravana_site.common.seeds import Run
from events import seed_guide
from events.models import GuideBlock, GuideLength
from events.visits.plan import plan
from practices import seed as practices_seed
from tests.factories import ThemeFactory, in_language, publish_home
from tests.factories.visits import GuideBlockFactory, GuideQuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded():
    """The guide that every installation begins with."""
    for code in ("ca", "es"):
        in_language(code)
    run = Run(demo=False, say=lambda line: None)
    practices_seed.run_vocabularies(run)
    seed_guide.run(run)
    return run


@pytest.mark.parametrize("language", ["ca", "es"])
@pytest.mark.parametrize("length", GuideLength)
def test_the_blocks_add_up_to_the_time_there_is(seeded, language, length):
    prepared = plan(in_language(language), "dades-obertes", length)

    assert prepared.minutes == int(length)
    assert [block.begins for block in prepared.blocks] == [0, *(block.ends for block in prepared.blocks[:-1])]


def test_seeding_again_changes_nothing_and_keeps_what_editors_wrote(seeded):
    GuideBlock.objects.filter(key="context").update(title="El principi")
    again = Run(demo=False, say=lambda line: None)
    seed_guide.run(again)

    assert again.made == 0
    assert GuideBlock.objects.filter(title="El principi").count() == 2


def test_the_spanish_guide_is_spanish(seeded):
    catalan, spanish = (plan(in_language(code), "transparencia", GuideLength.LONG) for code in ("ca", "es"))

    assert [one.translation_key for one in catalan.questions] == [one.translation_key for one in spanish.questions]
    same = {one.text for one in catalan.questions} & {one.text for one in spanish.questions}
    assert not same


def test_the_short_version_says_what_it_drops():
    kept = GuideQuestionFactory(text="Què passava?", block__title="Context")
    GuideQuestionFactory(text="Què més?", block=kept.block, in_short=False)
    gone = GuideQuestionFactory(block__title="Tancament", block__short_minutes=0)

    prepared = plan(in_language("ca"), "", GuideLength.SHORT)

    assert [one.text for one in prepared.questions] == ["Què passava?"]
    assert prepared.dropped_questions == ["Què més?"]
    assert prepared.dropped_blocks == [gone.block.title]


def test_a_themes_question_is_for_that_theme_alone():
    open_data = ThemeFactory(key="dades-obertes")
    everyones = GuideQuestionFactory()
    themes = GuideQuestionFactory(block=everyones.block, theme=open_data)

    def asked(theme):
        return list(plan(in_language("ca"), theme, GuideLength.WHOLE).questions)

    assert asked("dades-obertes") == [everyones, themes]
    assert asked("transparencia") == [everyones]


@pytest.mark.parametrize(("language", "path"), [("ca", "/ca/visita/"), ("es", "/es/visita/")])
def test_anybody_reads_the_guide(client, seeded, language, path):
    publish_home("es")
    with translation.override(language):
        assert reverse("interview_guide") == path
    page = client.get(path, {"ambit": "dades-obertes", "minuts": "80"})
    told = page.content.decode()

    for question in plan(in_language(language), "dades-obertes", GuideLength.LONG).questions:
        assert question.text in told
    assert "80 minut" in told


@pytest.mark.parametrize("junk", [{"ambit": "no", "minuts": "0"}, {"minuts": "\x00"}, {"ambit": "x" * 10_000}])
def test_junk_is_told_and_the_whole_guide_shown(client, junk):
    publish_home()
    GuideQuestionFactory(text="Què passava?")
    page = client.get("/ca/visita/", junk)

    assert page.status_code == 200
    assert "Què passava?" in page.content.decode()
    assert 'class="problems"' in page.content.decode()
    assert "xxxx" not in page.content.decode()


def test_a_longer_guide_costs_no_more_queries(client):
    publish_home()

    def queries(added, drawn):
        for _number in range(added):
            GuideQuestionFactory(block=GuideBlockFactory())
        client.get("/ca/visita/")
        with CaptureQueriesContext(connection) as spent:
            page = client.get("/ca/visita/")
        assert page.content.count(b'class="guide__number"') == drawn
        return len(spent)

    assert queries(2, 2) == queries(6, 8)
