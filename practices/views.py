"""Pages of the catalogue that are not Wagtail pages: themes and organisations."""

from collections.abc import Sequence

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from wagtail.models import Locale

from caravana_site.common.languages import in_each_language
from caravana_site.common.listings import ListingForm

from .catalogue_index import CatalogueIndex, elsewhere, indexes_of
from .listing import PER_PAGE
from .models import Municipality, Organisation, PracticeIndexPage, PracticePage, Theme
from .organisation_list import OrganisationListing
from .organisation_sections import publishes, sections_of


def _index(locale: Locale) -> PracticeIndexPage | None:
    return PracticeIndexPage.objects.live().public().filter(locale=locale).first()


def _shown(listing: ListingForm, keys: Sequence[int]) -> Page:
    """The page that was asked for of these practices; only what is on it is read."""
    page = listing.page_of(keys, PER_PAGE)
    page.object_list = PracticePage.objects.recalled_cards(page.object_list)
    return page


def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """A theme and its practices in the reader's language; an address with another language's slug leads to ours."""
    locale = Locale.get_active()
    shown = Theme.objects.filter(locale=locale, slug=slug).first()
    if shown is None:
        other = get_object_or_404(Theme.objects.exclude(locale=locale), slug=slug)
        shown = get_object_or_404(Theme, locale=locale, translation_key=other.translation_key)
    listing = ListingForm(request.GET)
    indexes = indexes_of(PracticePage.objects.all())
    index = indexes.get(locale.pk) or CatalogueIndex()
    practices = _shown(listing, index.newest(index.values["theme"].get(shown.key, set())))
    alternates = {}
    for version in Theme.objects.filter(translation_key=shown.translation_key).select_related("locale"):
        with translation.override(version.locale.language_code):
            alternates[version.locale.language_code] = version.get_absolute_url()
    context = {
        "theme": shown,
        "practices": practices,
        "listing": listing,
        "alternates": alternates,
        "elsewhere": elsewhere(indexes, locale, "theme", shown.key),
        "for_machines": index.tells_of("theme", shown.key),
        "index": _index(locale),
    }
    return render(request, "practices/theme.html", context)


def organisations(request: HttpRequest) -> HttpResponse:
    """The bodies that have published something in the reader's language."""
    locale = Locale.get_active()
    context = {
        "listing": OrganisationListing(request.GET, locale=locale),
        "alternates": in_each_language("organisations"),
        "index": _index(locale),
    }
    return render(request, "practices/organisations.html", context)


def towns(request: HttpRequest) -> JsonResponse:
    """The names of all municipalities, for the field that proposes them; asked only by whoever goes to that field."""
    names = sorted(str(town) for town in Municipality.objects.only("name"))
    return JsonResponse(names, safe=False)


def bodies(request: HttpRequest) -> JsonResponse:
    """The names of all bodies, for the field that proposes them; new ones come."""
    return JsonResponse(list(Organisation.objects.order_by("name").values_list("name", flat=True)), safe=False)


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """A body with what it has published; one that has nothing in any language is not found."""
    shown = get_object_or_404(Organisation.objects.select_related("municipality", "comarca", "province"), slug=slug)
    locale = Locale.get_active()
    listing = ListingForm(request.GET)
    told = PracticePage.objects.live().public().of(shown)
    mine = list(told.in_locale(locale).newest().values_list("pk", "archived", "translation_key"))
    practices = _shown(listing, [pk for pk, is_archived, _key in mine if not is_archived])
    archived = PracticePage.objects.recalled_cards(pk for pk, is_archived, _key in mine if is_archived)
    sections = sections_of(shown, locale)
    others = told.exclude(locale=locale).order_by().values_list("translation_key", flat=True)
    missing = len(set(others) - {key for _pk, _is_archived, key in mine})
    if not practices and not archived and not sections and not missing and not _in_sections_elsewhere(shown, locale):
        raise Http404("This organisation has nothing published.")
    context = {
        "organisation": shown,
        "practices": practices,
        "listing": listing,
        "archived": archived,
        "sections": sections,
        "elsewhere": missing,
        "for_machines": publishes(shown, locale, real=True),
        "alternates": in_each_language("organisation", shown.slug),
        "index": _index(locale),
    }
    return render(request, "practices/organisation.html", context)


def _in_sections_elsewhere(shown: Organisation, locale: Locale) -> bool:
    return any(sections_of(shown, other) for other in Locale.objects.exclude(pk=locale.pk))
