"""Runs Django's deployment checks under the production settings with stand-ins for the secrets; a warning fails."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def stand_ins(folder: str) -> dict[str, str]:
    """What production needs, none of it real."""
    return {
        "DJANGO_SETTINGS_MODULE": "caravana_site.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "caravana.example.cat",
        "SITE_URL": "https://caravana.example.cat",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "MEDIA_ROOT": folder,
        "UPLOADS_TARGET": "",
        "EMAIL_HOST": "mail.example.cat",
        "DEFAULT_FROM_EMAIL": "caravana@example.cat",
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        sys.exit(subprocess.run(command, cwd=ROOT, env={**os.environ, **stand_ins(folder)}, check=False).returncode)


if __name__ == "__main__":
    main()
