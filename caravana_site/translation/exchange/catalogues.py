"""PO files: one translation of a page as a gettext catalogue."""

import codecs
import re
from collections.abc import Sequence

import polib
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from caravana_site.translation.segments import Line

from .places import Places
from .units import Exchanged, Unit, UnreadableError, clean, moment

FORMAT = "po"
IDENTITY = "X-WagtailLocalize-TranslationID"  # wagtail-localize's own files have it too
EXPORTED = "X-Caravana-Exported"
CHARSET = re.compile(rb"charset=([\w.:-]+)", re.IGNORECASE)
START = "# \n"
"""Before what is read: polib opens a text that is the name of a file."""


def write(translation: Translation, lines: Sequence[Line], places: Places) -> bytes:
    """The file; each text once, though it may stand twice at the same place."""
    now = timezone.now()
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": clean(translation.source.object_repr).replace("\n", " "),
        "POT-Creation-Date": now.strftime("%Y-%m-%d %H:%M%z"),
        "PO-Revision-Date": now.strftime("%Y-%m-%d %H:%M%z"),
        "Language": translation.target_locale.language_code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        IDENTITY: str(translation.uuid),
        EXPORTED: now.isoformat(),
    }
    for line in lines:
        text = clean(line.text.data) if line.text else ""
        catalogue.append(
            polib.POEntry(
                msgctxt=line.path,
                msgid=line.source,
                msgstr=text,
                comment="\n".join(places.notes(line)),
                flags=["fuzzy"] if text and not line.is_confirmed else [],
            )
        )
    return f"{catalogue}\n".encode()


def read(name: str, content: bytes) -> Exchanged:
    """What the file holds. Raises UnreadableError."""
    try:
        catalogue = polib.pofile(START + _decoded(content))
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError):
        raise UnreadableError(_("This is not a PO file, or it is broken.")) from None
    if not len(catalogue):
        raise UnreadableError(_("There are no texts in this file."))
    header = {key.lower(): str(value).strip() for key, value in catalogue.metadata.items()}
    return Exchanged(
        name,
        FORMAT,
        identity=header.get(IDENTITY.lower(), ""),
        language=header.get("language", ""),
        exported=moment(header.get(EXPORTED.lower(), "")),
        units=[
            Unit(entry.msgctxt or "", clean(entry.msgid), clean(entry.msgstr or ""), is_draft="fuzzy" in entry.flags)
            for entry in catalogue
            if not entry.obsolete
        ],
    )


def _decoded(content: bytes) -> str:
    """As its marks or its header say, else as UTF-8."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = CHARSET.search(content[:4096])
        try:
            return content.decode(found[1].decode()) if found else content.decode("utf-8")
        except LookupError:
            raise ValueError("an encoding that is none") from None
