"""The list of bodies that have something published: by name, by kind, by comarca."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from caravana_site.common.listings import ListingForm, QueryField
from practices.models import Comarca, Organisation, OrganisationKind, PracticePage
from practices.naming import plain
from practices.organisation_sections import publishing

PER_PAGE = 24


class OrganisationListing(ListingForm):
    """`?q=olot&kind=ajuntament&comarca=garrotxa`; each valid answer narrows."""

    q = QueryField()

    def __init__(self, data: QueryDict, *, locale: Locale) -> None:
        self.locale = locale
        super().__init__(data)

    @cached_property
    def bodies(self) -> QuerySet[Organisation]:
        return publishing(self.locale)

    def full_clean(self) -> None:
        if "kind" not in self.fields:  # asked of the database once, not at import
            kinds = set(self.bodies.order_by().values_list("kind", flat=True).distinct())
            comarques = Comarca.objects.filter(pk__in=self.bodies.order_by().values("comarca"))
            self.fields["kind"] = _choice(
                _("Kind of body"),
                [(value, capfirst(label)) for value, label in OrganisationKind.choices if value in kinds],
                _("There is no such kind of body, so it was left out."),
            )
            self.fields["comarca"] = _choice(
                _("Comarca"),
                list(comarques.values_list("slug", "name")),
                _("There is no such comarca, so it was left out."),
            )
        super().full_clean()

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("q") or "")

    @cached_property
    def page(self) -> Page:
        answers = {name: value for name in ("kind", "comarca") if (value := self.cleaned_data.get(name))}
        found = self.bodies.filter(**answers).order_by("name", "pk")
        if wanted := plain(self.words):
            names = found.values_list("pk", "name")
            found = found.filter(pk__in=[pk for pk, name in names if wanted in plain(name)])
        page = self.page_of(found.select_related("municipality", "comarca", "province"), PER_PAGE)
        page.object_list = list(page.object_list)
        told = PracticePage.objects.live().public().in_locale(self.locale).counts_by_body(page.object_list)
        for body in page.object_list:
            body.practice_count, body.archived_count = told[body.pk, False], told[body.pk, True]
        return page

    @property
    def elsewhere(self) -> int:
        """How many bodies have something to read in other languages and nothing in this one."""
        anywhere = Q()
        for locale in Locale.objects.exclude(pk=self.locale.pk):
            anywhere |= Q(pk__in=publishing(locale).values("pk"))
        return Organisation.objects.filter(anywhere).exclude(pk__in=self.bodies.values("pk")).count() if anywhere else 0


def _choice(label: Any, choices: list[tuple[str, Any]], unknown: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", _("Any")), *choices],
        required=False,
        error_messages={"invalid_choice": unknown},
    )
