"""What both forms share: they are about a live practice, at an address below its own."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from caravana_site.common.public_forms.views import PublicFormView
from practices.models import PracticePage


class AboutPracticeView(PublicFormView):
    """Finds the practice by its slug in the reader's language; `address` is the name of the form's own address."""

    address: str
    practice: PracticePage

    def prepare(self, **kwargs: Any) -> None:
        pages = PracticePage.objects.live().public().in_locale(Locale.get_active())
        self.practice = get_object_or_404(pages.select_related("organisation", "locale"), slug=kwargs["slug"])

    def new_submission(self) -> Any:
        model: Any = self.kind.model
        return model(practice=self.practice)

    def around(self) -> dict[str, Any]:
        """Crumbs, and the same form in the languages that have the practice."""
        alternates = {}
        versions = self.practice.get_translations(inclusive=True).live().public().select_related("locale")
        for version in versions:
            with translation.override(version.locale.language_code):
                alternates[version.locale.language_code] = reverse(self.address, args=[version.slug])
        story = self.practice.get_url(self.request) or ""
        return {"alternates": alternates, "crumbs": [(self.practice.title, story)]}
