"""One action makes the drafts once, in the right language, and copies nobody's name."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from caravana_site.common import groups
from events.models import RequestState, StopPage, StopRequest, StopState
from practices.models import PracticePage
from tests.factories import MunicipalityFactory, OrganisationFactory, StopPageFactory, ThemeFactory, in_language
from tests.people import permission, signed_in

from .conftest import page_of, press

pytestmark = pytest.mark.django_db
S = RequestState
PERSONAL = {"name": "Nom Secret", "email": "secret@example.cat", "telephone": "600123123", "post": "Cap secreta"}


def answers(**changes: Any) -> dict[str, str]:
    start = timezone.localtime() + timedelta(days=40)
    return {
        "title": "Digital, casa per casa",
        "start": start.strftime("%d/%m/%Y 10:00"),
        "end": start.strftime("%d/%m/%Y 13:00"),
        "place": "Sala de plens",
        "attendance": "open",
        **changes,
    }


def make(client: Any, request: StopRequest, **changes: Any) -> Any:
    return client.post(reverse("office_drafts", args=[request.pk]), answers(**changes))


def test_both_drafts_are_made_filled_in_linked_and_once(enter: Any, office: Any, client: Any) -> None:
    match = office.matched(**PERSONAL, challenge="Anem casa per casa.", difficulty="No hi ha cobertura.\nEnlloc.")
    host, other = match.host_request, match.rapporteur_request
    client = enter()
    form = client.get(reverse("office_drafts", args=[other.pk]))
    assert form.status_code == 200
    assert make(client, other).status_code == 302
    assert make(client, host).status_code == 302, "pressed twice, and from the other side"
    stop, practice = StopPage.objects.get(), PracticePage.objects.get()
    assert (stop.live, practice.live) == (False, False)
    assert (stop.title, stop.host, stop.rapporteur) == ("Digital, casa per casa", host.organisation, other.organisation)
    assert (stop.state, stop.format, stop.theme) == (StopState.PROPOSED, host.format, host.theme)
    assert stop.municipality == host.organisation.municipality
    assert timezone.localtime(stop.start).hour == 10
    assert stop.summary == "[REESCRIU-HO] Anem casa per casa."
    assert [row.practice for row in stop.practices.all()] == [practice]
    assert (practice.title, practice.organisation, practice.theme) == (
        "Anem casa per casa.",
        host.organisation,
        host.theme,
    )
    assert [row.title for row in practice.difficulties.all()] == ["No hi ha cobertura."]
    for side in (host, other):
        side.refresh_from_db()
        assert (side.state, side.stop, side.practice) == (S.SCHEDULED, stop, practice)
    for page in (stop, practice):
        assert page.locale.language_code == "ca"
        editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert editor.status_code == 200
        kept = str(Revision.objects.filter(object_id=str(page.pk)).values_list("content", flat=True))
        assert not [word for word in PERSONAL.values() if word in kept]
        assert client.get(page.get_parent().url + page.slug + "/").status_code == 404
    assert stop.title in client.get(page_of(host)).content.decode()


def test_drafts_are_written_in_the_applicants_language(enter: Any, office: Any) -> None:
    theme = ThemeFactory()
    spanish = ThemeFactory(locale=in_language("es"), translation_key=theme.translation_key)
    match = office.matched(reply_language="es", theme=theme, challenge="Vamos casa por casa.")
    make(enter(), match.host_request)
    stop, practice = StopPage.objects.get(), PracticePage.objects.get()
    assert (stop.locale.language_code, practice.locale.language_code) == ("es", "es")
    assert (stop.theme, practice.theme) == (spanish, spanish)
    assert stop.summary.startswith("[REESCRÍBELO] ")


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "30/02/2027 10:00"},
        {"start": "01/01/2020 10:00", "end": "01/01/2020 12:00"},
        {"end": "01/01/2020 12:00"},
        {"place": ""},
        {"title": ""},
        {"attendance": "nobody"},
        {"start": "", "end": ""},
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(enter: Any, office: Any, wrong: dict[str, str]) -> None:
    match = office.matched()
    answer = make(enter(), match.host_request, **wrong)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    if "title" not in wrong:
        assert "Digital, casa per casa" in answer.content.decode()
    assert not StopPage.objects.exists()
    assert not PracticePage.objects.exists()


def test_a_host_that_is_not_registered_is_linked_first(enter: Any, office: Any) -> None:
    match = office.matched(organisation=None, organisation_name="Aj. de la Vila")
    client = enter()
    answer = make(client, match.host_request)
    assert answer.status_code == 409
    assert "Digues primer quin ens registrat" in answer.content.decode()
    assert not PracticePage.objects.exists(), "all or nothing"
    press(client, match.host_request, "link", organisation=OrganisationFactory(municipality=MunicipalityFactory()).pk)
    assert make(client, match.host_request).status_code == 302


def test_without_a_match_there_is_nothing_to_make(enter: Any, office: Any) -> None:
    match = office.matched()
    client = enter()
    press(client, match.host_request, "undo", reason="No.")
    assert make(client, match.host_request).status_code == 409
    assert not StopPage.objects.exists()


def test_who_may_not_add_pages_in_that_language_is_told(office: Any, client: Any) -> None:
    from django.contrib.auth.models import Group

    match = office.matched()
    group = Group.objects.create(name="Només sol·licituds")
    group.permissions.add(permission("events.work_stoprequest"), permission("wagtailadmin.access_admin"))
    user = office.member(groups.TRANSLATORS_CA_ES)
    user.groups.set([group])
    signed_in(client, user)
    answer = make(client, match.host_request)
    assert answer.status_code == 409
    assert "No pots afegir pàgines" in answer.content.decode()
    assert not StopPage.objects.exists()


class TestOffers:
    """A rapporteur who offers to come to a stop that looks for one."""

    @pytest.fixture
    def stop(self, office: Any) -> Any:
        stop = StopPageFactory(parent=office.calendars["ca"])
        stop.save_revision().publish()
        return stop

    def offer(self, stop: Any) -> StopRequest:
        from tests.factories import StopRequestFactory

        return StopRequestFactory(role="rapporteur", announced_stop=stop)

    def test_whoever_may_publish_accepts_and_it_shows_at_once(self, enter: Any, stop: Any) -> None:
        asked = self.offer(stop)
        assert press(enter(groups.REVIEWERS), asked, "accept").status_code == 302
        stop.refresh_from_db()
        asked.refresh_from_db()
        assert stop.rapporteur == asked.organisation
        assert (asked.state, asked.stop_id) == (S.SCHEDULED, stop.pk)
        told = asked.entries.get(kind="stop").text
        assert "La parada està confirmada" in told

    def test_for_the_others_it_waits_in_the_draft(self, enter: Any, stop: Any) -> None:
        asked = self.offer(stop)
        press(enter(), asked, "accept")
        stop.refresh_from_db()
        assert stop.rapporteur is None
        assert stop.has_unpublished_changes
        assert stop.get_latest_revision_as_object().rapporteur == asked.organisation

    def test_a_draft_that_waits_is_not_published_by_the_way(self, enter: Any, stop: Any) -> None:
        stop.title = "Un títol que ningú no ha revisat"
        stop.save_revision()
        press(enter(groups.REVIEWERS), self.offer(stop), "accept")
        stop.refresh_from_db()
        assert stop.title != "Un títol que ningú no ha revisat"
        draft = stop.get_latest_revision_as_object()
        assert draft.title == "Un títol que ningú no ha revisat"
        assert draft.rapporteur is not None

    def test_the_second_offer_is_told_that_it_comes_late(self, enter: Any, stop: Any) -> None:
        first, second = self.offer(stop), self.offer(stop)
        client = enter()
        press(client, first, "accept")
        answer = press(client, second, "accept")
        assert answer.status_code == 409
        assert "ja no busca relator" in answer.content.decode()
        second.refresh_from_db()
        assert second.state == S.RECEIVED
