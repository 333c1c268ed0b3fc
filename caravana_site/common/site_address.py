"""Addresses for whoever reads outside the site: messages and reports."""

from django.conf import settings


def absolute(path: str) -> str:
    """The whole address of a path of this site."""
    return f"{settings.SITE_URL}{path}"
