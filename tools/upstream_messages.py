"""Finds the interface strings that the installed packages lack in Catalan or Spanish, and keeps ours in order.

Without options it reports what every package lacks before and after `caravana_site/locale_upstream`; `--write` adds
the missing strings to it, untranslated, and drops those that no package has any more; `--check` fails when a string
is missing, loses a placeholder or its markup, or does not compile. It reads sources with Python alone, for gettext is
not on every machine.
"""

import argparse
import ast
import fnmatch
import gettext
import importlib.util
import os
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caravana_site.settings.test")
CATALOGUES = ROOT / "caravana_site" / "locale_upstream"
LANGUAGES = ("ca", "es")
DOMAINS = ("django", "djangojs")
PACKAGES = (
    "django",
    "wagtail",
    "wagtail_localize",
    "wagtailmedia",
    "taggit",
    "django_filters",
    "axes",
    "allauth",
    "django_q",
)

# What nobody can see here, by file of the package, and why. Everything else has to be translated.
LEFT_OUT = {
    "axes/admin.py": "the Django admin is not served",
    "axes/models.py": "names of fields that only the Django admin would show",
    "django/conf/global_settings.py": "the names of a hundred languages; the site has two",
    "django/contrib/admin/*": "the Django admin is not served",
    "django/views/*": "pages for who develops",
    "django_q/*": "the queue has no screen in the Wagtail admin, and its logs are for who runs the machine",
    "wagtail_localize/machine_translators/dummy.py": "a translator for demonstrations, not configured",
}
SKIPPED_FOLDERS = {"locale", "management", "migrations", "node_modules", "project_template", "static_src"}
SKIPPED_FOLDERS |= {"test", "tests", "testing"}

FUNCTIONS = {"_": "m", "gettext": "m", "ngettext": "mp", "pgettext": "cm", "npgettext": "cmp"}
FUNCTIONS |= {f"{name}_lazy": order for name, order in FUNCTIONS.items() if name != "_"} | {"gettext_noop": "m"}
LITERAL = r"""(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*u?({LITERAL})(?:,\s*u?({LITERAL}))?(?:,\s*u?({LITERAL}))?")
PERCENT = re.compile(r"%\(\w+\)[a-z]|%[sd]|%%")
BRACE = re.compile(r"\{\w*\}")
MARKUP = re.compile(r"</?\w+|\b(?:href|class)=")


class Message(NamedTuple):
    context: str | None
    text: str
    plural: str

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text


Found = dict[tuple[str, str], set[Message]]  # (domain, app) → its strings


def message(function: str, texts: list[str]) -> Message | None:
    """What a call of a gettext function names, or None when it is not told in literals."""
    order = FUNCTIONS[function]
    if len(texts) < len(order) or not all(texts):
        return None
    parts = dict(zip(order, texts, strict=False))
    return Message(parts.get("c"), parts["m"], parts.get("p", ""))


def of_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in FUNCTIONS:
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if made := message(name, texts):
                yield made


def of_calls(source: str) -> Iterator[Message]:
    """The strings of JavaScript, or of a template once Django has made calls of its tags."""
    for name, *literals in CALL.findall(source):
        if made := message(name, [ast.literal_eval(literal) for literal in literals if literal]):
            yield made


def folder_of(app: str) -> Path | None:
    spec = importlib.util.find_spec(app)
    return Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else None


def files_of(folder: Path) -> Iterator[Path]:
    """The sources of an app, without those of the apps inside it."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [
            name for name in folders if name not in SKIPPED_FOLDERS and not (Path(parent, name) / "apps.py").exists()
        ]
        yield from (Path(parent, name) for name in sorted(names) if name.endswith((".py", ".html", ".txt", ".js")))


def left_out(name: str) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in LEFT_OUT)


def extract() -> Found:
    """Every string of the installed apps of PACKAGES that somebody can see."""
    found: Found = defaultdict(set)
    for app in ["django", *settings.INSTALLED_APPS]:
        folder = folder_of(app) if app.split(".")[0] in PACKAGES else None
        if not folder:
            continue
        base = folder.parents[app.count(".")]
        for path in files_of(folder):
            if left_out(path.relative_to(base).as_posix()):
                continue
            source = path.read_text("utf-8")
            if path.suffix == ".js":
                # A bundle's names are shortened, so its strings are in the catalogue that the package brings.
                if "vendor" not in path.parts and "gettext(" in source:
                    found["djangojs", app].update(of_calls(source))
            elif path.suffix == ".py":
                found["django", app].update(of_python(source))
            elif "{%" in source or "{{" in source:
                found["django", app].update(of_calls(templatize(source)))
        english = folder / "locale" / "en" / "LC_MESSAGES" / "djangojs.po"
        if english.exists() and not left_out(english.relative_to(base).as_posix()):
            entries = polib.pofile(str(english))
            found["djangojs", app].update(Message(one.msgctxt, one.msgid, one.msgid_plural) for one in entries)
    return found


def known(entries: Iterable[polib._BaseEntry]) -> set[Message]:
    """The translated strings of a catalogue; gettext finds a singular in a plural too, never the reverse."""
    made = {
        Message(entry.msgctxt, entry.msgid, entry.msgid_plural or "")
        for entry in entries
        if not entry.obsolete and "fuzzy" not in getattr(entry, "flags", ()) and all(texts_of(entry))
    }
    return made | {one._replace(plural="") for one in made}


def texts_of(entry: polib._BaseEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def missing_upstream(language: str, found: Found) -> Found:
    """What no package brings, in the compiled form that Django reads.

    Python's strings are looked up in all the packages; JavaScript's in their own, for each has its own catalogue view.
    """
    folders = {"django": folder_of("django.conf")} | {app: folder_of(app) for app in settings.INSTALLED_APPS}
    brought: Found = {}
    for domain in DOMAINS:
        for app, folder in folders.items():
            compiled = folder / "locale" / language / "LC_MESSAGES" / f"{domain}.mo" if folder else None
            brought[domain, app] = known(polib.mofile(str(compiled))) if compiled and compiled.exists() else set()
    everywhere = set().union(*(texts for (domain, _), texts in brought.items() if domain == "django"))
    return {
        (domain, app): texts - (everywhere if domain == "django" else brought[domain, app])
        for (domain, app), texts in found.items()
    }


def path_of(language: str, domain: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / f"{domain}.po"


def ours(language: str, domain: str) -> polib.POFile:
    path = path_of(language, domain)
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def write(language: str, domain: str, found: Found, missing: Found) -> int:
    """Adds what is missing, untranslated, and drops what no package has any more; how many wait for a translation."""
    catalogue = ours(language, domain)
    apps_of: dict[Message, set[str]] = defaultdict(set)
    wanted: dict[tuple[str | None, str], Message] = {}
    for (where, app), messages in found.items():
        for one in messages if where == domain else ():
            apps_of[one].add(app)
    for (where, _), messages in missing.items():
        for one in messages if where == domain else ():
            if one.key not in wanted or one.plural:  # a plural serves the singular too
                wanted[one.key] = one
    kept = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    fresh = polib.POFile(wrapwidth=110)
    fresh.metadata = {
        "Project-Id-Version": "Caravana d’innovació digital: strings that packages lack",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    keys = set(wanted) | (set(kept) & {one.key for one in apps_of})
    for key in sorted(keys, key=lambda key: (key[1].strip().casefold(), key[1], key[0] or "")):
        old = kept.get(key)
        one = wanted.get(key) or Message(key[0], key[1], old.msgid_plural if old else "")
        entry = polib.POEntry(msgctxt=one.context, msgid=one.text, msgid_plural=one.plural)
        if one.plural:
            entry.msgstr_plural = old.msgstr_plural if old and old.msgid_plural else {0: "", 1: ""}
        else:
            entry.msgstr = old.msgstr if old else ""
        entry.comment = ", ".join(sorted({app for same, apps in apps_of.items() if same.key == key for app in apps}))
        entry.flags = [
            flag
            for flag, placeholders in (("python-format", PERCENT), ("python-brace-format", BRACE))
            if placeholders.search(one.text + one.plural)
        ]
        fresh.append(entry)
    path = path_of(language, domain)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(path))
    return len(fresh.untranslated_entries())


def faults(language: str, domain: str) -> Iterator[str]:
    """What is wrong inside our catalogue: empty, fuzzy, unlike its source in placeholders or markup, not compiling."""
    catalogue = ours(language, domain)
    for entry in catalogue:
        if "fuzzy" in entry.flags or not all(texts_of(entry)):
            yield f"{language} {domain}: untranslated or fuzzy: {entry.msgid}"
        sources = [entry.msgid] if not entry.msgid_plural else [entry.msgid, entry.msgid_plural]
        for source, text in zip(sources, texts_of(entry), strict=False):
            patterns = (PERCENT, BRACE, MARKUP)
            unlike = any(Counter(one.findall(source)) != Counter(one.findall(text)) for one in patterns)
            edges = text[:1].isspace() != source[:1].isspace() or text[-1:].isspace() != source[-1:].isspace()
            if text and (unlike or edges):
                yield f"{language} {domain}: placeholders, markup or outer spaces differ: {source} → {text}"
    with tempfile.TemporaryDirectory() as folder:
        compiled = Path(folder) / f"{domain}.mo"
        catalogue.save_as_mofile(str(compiled))
        with compiled.open("rb") as stream:
            if gettext.GNUTranslations(stream).info().get("plural-forms") != "nplurals=2; plural=(n != 1);":
                yield f"{language} {domain}: the catalogue does not say its plurals"


def report(language: str, found: Found, missing: Found) -> list[str]:
    """Prints a line for each app that lacks something, and returns what our catalogues lack too."""
    lacking = []
    for domain in DOMAINS:
        supplied = known(ours(language, domain))
        for (where, app), messages in sorted(missing.items()):
            if where != domain or not messages:
                continue
            left = messages - supplied
            counts = f"{len(found[where, app]):>5} strings {len(messages):>4} lacking {len(left):>4} left"
            print(f"{language}  {domain:<9} {app:<36} {counts}")
            lacking += [f"{language} {domain}: missing ({app}): {one.text}" for one in left]
    return sorted(lacking)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--write", action="store_true", help="add what is missing to our catalogues, untranslated")
    mode.add_argument("--check", action="store_true", help="exit with 1 when a string is missing or faulty")
    options = parser.parse_args()
    found = extract()
    problems = []
    for language in LANGUAGES:
        missing = missing_upstream(language, found)
        if options.write:
            for domain in DOMAINS:
                print(f"{language} {domain}: {write(language, domain, found, missing)} to translate")
        problems += report(language, found, missing)
        problems += [fault for domain in DOMAINS for fault in faults(language, domain)]
    if options.check:
        print("\n".join(problems) or "Strings of the packages: complete in every language.")
        sys.exit(bool(problems))
    print(f"{len(problems)} problems; --check lists them.")


if __name__ == "__main__":
    main()
