"""Notes fill only what is empty in the draft, say where they come from, and arrive as comments elsewhere."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.test import Client
from wagtail.models import Comment

from caravana_site.common.groups import COMMUNICATION, ROLES
from caravana_site.common.models import SecretLink
from events.models import Feeds, Visit, VisitNote
from events.visits import delivery
from practices.models import PracticePage
from tests.factories import PracticeIndexPageFactory, PracticePageFactory, publish_home
from tests.factories.visits import VisitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(django_user_model):
    return django_user_model.objects.create_superuser("cap", "cap@example.cat", "una-clau-llarga")


@pytest.fixture
def visit(author):
    """A visit to a practice of which there is little more than a title."""
    practice = PracticePageFactory(
        parent=PracticeIndexPageFactory(parent=publish_home()), title="Padró", summary="", story=[], live=False
    )
    practice.successes.all().delete()
    practice.difficulties.all().delete()
    practice = type(practice).objects.get(pk=practice.pk)
    practice.save_revision(clean=False)
    return VisitFactory(practice=practice, created_by=author)


def note(visit, feeds, text, asked="Què passava?"):
    return VisitNote.objects.create(visit=visit, question=uuid4(), asked=asked, feeds=feeds, text=text)


def draft(visit):
    return PracticePage.objects.get(pk=visit.practice.pk).get_latest_revision_as_object()


def block(page, name):
    return next(one for one in page.story if one.block_type == name)


def told(visit):
    return list(Comment.objects.filter(page=visit.practice).order_by("pk").values_list("contentpath", "text"))


def test_every_kind_of_place_is_filled_and_marked(visit):
    for feeds in Feeds:
        note(visit, feeds, f"El que es va dir de {feeds}.")

    assert delivery.bring(visit) == delivery.Brought(filled=len(Feeds), commented=0)

    page = draft(visit)
    for name in ("problem", "solution", "value", "lessons", "not_again"):
        assert block(page, name).value["text"].source == f"<p>El que es va dir de {name}.</p>"
    assert block(page, "steps").value["steps"][0]["text"] == "El que es va dir de steps."
    assert block(page, "quote").value["text"] == "El que es va dir de quote."
    assert page.summary == "El que es va dir de summary."
    assert page.small_town == "El que es va dir de small_town."
    assert [row.text for row in page.successes.all()] == ["El que es va dir de successes."]
    assert [row.text for row in page.difficulties.all()] == ["El que es va dir de difficulties."]
    assert len(told(visit)) == len(Feeds)
    assert all("De les notes de la visita" in text for _path, text in told(visit))
    assert (f"story.{block(page, 'problem').id}", told(visit)[0][1]) in told(visit)


def test_nothing_is_published(visit):
    note(visit, Feeds.PROBLEM, "El que passava.")
    delivery.bring(visit)
    visit.practice.refresh_from_db()

    assert not visit.practice.live
    assert not visit.practice.story
    assert visit.practice.has_unpublished_changes


def test_what_an_editor_wrote_stays_and_the_note_arrives_as_a_comment(visit):
    page = draft(visit)
    page.summary = "Escrit per l’editora."
    page.save_revision(clean=False)
    note(visit, Feeds.SUMMARY, "Dit a la visita.", asked="En una frase?")

    assert delivery.bring(visit) == delivery.Brought(filled=0, commented=1)
    assert draft(visit).summary == "Escrit per l’editora."
    [(path, text)] = told(visit)
    assert path == "summary"
    assert "En una frase?\nDit a la visita." in text


def test_twice_changes_nothing(visit):
    note(visit, Feeds.PROBLEM, "El que passava.")
    note(visit, "", "Una cosa més.")
    first = delivery.bring(visit)
    revision = draft(visit).latest_revision_id

    assert first == delivery.Brought(filled=1, commented=1)
    assert delivery.bring(visit) == delivery.Brought(0, 0)
    assert draft(visit).latest_revision_id == revision
    assert Comment.objects.count() == 2


def test_what_is_corrected_later_replaces_our_own_text_alone(visit):
    first = note(visit, Feeds.PROBLEM, "Cues.")
    delivery.bring(visit)
    VisitNote.objects.filter(pk=first.pk).update(text="Cues de dues hores.")
    delivery.bring(visit)
    assert block(draft(visit), "problem").value["text"].source == "<p>Cues de dues hores.</p>"

    page = draft(visit)
    block(page, "problem").value["text"] = type(block(page, "problem").value["text"])("<p>Retocat.</p>")
    page.save_revision(clean=False)
    VisitNote.objects.filter(pk=first.pk).update(text="Cues de tres hores.")
    assert delivery.bring(visit) == delivery.Brought(filled=0, commented=1)
    assert block(draft(visit), "problem").value["text"].source == "<p>Retocat.</p>"


def test_two_questions_fill_one_place_together_and_markup_is_only_text(visit):
    note(visit, Feeds.PROBLEM, "<script>alert(1)</script>")
    note(visit, Feeds.PROBLEM, "I a més\nplovia.")
    delivery.bring(visit)

    source = block(draft(visit), "problem").value["text"].source
    assert source == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><p>I a més</p><p>plovia.</p>"


def test_what_does_not_fit_arrives_as_a_comment_whole(visit):
    note(visit, Feeds.SMALL_TOWN, "a" * 601)
    assert delivery.bring(visit) == delivery.Brought(filled=0, commented=1)
    assert draft(visit).small_town == ""
    assert "a" * 601 in told(visit)[0][1]


def test_a_locked_page_gets_comments_alone(visit, author):
    visit.practice.locked, visit.practice.locked_by = True, author
    visit.practice.save()
    note(visit, Feeds.PROBLEM, "El que passava.")

    assert delivery.bring(visit) == delivery.Brought(filled=0, commented=1)


def test_notes_without_a_draft_wait(visit):
    practice, visit.practice = visit.practice, None
    visit.save()
    note(visit, Feeds.PROBLEM, "El que passava.")
    assert delivery.bring(visit) == delivery.Brought(0, 0)

    visit.practice = practice
    visit.save()
    assert delivery.bring(visit) == delivery.Brought(filled=1, commented=0)


def test_the_editor_sees_text_and_comment_when_she_opens_the_page(visit, author):
    note(visit, Feeds.PROBLEM, "El que passava.")
    delivery.bring(visit)
    client = Client()
    client.force_login(author)
    page = client.get(f"/admin/pages/{visit.practice.pk}/edit/").content.decode()

    assert "El que passava." in page
    assert "De les notes de la visita" in page


def test_the_editors_are_told_without_what_was_said(visit, author):
    author.groups.add(Group.objects.create(name=ROLES[COMMUNICATION].name))
    note(visit, Feeds.PROBLEM, "El que va dir la Maria.")
    delivery.bring(visit)

    [message] = mail.outbox
    assert "Padró" in message.body
    assert "Maria" not in message.body


def test_notes_are_gone_a_year_after_the_stop_with_their_links(visit):
    SecretLink.objects.create(purpose=Visit.PURPOSE, subject=visit.key)
    note(visit, Feeds.SMALL_TOWN, "a" * 601)
    delivery.bring(visit)
    assert Comment.objects.filter(page=visit.practice).exists()
    with time_machine.travel(visit.stop.end + timedelta(days=364)):
        call_command("purge_personal_data")
    kept = Visit.objects.exists()
    with time_machine.travel(visit.stop.end + timedelta(days=366)):
        call_command("purge_personal_data")

    assert kept
    assert not Visit.objects.exists()
    assert not VisitNote.objects.exists()
    assert not SecretLink.objects.exists()
    assert not Comment.objects.filter(page=visit.practice).exists()
