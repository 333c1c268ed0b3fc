"""What is no text may be another in one language: an address, a link within a text, a picture."""

import json

import pytest
from wagtail_localize.models import OverridableSegment, SegmentOverride

from caravana_site.common import groups

from .conftest import Desk


def segment(desk: Desk, path: str) -> OverridableSegment:
    found: OverridableSegment = OverridableSegment.objects.get(
        source=desk.translation.source, context__path__startswith=path
    )
    return found


def test_an_address_is_chosen_for_one_language_and_given_up_again(desk: Desk) -> None:
    one = segment(desk, "contact_email")
    assert desk.address("override", one.pk) in desk.open()
    assert "premsa@example.cat" in desk.client.get(desk.address("override", one.pk)).content.decode()
    assert desk.post("override", one.pk, value="prensa@example.es").status_code == 302
    assert "prensa@example.es" in desk.open()
    desk.publish()
    assert desk.target.contact_email == "prensa@example.es"
    desk.post("override", one.pk, drop="1")
    assert not SegmentOverride.objects.exists()


def test_a_link_within_a_text_goes_elsewhere(desk: Desk) -> None:
    desk.post("override", segment(desk, "about.").pk, value="https://example.org/es/")
    assert json.loads(SegmentOverride.objects.get().data_json) == "https://example.org/es/"
    desk.publish()
    assert 'href="https://example.org/es/"' in desk.target.about


@pytest.mark.parametrize(
    ("path", "value"), [("about.", "javascript:alert(1)"), ("about.", ""), ("contact_email", "no és un correu")]
)
def test_what_is_no_address_is_refused(desk: Desk, path: str, value: str) -> None:
    answer = desk.post("override", segment(desk, path).pk, value=value)
    assert answer.status_code == 400
    assert not SegmentOverride.objects.exists()


def test_neither_a_stranger_nor_a_locked_page_changes_it(desk: Desk) -> None:
    one = segment(desk, "contact_email")
    page = desk.target
    page.locked, page.locked_by = True, desk.member(groups.REVIEWERS)
    page.save()
    assert desk.post("override", one.pk, value="a@example.es").status_code == 423
    desk.enter(groups.TRANSLATORS_ES_CA)
    assert desk.post("override", one.pk, value="a@example.es").status_code == 302
    assert not SegmentOverride.objects.exists()
    desk.enter(groups.TRANSLATORS_CA_ES)
    assert desk.client.get(desk.address("override", 99999)).status_code == 404
