"""What stands around every page, as a document: the site's name, its languages, its contact, its menus."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from pydantic import Field
from wagtail.models import Locale, Page, PageViewRestriction, Site

from caravana_site.api import kinds
from caravana_site.api.documents.builder import Builder
from caravana_site.api.documents.schemas import DocumentBase, Link, Picture, RichText, Schema
from caravana_site.api.documents.subjects import Subject, common, of_versions, public, uri
from caravana_site.api.documents.videos import Video, video_of
from caravana_site.api.kinds import Kind
from caravana_site.api.models.documents import Reason
from caravana_site.api.projection import keys
from caravana_site.common.languages import own_name
from caravana_site.common.models import Image
from caravana_site.common.navigation import MenuItem, Menus, items_of
from caravana_site.common.site_address import absolute
from home.models import ExplainerStep, HomePage, SiteSettings, SocialLink

from .pages import PAGE_TYPES

NAME, PLURAL = "site", "site"
MENUS = "menus"
"""Told when a page may have come into the menus, or when a language may have got its home page."""


class Promoter(Schema):
    """Who promotes the caravan."""

    name: str
    url: str | None
    logo: Picture | None


class SiteStep(Schema):
    """A step of how to take part."""

    title: str
    text: str


class Explainer(Schema):
    """How to take part, as a video and in writing; either may be missing."""

    video: Video | None
    poster: Picture | None
    transcript: RichText | None
    steps: list[SiteStep]


class SiteContact(Schema):
    """How to reach the caravan, as the site shows it; what is not known is empty."""

    name: str
    email: str
    phone: str
    address: str


class SiteProfile(Schema):
    """The caravan on a social network."""

    name: str
    url: str


class SiteLanguage(Schema):
    """A language that the site has a home page in."""

    locale: str
    name: str = Field(description="Its own name for itself.")
    home_url: str


class MenuEntry(Schema):
    """A page in a menu."""

    title: str
    url: str
    uuid: UUID
    type: str | None = Field(description="Of its document; None for a page that programs cannot read.")
    uri: str | None
    page_type: str | None = Field(description="Of a document of type `page`, its content's `page_type`.")


class SiteMenus(Schema):
    """The menus, each in the site's order."""

    sections: list[MenuEntry] = Field(description="Practices, stops and kit: the site's header.")
    about: list[MenuEntry] = Field(description="The other pages below the home page: the footer.")
    below: list[MenuEntry] = Field(description="Pages inside a section, such as the form for a stop.")
    stop_request: MenuEntry | None = Field(description="Of those below, the page where a stop is asked for.")


class SiteDocument(DocumentBase):
    """The site in one language: what a front end needs around every page."""

    tagline: str
    home_url: str | None
    languages: list[SiteLanguage]
    source_locale: str = Field(description="The language that most texts are written in first.")
    promoter: Promoter | None
    explainer: Explainer
    footer_text: str
    contact: SiteContact
    profiles: list[SiteProfile]
    privacy_page: Link | None
    menus: SiteMenus


def _identities() -> Iterable[UUID]:
    return SiteSettings.objects.order_by("translation_key").values_list("translation_key", flat=True).distinct()


def _public(uuids: Collection[UUID]) -> Iterable[Subject]:
    rows = SiteSettings.objects.filter(translation_key__in=uuids).select_related("locale").order_by("pk")
    found = rows.prefetch_related("social_links", "explainer_steps")
    return of_versions(found, lambda row: row.translation_key, lambda row: None)


def _build(subjects: Sequence[Subject], builder: Builder) -> Sequence[DocumentBase]:
    for subject in subjects:
        row: Any = subject.thing
        builder.want_image(row.promoter_logo_id)
        builder.want_image(row.explainer_poster_id)
        builder.want_page(row.privacy_page_id)
        builder.want_rich_text(row.explainer_transcript)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    homes = _homes(site)
    items = items_of(site, builder.language) if site is not None else []
    return [_document(subject, builder, homes, items) for subject in subjects]


def _homes(site: Site | None) -> Mapping[str, Page]:
    if site is None:
        return {}
    pages = public(Page.objects.filter(translation_key=site.root_page.translation_key)).select_related("locale")
    return {page.locale.language_code: page for page in pages}


def _document(subject: Subject, builder: Builder, homes: Mapping[str, Page], items: Sequence[MenuItem]) -> SiteDocument:
    row: Any = subject.thing
    with builder.document():
        builder.depends_on(row, MENUS, *homes.values(), *(item.page for item in items))
        told = common(NAME, PLURAL, subject, builder, title=row.site_name)
        home = homes.get(subject.language)
        home_url = absolute(home.url) if home else None
        return builder.made(
            SiteDocument(
                **told,
                tagline=row.tagline,
                home_url=home_url,
                languages=[
                    SiteLanguage(locale=code, name=own_name(code), home_url=absolute(homes[code].url))
                    for code, _name in settings.LANGUAGES
                    if code in homes
                ],
                source_locale=settings.LANGUAGE_CODE,
                promoter=_promoter(row, builder),
                explainer=_explainer(row, builder),
                footer_text=row.footer_text,
                contact=SiteContact(
                    name=row.contact_name,
                    email=row.contact_email,
                    phone=row.contact_phone,
                    address=row.contact_address,
                ),
                profiles=[SiteProfile(name=link.name, url=link.url) for link in row.social_links.all()],
                privacy_page=builder.link_to_page(row.privacy_page_id),
                menus=_menus(items),
                json_ld=_json_ld(row, told["uri"], subject.language, home_url or absolute("/")),
            )
        )


def _json_ld(row: SiteSettings, identifier: str, language: str, url: str) -> dict[str, Any]:
    """The site, who is behind it and how it is searched. What nobody wrote is left out."""
    promoter = {"@type": "Organization", "name": row.promoter_name, "url": row.promoter_url}
    words = "{search_term_string}"
    data = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": identifier,
        "name": row.site_name,
        "description": row.tagline,
        "inLanguage": language,
        "url": url,
        "publisher": {name: value for name, value in promoter.items() if value} if row.promoter_name else None,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{absolute(reverse('search'))}?q={words}"},
            "query-input": "required name=search_term_string",
        },
    }
    return {name: value for name, value in data.items() if value}


def _promoter(row: SiteSettings, builder: Builder) -> Promoter | None:
    if not row.promoter_name:
        return None
    logo = builder.picture(row.promoter_logo_id, decorative=True)  # its name stands beside it
    return Promoter(name=row.promoter_name, url=row.promoter_url or None, logo=logo)


def _explainer(row: Any, builder: Builder) -> Explainer:
    return Explainer(
        video=video_of(row.explainer_video_url) if row.explainer_video_url else None,
        poster=builder.picture(row.explainer_poster_id, decorative=True),
        transcript=builder.rich_text(row.explainer_transcript) if row.explainer_transcript else None,
        steps=[SiteStep(title=step.title, text=step.text) for step in row.explainer_steps.all()],
    )


def _menus(items: Sequence[MenuItem]) -> SiteMenus:
    menus = Menus(list(items))
    return SiteMenus(
        sections=[_entry(item) for item in menus.sections],
        about=[_entry(item) for item in menus.about],
        below=[_entry(item) for item in menus.below],
        stop_request=_entry(menus.request_a_stop) if menus.request_a_stop else None,
    )


def _entry(item: MenuItem) -> MenuEntry:
    model = item.page.content_type.model_class()
    kind = next(iter(kinds.of_model(model)), None)
    return MenuEntry(
        title=item.title,
        url=absolute(item.url),
        uuid=item.page.translation_key,
        type=kind.name if kind else None,
        uri=uri(kind.name, item.page.translation_key) if kind else None,
        page_type=PAGE_TYPES.get(model),
    )


# ── what is a change of it ──


def _publishers(row: SiteSettings) -> list[str]:
    """Who publishes, in its language; the source language's settings speak for the languages that have none."""
    spoken_for = [row.locale.language_code]
    if row.locale.language_code == settings.LANGUAGE_CODE:
        without = Locale.objects.exclude(pk__in=SiteSettings.objects.values("locale"))
        spoken_for += without.values_list("language_code", flat=True)
    return [keys.publisher(code) for code in spoken_for]


def _of_settings(row: ExplainerStep | SocialLink) -> list[str]:
    return [keys.key_of(SiteSettings, row.settings_id)]


def _of_page(page: Page) -> list[str]:
    """A page that leaves a menu was one of what the document was built from; one that comes in is told here.

    A page that is moved brings those below it.
    """
    return [MENUS] if page.show_in_menus or page.numchild or isinstance(page, HomePage) else []


KIND = Kind(
    name=NAME,
    plural=PLURAL,
    schema=SiteDocument,
    description="What stands around every page: name, languages, contact, menus.",
    models=(SiteSettings,),
    identities=_identities,
    public=_public,
    build=_build,
    absence=lambda uuid, language: Reason.DELETED,
    touches=_publishers,
    watches={
        Image: lambda image: [keys.key(image)],
        ExplainerStep: _of_settings,
        SocialLink: _of_settings,
        Page: _of_page,
        PageViewRestriction: lambda restriction: [MENUS],
    },
)
