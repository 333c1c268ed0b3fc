"""The editor is a form: without JavaScript it saves, confirms, asks, fills and moves the task on."""

import re

import pytest

from caravana_site.common import groups
from caravana_site.translation.models import SegmentQuestion, Suggestion, TextVersion, TranslationTask
from tests.people import said, signed_in

from .conftest import LINK, Desk


def fields(desk: Desk, **texts: str) -> dict[str, str]:
    """What the form sends: the texts by the first word of their source, and what was seen."""
    sent = {}
    for of, text in texts.items():
        segment = desk.segment(of)
        sent[f"text-{segment.pk}"] = text
        sent[f"seen-{segment.pk}"] = desk.text(of) or ""
        sent[f"at-{segment.pk}"] = f"{segment.context_id}:{segment.string_id}"
    return sent


def test_saving_writes_only_what_changed(desk: Desk) -> None:
    before = desk.write("Tres", "Tres.")
    answer = desk.post("save", **fields(desk, Tres="Tres.", Premsa="Prensa"))
    assert answer.status_code == 302
    before.refresh_from_db()
    assert before.last_translated_by is None
    assert desk.text("Premsa") == "Prensa"
    assert desk.target.draft_title == "Prensa"
    assert not TextVersion.objects.exists()


def test_a_conflict_shows_both_texts_and_saves_the_others(desk: Desk) -> None:
    sent = fields(desk, Tres="Mía.", Premsa="Prensa")
    desk.write("Tres", "Suya.", last_translated_by=desk.member(groups.REVIEWERS))
    answer = desk.post("save", **sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert re.search(r"<textarea[^>]*>\s*Mía\.</textarea>", page)
    assert "Suya." in page
    assert (desk.text("Tres"), desk.text("Premsa")) == ("Suya.", "Prensa")
    segment = desk.segment("Tres")
    seen = re.search(rf'name="seen-{segment.pk}" value="([^"]*)"', page)
    assert seen
    desk.post("save", **{f"text-{segment.pk}": "Mía.", f"seen-{segment.pk}": seen[1]})
    assert desk.text("Tres") == "Mía."
    assert set(TextVersion.objects.values_list("text", flat=True)) == {"Mía.", "Suya."}


def test_what_is_refused_stays_in_its_field_with_the_reason(desk: Desk) -> None:
    answer = desk.post("save", **fields(desk, Premsa="x" * 400, Llegeix="Sin enlace.", Tres="Tres."))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "x" * 400 in page
    assert "Sin enlace.</textarea>" in page
    assert page.count('aria-invalid="true"') == 2
    assert desk.text("Tres") == "Tres."


def test_texts_of_an_original_that_is_no_more_are_given_back_and_kept(desk: Desk) -> None:
    sent = fields(desk, Tres="Tres, con mucho trabajo.")
    desk.source.about = desk.source.about.replace("Tres", "Quatre")
    desk.source.save_revision().publish()
    desk.translation.source.update_from_db()
    answer = desk.post("save", **sent)
    assert answer.status_code == 409
    assert answer.content.decode().count("Tres, con mucho trabajo.") >= 2  # given back, and with the versions
    assert TextVersion.objects.filter(text="Tres, con mucho trabajo.").exists()


def test_texts_of_a_page_that_was_deleted_are_given_back(desk: Desk) -> None:
    sent = fields(desk, Tres="Tres, con mucho trabajo.")
    desk.source.delete()
    answer = desk.post("save", **sent)
    assert answer.status_code == 404
    assert "Tres, con mucho trabajo." in answer.content.decode()
    assert desk.client.get(desk.address()).status_code == 404


def test_a_locked_page_says_who_and_when_and_gives_the_texts_back(desk: Desk) -> None:
    page, sent = desk.target, fields(desk, Tres="Tres.")
    reviewer = desk.member(groups.REVIEWERS, "Remei")
    signed_in(desk.client, reviewer)
    desk.client.post(f"/admin/pages/{page.pk}/lock/")
    desk.enter(groups.TRANSLATORS_CA_ES)
    shown = desk.open()
    assert "Remei" in shown
    assert "readonly" in shown
    answer = desk.post("save", **sent)
    assert answer.status_code == 423
    assert "Tres.</textarea>" in answer.content.decode()
    assert desk.text("Tres") is None


def test_a_machines_text_is_marked_until_a_person_confirms_it(desk: Desk) -> None:
    desk.write("Tres", "Tres.", translation_type="machine", tool_name="Apertium")
    assert "te-badge--machine" in desk.open()
    answer = desk.post("confirm", desk.segment("Tres").pk, **fields(desk, Premsa="Prensa"))
    assert answer["Location"].endswith(f"#text-{desk.segment('Tres').pk}")
    assert "te-badge--machine" not in desk.open()
    assert desk.text("Premsa") == "Prensa"  # what else was written is saved too


def test_filling_takes_the_best_suggestion_and_leaves_what_is_written(desk: Desk) -> None:
    desk.write("Premsa", "Prensa")
    for of, kind, percent, text in (
        ("Premsa", "exact", 100, "Otra cosa"),
        ("Tres", "fuzzy", 90, "Tres casi."),
        ("Tres", "exact", 100, "Tres."),
        ("Llegeix", "machine", 100, LINK),
        ("La caravana", "machine", 100, "Con <script>malo</script>"),
    ):
        Suggestion.objects.create(segment=desk.segment(of), locale=desk.es, kind=kind, percent=percent, text=text)
    answer = desk.post("fill")
    assert "2" in said(answer)
    assert (desk.text("Premsa"), desk.text("Tres"), desk.text("Llegeix")) == ("Prensa", "Tres.", LINK)
    assert desk.text("La caravana") is None
    assert desk.open().count("te-badge--machine") == 1


def test_a_suggestion_shows_how_its_original_differed_and_is_taken(desk: Desk) -> None:
    made = Suggestion.objects.create(
        segment=desk.segment("Tres"), locale=desk.es, kind="fuzzy", percent=80, text="Dos.", matched="Dos."
    )
    page = desk.open()
    assert re.search(r"<del>.*Dos.*</del><ins>.*Tres.*</ins>", page)
    assert "80 %" in page
    desk.post("accept", made.pk)
    assert desk.text("Tres") == "Dos."
    assert "te-badge--draft" in desk.open()


def test_of_a_machines_suggestion_it_is_not_said_how_near_it_is(desk: Desk) -> None:
    Suggestion.objects.create(
        segment=desk.segment("Tres"), locale=desk.es, kind="machine", text="Tres.", tool_name="Apertium"
    )
    told = desk.open().split('te-proposed__what">')[1].split("</p>")[0]
    assert "Apertium" in told
    assert "%" not in told


def test_a_former_text_is_put_back(desk: Desk) -> None:
    desk.put(desk.segment("Tres"), "Primera.")
    desk.put(desk.segment("Tres"), "Segunda.", "Primera.")
    desk.post("put_back", TextVersion.objects.get(text="Primera.").pk)
    assert desk.text("Tres") == "Primera."
    assert TextVersion.objects.filter(text="Segunda.").exists()


def test_a_question_to_the_author_shows_beside_its_text_with_the_answer(desk: Desk) -> None:
    segment = desk.segment("Tres")
    desk.post("ask", segment.pk, **{f"question-{segment.pk}": "Tres què?"})
    question = SegmentQuestion.objects.get()
    assert (question.text, question.asked_by) == ("Tres què?", desk.user)
    SegmentQuestion.objects.update(answer="Tres parades.", answered_at=question.asked_at)
    page = desk.open()
    assert "Tres què?" in page
    assert "Tres parades." in page
    assert said(desk.post("ask", segment.pk, **{f"question-{segment.pk}": "  "}))
    assert SegmentQuestion.objects.count() == 1


def test_a_half_translation_is_not_sent_and_a_whole_one_is(desk: Desk) -> None:
    answer = desk.post("send")
    assert "Premsa" in said(answer)
    assert "No s’ha enviat" in said(answer)
    assert "publicat" not in said(answer)
    desk.write_all()
    desk.post("send")
    desk.task.refresh_from_db()
    assert (desk.task.state, desk.task.sent_by) == (TranslationTask.State.REVIEW, desk.user)


def test_the_reviewer_gives_back_with_a_reason_and_publishes(desk: Desk) -> None:
    desk.write_all()
    desk.post("send")
    translator = desk.user
    desk.enter(groups.REVIEWERS)
    assert said(desk.post("give_back", note=" "))
    desk.post("give_back", note="El título no.")
    desk.task.refresh_from_db()
    assert (desk.task.state, desk.task.assignee) == (TranslationTask.State.TRANSLATE, translator)
    assert "El título no." in desk.open()
    desk.post("publish", **fields(desk, Premsa="Para la prensa"))
    assert desk.target.live
    assert desk.target.title == "Para la prensa"  # what was in the field is saved before


def test_the_reviewer_sees_what_changes_for_readers(desk: Desk) -> None:
    desk.publish()
    assert "te-badge--changed" not in desk.open()
    desk.put(desk.segment("Tres"), "Cuatro.", "Tres.")
    page = desk.open()
    assert page.count("te-badge--changed") == 1
    assert re.search(r"<del>.*Tres.*</del><ins>.*Cuatro.*</ins>", page)


def test_a_text_whose_original_changed_is_compared_with_what_readers_see_there(desk: Desk) -> None:
    desk.publish()
    desk.source.about = desk.source.about.replace("Tres.", "Tres pobles.")
    desk.source.save_revision().publish()
    desk.put(desk.segment("Tres pobles"), "Tres pueblos.")
    assert re.search(r"Tres<ins>.*pueblos.*</ins>\.", desk.open())


@pytest.mark.parametrize("name", ["publish", "give_back"])
def test_a_translator_neither_publishes_nor_gives_back(desk: Desk, name: str) -> None:
    desk.write_all()
    desk.post("send")
    desk.post(name, note="x")
    desk.task.refresh_from_db()
    assert desk.task.state == TranslationTask.State.REVIEW
    assert not desk.target.live
