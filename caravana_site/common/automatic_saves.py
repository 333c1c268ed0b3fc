"""What the editor saves by itself, while somebody types, never undoes what a person saved meanwhile.

Wagtail 8.0 compares the versions when such a request comes in and not when it saves: one that takes long puts an older
text over what “save” or “publish” has kept in between.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

KNOWN = "_caravana_version_known_to_the_editor"


def is_automatic(request: HttpRequest) -> bool:
    """The editor asks for JSON when it saves by itself; so Wagtail tells it apart (`JsonPostResponseMixin`)."""
    return request.method == "POST" and not request.accepts("text/html")


def mark(request: HttpRequest, page: Page) -> None:
    """Note, on a page that is being saved so, the version that its text was written over."""
    if is_automatic(request):
        told = request.POST.get("overwrite_revision_id") or request.POST.get("loaded_revision_id")
        setattr(page, KNOWN, told or str(page.latest_revision_id or ""))


def refuse_outdated(page: Any) -> None:
    """Inside the transaction that saves: raises PermissionDenied, which the editor shows, if there is a newer version.

    Asked before the page's row is first written: a draft's is written with the version that was the latest when the
    request came. The row stays locked from here on, so that a person's save comes wholly before or wholly after.
    """
    known = page.__dict__.pop(KNOWN, None)
    if known is None:
        return
    rows = Page.objects.select_for_update(of=("self",)).filter(pk=page.pk)
    if str(rows.values_list("latest_revision_id", flat=True).get() or "") != known:
        raise PermissionDenied(_("Somebody has saved a newer version meanwhile, and this one is not put over it."))
