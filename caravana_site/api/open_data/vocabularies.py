"""The words of others that the catalogue speaks with: European authority tables, Spain's sectors, laws."""

from rdflib import DCAT, DCTERMS, FOAF, XSD, Namespace, URIRef

from caravana_site.common.models import Licence

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
PREFIXES = {
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dct": DCTERMS,
    "foaf": FOAF,
    "spdx": SPDX,
    "vcard": VCARD,
    "xsd": XSD,
}

EUROPEAN = "http://publications.europa.eu/resource/authority/"
DATA_THEMES = Namespace(f"{EUROPEAN}data-theme/")
SECTORS = Namespace("http://datos.gob.es/kos/sector-publico/sector/")
TAXONOMIES = (URIRef("http://datos.gob.es/kos/sector-publico/sector"), URIRef(f"{EUROPEAN}data-theme"))
THEMES = (SECTORS["sector-publico"], SECTORS["ciencia-tecnologia"], DATA_THEMES.GOVE, DATA_THEMES.TECH)
CATALONIA = URIRef("http://datos.gob.es/recurso/sector-publico/territorio/Autonomia/Cataluna")
ORGANISMS = Namespace("http://datos.gob.es/recurso/sector-publico/org/Organismo/")
DAILY = URIRef(f"{EUROPEAN}frequency/DAILY")
STABLE = URIRef(f"{EUROPEAN}planned-availability/STABLE")
PUBLIC = URIRef(f"{EUROPEAN}access-right/PUBLIC")
REUSE_LAW = URIRef("https://www.boe.es/eli/es/l/2007/11/16/37")
"""Law 37/2007, on the reuse of public information."""

_BODIES = Namespace("http://purl.org/adms/publishertype/")
_BY_ADMINISTRATION = {
    "A": _BODIES.RegionalAuthority,
    "E": _BODIES.NationalAuthority,
    "L": _BODIES.LocalAuthority,
    "U": _BODIES["Academia-ScientificOrganisation"],
}
_COLLABORATORS = "EC"
"""How the codes begin of those who work for the State without being of it."""
_LANGUAGES = {"ca": "CAT", "es": "SPA", "oc": "OCI", "en": "ENG", "fr": "FRA", "gl": "GLG", "eu": "EUS"}
_LICENCES = {
    Licence.CC_BY: "CC_BY_4_0",
    Licence.CC_BY_SA: "CC_BYSA_4_0",
    Licence.CC0: "CC0",
    Licence.EUPL: "EUPL_1_2",
}


def language(code: str) -> URIRef | None:
    """In the European table; None of a language that is not in ours."""
    known = _LANGUAGES.get(code)
    return URIRef(f"{EUROPEAN}language/{known}") if known else None


def licence(code: str) -> URIRef:
    """In the European table; what the site keeps to itself is not for data, which say CC BY unless told otherwise."""
    return URIRef(f"{EUROPEAN}licence/{_LICENCES.get(Licence(code or Licence.CC_BY), 'CC_BY_4_0')}")


def kind_of_body(dir3: str) -> URIRef | None:
    """In the European list of publishers, by the letter with which a code of the directory says to which administration
    the body belongs; None of what is in neither, such as a court."""
    return None if dir3.startswith(_COLLABORATORS) else _BY_ADMINISTRATION.get(dir3[:1])


def file_type(name: str) -> URIRef:
    return URIRef(f"{EUROPEAN}file-type/{name}")


def media_type(name: str) -> URIRef:
    return URIRef(f"https://www.iana.org/assignments/media-types/{name}")
