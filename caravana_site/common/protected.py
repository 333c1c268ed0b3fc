"""What others name cannot be deleted: said before anybody confirms, instead of a failure afterwards."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models.deletion import Collector, ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.models import Page


def refuse_protected(request: HttpRequest, instances: Sequence[Any]) -> HttpResponse | None:
    """A hook before a snippet is deleted: back to the list, with the reason, when something still needs it."""
    for instance in instances:
        try:
            Collector(using=instance._state.db, origin=instance).collect([instance])
        except ProtectedError as error:
            messages.error(request, _reason(instance, list(error.protected_objects)))
            return HttpResponseRedirect(reverse(instance.snippet_viewset.get_url_name("list")))
    return None


def _reason(instance: Any, needing: list[Any]) -> str:
    """Names one of those that need it: a row of a page is no name to an editor, so its page is."""
    owners = {one if isinstance(one, Page) else getattr(one, "page", one) for one in needing}
    text = ngettext(
        "“%(name)s” cannot be deleted: “%(one)s” needs it. Change that first.",
        "“%(name)s” cannot be deleted: %(number)d entries need it, as “%(one)s”. Change them first.",
        len(owners),
    )
    return text % {"name": instance, "number": len(owners), "one": min(map(str, owners))}
