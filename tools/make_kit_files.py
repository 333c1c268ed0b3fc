"""The starter kit's files, made anew from their texts: of each an OpenDocument to write in and a tagged PDF.

    .venv/bin/python tools/make_kit_files.py           needs LibreOffice; makes only what is not current
    .venv/bin/python tools/make_kit_files.py --check   needs nothing; fails when a file is not what its text says

The texts are in `events/kit_sources`, titles and versions in `events/seeds`. The manifest keeps what each file was made
from, and the hash of every file that stood in its place before, by which `manage.py seed` knows one that it attached.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polib

ROOT = Path(__file__).parents[1]
EVENTS = ROOT / "events"
SOURCES, FILES = EVENTS / "kit_sources", EVENTS / "kit_files"
MANIFEST = FILES / "manifest.json"
SCRIPTS = [Path(__file__).with_name(name) for name in ("kit_document.py", "kit_styles.xml")]
ENDINGS = ("odt", "pdf")
EXPORT = {
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "DisplayPDFDocumentTitle": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
}
LICENCE = "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.{language})"
WORDS = {
    "ca": {
        "author": "Caravana d’innovació digital",
        "about": "Sobre aquest document",
        "version": "Versió {version}, {month} del {year}. Kit de la Caravana d’innovació digital.",
        "licence": "Llicència {licence}: el pots copiar, canviar i compartir, dient d’on surt.",
        "page": "pàgina",
        "months": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    },
    "es": {
        "author": "Caravana de innovación digital",
        "about": "Sobre este documento",
        "version": "Versión {version}, {month} de {year}. Kit de la Caravana de innovación digital.",
        "licence": "Licencia {licence}: puedes copiarlo, cambiarlo y compartirlo, diciendo de dónde sale.",
        "page": "página",
        "months": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    },
}


@dataclass(frozen=True)
class Text:
    """One resource in one language: what its files are made from."""

    key: str
    language: str
    title: str
    version: str
    day: date
    attribution: str

    @property
    def path(self) -> Path:
        return SOURCES / f"{self.key}.{self.language}.md"

    def name(self, ending: str) -> str:
        return f"{self.key}.{self.language}.{ending}"

    @property
    def made_from(self) -> str:
        """Of everything that the files depend on."""
        told = json.dumps([self.title, self.version, self.whole, WORDS[self.language], EXPORT]).encode()
        parts = [told, *(path.read_bytes() for path in SCRIPTS)]
        return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()

    @property
    def whole(self) -> str:
        """The text with what every document says of itself at its end."""
        words = WORDS[self.language]
        month = words["months"].split()[self.day.month - 1]
        version = words["version"].format(version=self.version, month=month, year=self.day.year)
        version = version.replace(" de a", " d’a").replace(" de o", " d’o") if self.language == "ca" else version
        licence = words["licence"].format(licence=LICENCE.format(language=self.language))
        ending = " ".join(part for part in (version, self.attribution, licence) if part)
        return f"{self.path.read_text(encoding='utf-8')}\n\n## {words['about']}\n\n{ending}\n"


def texts() -> list[Text]:
    catalogue = {entry.msgid: entry.msgstr for entry in polib.pofile(str(EVENTS / "seeds" / "es.po"))}
    found = []
    for entry in tomllib.loads((EVENTS / "seeds" / "kit.toml").read_text(encoding="utf-8"))["resource"]:
        day, attribution = date.fromisoformat(entry["version_date"]), entry.get("attribution", "")
        for language in WORDS:
            words = catalogue if language == "es" else {}
            told = (words.get(text, text) for text in (entry["title"], attribution))
            title, thanks = told
            found.append(Text(entry["key"], language, title, entry["version"], day, thanks))
    return found


def manifest() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8")) if MANIFEST.exists() else {}
    return read


def sha1(path: Path) -> str:
    """The hash by which Wagtail knows a document's file."""
    return hashlib.sha1(path.read_bytes()).hexdigest()  # noqa: S324  # not for security


def faults() -> list[str]:
    """What is not current, in words."""
    kept, found = manifest(), []
    wanted = {text.name(ending): text for text in texts() for ending in ENDINGS}
    for name, text in wanted.items():
        path, entry = FILES / name, kept.get(name, {})
        if not path.exists():
            found.append(f"{name} is missing")
        elif entry.get("made_from") != text.made_from:
            found.append(f"{name} was made from another text")
        elif entry["sha1"] != sha1(path):
            found.append(f"{name} was changed by hand")
    known = {*wanted, MANIFEST.name}
    found += [f"{path.name} belongs to no text" for path in sorted(FILES.iterdir()) if path.name not in known]
    found += [f"{name} is in the manifest and belongs to no text" for name in kept if name not in wanted]
    return found


def make(stale: list[Text]) -> None:
    import kit_document  # noqa: PLC0415  # its libraries are needed for making alone

    for text in stale:
        words = WORDS[text.language]
        kit_document.write(
            FILES / text.name("odt"),
            text.whole,
            language=text.language,
            title=text.title,
            author=words["author"],
            subject=words["version"].split(". ")[1].rstrip("."),
            footer=f"{words['author']} · {text.title} · {text.version} · CC BY 4.0 · {words['page']} %page",
        )
    _export([FILES / text.name("odt") for text in stale])
    kept = manifest()
    for text in stale:
        for ending in ENDINGS:
            name = text.name(ending)
            before, now = kept.get(name), sha1(FILES / name)
            earlier = dict(before["earlier"]) if before else {}
            if before and before["sha1"] != now:
                earlier[before["sha1"]] = before["version"]
            kept[name] = {"made_from": text.made_from, "version": text.version, "sha1": now, "earlier": earlier}
    MANIFEST.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n", encoding="utf-8")


def _export(documents: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--convert-to",
                f"pdf:writer_pdf_Export:{json.dumps(EXPORT)}",
                "--outdir",
                str(FILES),
                *map(str, documents),
            ],
            check=True,
            capture_output=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": "0"},
        )


def main() -> None:
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--check", action="store_true", help="only say what is not current")
    if reader.parse_args().check:
        found = faults()
        print("\n".join(found) or f"The kit's {len(manifest())} files are current.")
        sys.exit(bool(found))
    FILES.mkdir(exist_ok=True)
    kept = manifest()
    stale = [
        text
        for text in texts()
        if any(
            not (FILES / text.name(ending)).exists()
            or kept.get(text.name(ending), {}).get("made_from") != text.made_from
            for ending in ENDINGS
        )
    ]
    if stale:
        make(stale)
    print(f"{len(stale)} texts made anew.")


if __name__ == "__main__":
    main()
