"""Host, rapporteur and interviewees read the draft by secret link, remark on it and approve the version they read."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.test import Client
from wagtail.models import Comment, ModelLogEntry, PageLogEntry

from caravana_site.common import groups, secret_links
from caravana_site.common.models import SecretLink
from practices.models import Approval, ApprovalRemark, PracticePage
from tests.factories import PracticeIndexPageFactory, PracticePageFactory, in_language, publish_home, translated
from tests.factories.public_forms import OWN
from tests.practices.practice_forms import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(django_user_model: Any) -> Any:
    person = django_user_model.objects.create_superuser("editora", "editora@example.cat", "una-clau-llarga")
    person.groups.add(Group.objects.get_or_create(name=groups.ROLES[groups.COMMUNICATION].name)[0])
    return person


@pytest.fixture
def practice() -> Any:
    """Ready but for the host's approval."""
    page = PracticePageFactory(
        parent=PracticeIndexPageFactory(parent=publish_home("es")), live=False, title="La furgoneta",
        approved_by="", approved_on=None,
    )  # fmt: skip
    page.save_revision(clean=False)
    return page


class Teller:
    """Somebody who told the story, with her link."""

    def __init__(self, practice: Any, editor: Any, role: str = "host") -> None:
        self.client, self.practice = Client(), practice
        self.approval = Approval.objects.create(
            practice=practice,
            role=role,
            holder="Cap de serveis",
            email="cap@sort.example",
            language="ca",
            asked_by=editor,
        )
        self.url = f"/ca/aprovacio/{secret_links.current(Approval.PURPOSE, self.approval.key).token}/"

    def read(self) -> str:
        return str(self.client.get(self.url).content.decode())

    def send(self, **fields: Any) -> Any:
        return self.client.post(self.url, fields, **OWN)

    def approve(self, **fields: Any) -> Any:
        found = re.search(r'name="revision" value="(\d+)"', self.read())
        assert found
        yes = {"approve": "1", "signed": "Núria Prat", "read": "on", "revision": found[1]}
        return self.send(**{**yes, **fields})


@pytest.fixture
def host(practice: Any, editor: Any) -> Teller:
    return Teller(practice, editor)


def draft_of(practice: Any) -> Any:
    return PracticePage.objects.get(pk=practice.pk).get_latest_revision_as_object()


def publish(practice: Any, editor: Any, **changes: Any) -> Any:
    client = Client()
    client.force_login(editor)
    data = {**sent(draft_of(practice), editor, **changes), "action-publish": "1"}
    return client.post(f"/admin/pages/{practice.pk}/edit/", data, follow=True)


def is_live(practice: Any) -> bool:
    return bool(PracticePage.objects.get(pk=practice.pk).live)


def test_the_draft_is_read_by_nobody_without_the_link(host: Teller) -> None:
    page = host.client.get(host.url)

    assert "La furgoneta" in page.content.decode()
    assert "El que va passar." in page.content.decode()
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "/ca/avisa/" not in page.content.decode(), "it would carry the address to others"
    assert host.client.get("/ca/aprovacio/inventat~abc/").status_code == 404
    secret_links.replace(Approval.PURPOSE, host.approval.key)
    assert host.client.get(host.url).status_code == 410


def test_a_remark_reaches_the_editors_on_its_part_once(host: Teller, editor: Any) -> None:
    block = draft_of(host.practice).story[0]
    part = f"remark-story.{block.id}"
    assert host.send(**{part: "Eren dues furgonetes."}).status_code == 303
    host.send(**{part: "Eren dues furgonetes."})

    [comment] = Comment.objects.all()
    assert comment.contentpath == f"story.{block.id}"
    assert comment.text == "Amfitrió (Cap de serveis): Eren dues furgonetes."
    assert "Eren dues furgonetes." in host.read()
    assert [message.subject for message in mail.outbox] == ["Algú ha fet observacions a una història"]
    client = Client()
    client.force_login(editor)
    assert "Eren dues furgonetes." in client.get(f"/admin/pages/{host.practice.pk}/edit/").content.decode()


def test_publishing_asks_for_the_approval_or_a_reason(practice: Any, editor: Any) -> None:
    answer = publish(practice, editor)
    assert "L’amfitrió no l’ha aprovada" in answer.content.decode()
    assert not is_live(practice)

    publish(practice, editor, unapproved_reason="El servei ja no existeix i no hi ha ningú a qui demanar-ho.")
    assert is_live(practice)
    [entry] = PageLogEntry.objects.filter(action="practices.published_without_approval")
    assert entry.user == editor
    assert "ja no existeix" in entry.data["reason"]


def test_the_reason_and_who_approved_are_never_shown(practice: Any, editor: Any, client: Any) -> None:
    publish(practice, editor, unapproved_reason="Un motiu que no surt.")
    page = client.get(PracticePage.objects.get(pk=practice.pk).url).content.decode()
    assert "Un motiu que no surt" not in page

    other = Teller(practice, editor)
    other.approve()
    publish(practice, editor)
    page = client.get(PracticePage.objects.get(pk=practice.pk).url).content.decode()
    assert "Cap de serveis" not in page
    assert "Núria Prat" not in page


def test_an_approved_version_is_published_and_keeps_its_approval(host: Teller, editor: Any) -> None:
    read = PracticePage.objects.get(pk=host.practice.pk).latest_revision_id
    assert host.approve().status_code == 303
    host.approval.refresh_from_db()

    assert (host.approval.signed, host.approval.revision_id) == ("Núria Prat", read)
    publish(host.practice, editor)
    page = PracticePage.objects.get(pk=host.practice.pk)
    assert page.live
    assert (page.approved_by, page.approved_revision_id) == ("Cap de serveis", read)


def test_what_changed_after_the_approval_is_not_approved(host: Teller, editor: Any) -> None:
    host.approve()
    answer = publish(host.practice, editor, summary="Una altra cosa.")

    assert "Ha canviat des que l’amfitrió la va aprovar" in answer.content.decode()
    assert not is_live(host.practice)
    assert draft_of(host.practice).summary == "Una altra cosa."  # nothing that was written is lost
    assert "Ha canviat des d’aleshores" in host.read()

    host.approve()
    publish(host.practice, editor)
    assert is_live(host.practice)


def test_what_no_reader_sees_may_change_after_the_approval(host: Teller, editor: Any) -> None:
    host.approve()
    publish(host.practice, editor, contact_name="Una altra persona")

    assert is_live(host.practice)


def test_who_read_an_older_version_is_shown_the_new_one(host: Teller) -> None:
    older = PracticePage.objects.get(pk=host.practice.pk).latest_revision_id
    page = draft_of(host.practice)
    page.summary = "Escrit mentre es llegia."
    page.save_revision(clean=False)

    answer = host.approve(revision=older)

    assert answer.status_code == 409
    assert "La història ha canviat mentre la llegies" in answer.content.decode()
    assert "Escrit mentre es llegia." in answer.content.decode()
    host.approval.refresh_from_db()
    assert host.approval.approved is None


@pytest.mark.parametrize("role", ["rapporteur", "interviewee"])
def test_only_the_hosts_approval_lets_it_be_published(practice: Any, editor: Any, role: str) -> None:
    teller = Teller(practice, editor, role)
    teller.approve()
    teller.approval.refresh_from_db()
    publish(practice, editor)

    assert teller.approval.approved is not None
    assert not is_live(practice)


def test_an_approval_needs_a_name_and_a_tick_and_keeps_what_was_typed(host: Teller) -> None:
    answer = host.approve(signed="", read="", **{"remark-summary": "Falta el poble."})
    told = answer.content.decode()

    assert "Escriu el teu nom" in told
    assert "Marca que l’has llegit" in told
    assert "Falta el poble." in told
    assert not ApprovalRemark.objects.exists()


@pytest.mark.parametrize(
    "junk", [{"revision": "1 OR 1=1"}, {"signed": "\x00" * 5}, {"signed": "a" * 500}, {"signed": "\u0958" * 120}]
)
def test_junk_is_no_approval(host: Teller, junk: dict[str, str]) -> None:
    answer = host.approve(**junk)

    assert answer.status_code in (200, 409)
    host.approval.refresh_from_db()
    assert host.approval.approved is None


def test_a_remark_that_is_too_long_is_said_and_kept_on_the_page(host: Teller) -> None:
    answer = host.send(**{"remark-summary": "a" * 2001})

    assert "2000 caràcters" in answer.content.decode()
    assert "a" * 2001 in answer.content.decode()
    assert not ApprovalRemark.objects.exists()


def test_asking_sends_the_link_and_a_new_one_closes_the_old(practice: Any, editor: Any) -> None:
    client = Client()
    client.force_login(editor)
    asked = {"role": "host", "holder": "Alcaldia", "email": "alcaldia@sort.example", "language": "es"}
    client.post(f"/admin/practices/{practice.pk}/approvals/", asked)
    approval = Approval.objects.get()
    client.post(f"/admin/practices/approvals/{approval.pk}/new-link/")
    first, second = (re.search(r"http://\S+/es/aprobacion/\S+", message.body)[0] for message in mail.outbox)

    assert mail.outbox[0].to == ["alcaldia@sort.example"]
    assert mail.outbox[0].subject == "¿Está bien esta historia?"
    paths = [address.split("/", 3)[3] for address in (first, second)]
    assert [client.get(f"/{path}").status_code for path in paths] == [410, 200]


def test_only_communication_and_review_see_who_was_asked(practice: Any, editor: Any, django_user_model: Any) -> None:
    Approval.objects.create(practice=practice, role="host", holder="Cap", email="cap@sort.example", language="ca")
    made = groups.ensure_groups()
    allowed = set()
    for key in groups.ROLES:
        person = django_user_model.objects.create_user(key, f"{key}@example.cat", "x")
        person.groups.add(made[key])
        client = Client()
        client.force_login(person)
        answer = client.get(f"/admin/practices/{practice.pk}/approvals/")
        if answer.status_code == 200 and "cap@sort.example" not in answer.content.decode():
            allowed.add(key)

    assert allowed == {groups.COMMUNICATION, groups.REVIEWERS}


def test_the_translation_carries_the_approval_of_its_source(host: Teller, editor: Any) -> None:
    host.approve()
    publish(host.practice, editor)
    translated(host.practice.get_parent(), "es")
    spanish = translated(PracticePage.objects.get(pk=host.practice.pk), "es")
    spanish.refresh_from_db()

    assert spanish.locale == in_language("es")
    assert spanish.approved_on is not None


def test_erasing_takes_the_person_and_leaves_the_proof(host: Teller) -> None:
    host.send(**{"remark-summary": "Falta el poble."})
    host.approve()
    call_command("erase_personal_data", "cap@sort.example")
    host.approval.refresh_from_db()

    assert host.approval.approved is not None
    assert (host.approval.email, host.approval.signed) == ("", "(esborrat)")
    assert not ApprovalRemark.objects.exists()
    assert not ModelLogEntry.objects.filter(data__icontains="Núria").exists()
    assert not Comment.objects.exists()


def test_deleting_the_practice_takes_its_links(host: Teller) -> None:
    PracticePage.objects.get(pk=host.practice.pk).delete()

    assert not SecretLink.objects.exists()
    assert host.client.get(host.url).status_code == 404
