"""What an attacker tries first: another site, another file, another host's name, markup in a field."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from wagtail.images import get_image_model

from home.models import ContentPage
from tests.factories import ContentPageFactory, publish_home

from .conftest import PASSWORD

pytestmark = pytest.mark.django_db
MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
ELSEWHERE = ("https://evil.example/", "//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)")


@pytest.mark.parametrize("address", ELSEWHERE)
def test_the_door_leads_nowhere_else(client: Any, administrator: Any, address: str) -> None:
    data = {"login": "administradora", "password": PASSWORD, "next": address}
    assert client.post("/admin/login/", data).url == "/admin/"


@pytest.mark.parametrize(
    "address",
    [
        "/documents/1/..%2f..%2fdb.sqlite3",
        "/documents/../../etc/passwd",
        "/documents/99999999999999999999999/x.pdf",
        "/static/..%2faccounts.json",
        "/cards/ca/99999999999999999999.png",
        "/ca/%00/",
        "/ca/practiques/%ff/",
        "/ca/_util/authenticate_with_password/99999999999999999999/1/",
    ],
)
def test_no_path_leads_to_another_file_or_an_error(client: Any, address: str) -> None:
    assert client.get(address).status_code in (400, 404)


@pytest.mark.parametrize("host", ["evil.example", "testserver@evil.example", "testserver:80:80"])
def test_another_hosts_name_is_refused(client: Any, settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    publish_home()
    assert client.get("/ca/", headers={"host": host}).status_code == 400
    answer = client.get("/ca/", headers={"x-forwarded-host": host})
    assert answer.status_code == 200
    assert "evil.example" not in answer.content.decode()


def test_markup_in_a_field_stays_text_for_readers_and_editors(admin_client: Any) -> None:
    file = io.BytesIO()
    PillowImage.new("RGB", (640, 400), "#0a5fc2").save(file, "PNG")
    image = get_image_model().objects.create(
        title=MARKUP, credit=MARKUP, alt_texts={"ca": MARKUP}, file=ImageFile(file, name="a.png")
    )
    page = ContentPageFactory(parent=publish_home(), title=MARKUP, slug="prova", introduction=MARKUP)
    picture = {"image": {"image": image.pk, "decorative": False, "alt_text": MARKUP}, "caption": MARKUP}
    blocks = [
        {"type": "picture", "value": picture},
        {"type": "heading", "value": {"text": MARKUP}},
        {"type": "quote", "value": {"text": MARKUP, "author": MARKUP, "role": MARKUP}},
    ]
    body = ContentPage._meta.get_field("body").stream_block
    page.body = body.to_python([{**block, "id": str(number)} for number, block in enumerate(blocks)])
    page.save_revision(clean=False).publish()
    addresses = (page.url, "/ca/", "/admin/", f"/admin/pages/{page.pk}/edit/", "/admin/images/", "/admin/pages/")
    for address in addresses:
        answer = admin_client.get(address)
        assert answer.status_code == 200, address
        text = answer.content.decode()
        assert "<script>alert(1)" not in text, address
        assert "<img src=x" not in text, address
    assert "&lt;script&gt;alert(1)" in admin_client.get(page.url).content.decode()


def test_the_accounts_of_a_trial_are_not_below_what_is_served() -> None:
    served = (Path(django_settings.MEDIA_ROOT), Path(django_settings.STATIC_ROOT))
    assert not any(Path(django_settings.VAR_DIR, "accounts.json").is_relative_to(folder) for folder in served)
