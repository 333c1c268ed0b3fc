"""Compare what programs read with what is public, and mend it."""

from typing import Any

from django.core.management.base import BaseCommand

from caravana_site.api.projection.reconciling import reconcile


class Command(BaseCommand):
    help = "Compare the documents of the API with what is public, mend what differs, and say what it was."

    def handle(self, *args: Any, **options: Any) -> None:
        found = reconcile(self._tell)
        for change in found.mended:
            self.stdout.write(f"  mended: {change}")
        for one in found.not_noted:
            self.stdout.write(f"  not noted as a dependency: {one}")
        self.stdout.write(
            f"{found.looked_at} things looked at, {len(found.mended)} documents mended, "
            f"{len(found.not_noted)} dependencies not noted."
        )

    def _tell(self, kind: str, done: int, total: int) -> None:
        if done % 500 < 20 or done == total:
            self.stdout.write(f"  {kind}: {done} of {total}")
