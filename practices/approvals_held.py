"""Approvals as a holding: the proof stays while the practice does, the person goes when she asks."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Comment

from caravana_site.common import secret_links
from caravana_site.common.personal_data.holdings import Holding
from practices.models import Approval


class Approvals(Holding):
    """That somebody in that post approved that version is kept; her name, her address and her remarks are not."""

    key = "approvals"
    name = gettext_lazy("Approvals of stories")

    def expired(self, now: datetime) -> Any:
        return Approval.objects.none()

    def about(self, email: str) -> list[Any]:
        return list(Approval.objects.about(email))

    def export(self, row: Any) -> dict[str, Any]:
        told: dict[str, Any] = super().export(row)
        return {**told, _("remarks"): [f"{one.heading}: {one.text}" for one in row.remarks.all()]}

    def erase(self, rows: list[Any], email: str) -> int:
        for row in rows:
            row.email = ""
            row.signed = _("(erased)") if row.signed else ""
            row.save(update_fields=["email", "signed"])
            for one in row.remarks.all():  # the editors' comment on that part says the same
                Comment.objects.filter(
                    page=row.practice_id, contentpath=one.part, text__endswith=f": {one.text}"
                ).delete()
            row.remarks.all().delete()
        return len(rows)


def forget_links(instance: Approval, **kwargs: Any) -> None:
    """Handler of an approval's deletion, whichever way it goes."""
    secret_links.forget(Approval.PURPOSE, instance.key)
