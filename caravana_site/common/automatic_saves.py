"""What the editor saves by itself, while somebody types, never undoes what a person saved meanwhile.

Wagtail 8.0 compares the versions when such a request comes in and not when it saves: one that takes long puts an older
text over what “save” or “publish” has kept in between.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

MARK = "_caravana_saved_by_itself"


def is_automatic(request: HttpRequest) -> bool:
    """The editor asks for JSON when it saves by itself; so Wagtail tells it apart (`JsonPostResponseMixin`)."""
    return request.method == "POST" and not request.accepts("text/html")


def mark(request: HttpRequest, page: Page) -> None:
    if is_automatic(request):
        setattr(page, MARK, True)


def refuse_outdated(page: Any) -> None:
    """Inside the transaction that saves: raises PermissionDenied, which the editor shows, if there is a newer version.

    The page's row stays locked until then, so that a person's own save comes wholly before or wholly after.
    """
    if not getattr(page, MARK, False):
        return
    rows = Page.objects.select_for_update(of=("self",)).filter(pk=page.pk)
    latest = rows.values_list("latest_revision_id", "latest_revision__created_at").get()
    known = page.latest_revision
    if latest != (known and known.pk, known and known.created_at):
        raise PermissionDenied(_("Somebody has saved a newer version meanwhile, and this one is not put over it."))
