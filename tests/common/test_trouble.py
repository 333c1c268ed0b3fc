"""What goes wrong on somebody's machine is one clear line, and nothing is lost."""

import io
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from wagtail.images import get_image_model

from home.models import ContentPage
from tests.factories import ContentPageFactory, publish_home

ROOT = Path(__file__).resolve().parents[2]


def manage(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env={**os.environ, **environment},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_a_port_that_is_taken_is_named_with_another_to_try() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = manage("serve", "--port", str(port), DJANGO_SETTINGS_MODULE="caravana_site.settings.dev")
    assert found.returncode != 0
    assert f"Port {port} is taken" in found.stderr
    assert f"make run PORT={port + 1}" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_database_that_is_not_there_is_one_line() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"postgresql://nobody@127.0.0.1:{port}/nothing"
    found = manage("migrate", DATABASE_URL=url, DJANGO_SETTINGS_MODULE="caravana_site.settings.dev")
    assert found.returncode != 0
    assert "The database cannot be opened" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("port", ["0", "99999"])
def test_a_number_that_is_no_port_is_one_line(port: str) -> None:
    found = manage("serve", "--port", port, DJANGO_SETTINGS_MODULE="caravana_site.settings.dev")
    assert found.returncode != 0
    assert "make run PORT=8000" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("kind", ["another file", "folder"])
def test_a_database_file_that_is_none_is_one_line(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "db.sqlite3"
    if kind == "folder":
        path.mkdir()
    else:
        path.write_text("these are words and no database at all\n" * 20, encoding="utf-8")
    found = manage("migrate", DATABASE_URL=f"sqlite:///{path}", DJANGO_SETTINGS_MODULE="caravana_site.settings.dev")
    assert found.returncode != 0
    assert "The database cannot be opened" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.django_db
def test_a_picture_whose_file_is_gone_does_not_take_the_page_along(client: Any) -> None:
    file = io.BytesIO()
    PillowImage.new("RGB", (640, 400), "#0a5fc2").save(file, "PNG")
    image = get_image_model().objects.create(
        title="Mapa", file=ImageFile(file, name="mapa.png"), alt_texts={"ca": "Un mapa"}
    )
    page = ContentPageFactory(parent=publish_home(), title="Amb imatge", slug="amb-imatge")
    page.body = ContentPage._meta.get_field("body").to_python(
        f'[{{"type": "picture", "id": "1c5b8f0e-31a1-4d39-8a0b-35b1b1a0a002", "value": {{"image": '
        f'{{"image": {image.pk}, "decorative": false, "alt_text": "Un mapa de la comarca"}}, "caption": ""}}}}]'
    )
    page.save_revision().publish()
    assert 'alt="Un mapa de la comarca"' in client.get(page.url).content.decode()
    image.renditions.all().delete()
    Path(image.file.path).unlink()
    assert client.get(page.url).status_code == 200
