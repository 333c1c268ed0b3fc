"""Who publishes the catalogue, and whom to ask about it, from the site's settings."""

from django.conf import settings
from rdflib import DCTERMS, FOAF, RDF, Graph, Literal, URIRef

from caravana_site.common import feeds
from caravana_site.common.languages import in_each_language
from caravana_site.common.site_address import absolute

from .vocabularies import ORGANISMS, VCARD, kind_of_body


def add_publisher(made: Graph) -> URIRef:
    """By its code in the directory of public bodies, as DCAT-AP-ES wants it; without one, at an address of ours, which
    DCAT-AP takes and DCAT-AP-ES does not."""
    told = {code: feeds.publisher(code) for code, _name in settings.LANGUAGES}
    dir3 = told[settings.LANGUAGE_CODE].dir3
    publisher = ORGANISMS[dir3] if dir3 else URIRef(absolute("/data/#publisher"))
    made.add((publisher, RDF.type, FOAF.Agent))
    for code, one in told.items():
        if name := one.promoter or one.name:
            made.add((publisher, FOAF.name, Literal(name, lang=code)))
    if dir3:
        made.add((publisher, DCTERMS.identifier, Literal(dir3)))
    if kind := kind_of_body(dir3):
        made.add((publisher, DCTERMS.type, kind))
    return publisher


def add_contact(made: Graph) -> URIRef:
    """Never a person's: what the footer of every page shows."""
    contact = URIRef(absolute("/data/#contact"))
    made.add((contact, RDF.type, VCARD.Organization))
    for code, _name in settings.LANGUAGES:
        told = feeds.publisher(code)
        if told.name:
            made.add((contact, VCARD.fn, Literal(told.name, lang=code)))
            made.add((contact, VCARD["organization-name"], Literal(told.promoter or told.name, lang=code)))
    held = feeds.publisher(settings.LANGUAGE_CODE)
    if held.dir3:
        made.add((contact, VCARD.hasUID, ORGANISMS[held.dir3]))
    if held.email:
        made.add((contact, VCARD.hasEmail, URIRef(f"mailto:{held.email}")))
    if held.telephone:
        number = "".join(sign for sign in held.telephone if sign.isdigit() or sign == "+")
        made.add((contact, VCARD.hasTelephone, URIRef(f"tel:{number}")))
    made.add((contact, VCARD.hasURL, URIRef(absolute(in_each_language("open_data")[settings.LANGUAGE_CODE]))))
    return contact
