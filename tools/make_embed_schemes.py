"""Write the style sheets that keep an embed light or dark, from the tokens of both; --check compares instead."""

import re
import sys
from pathlib import Path

CSS = Path(__file__).resolve().parents[1] / "caravana_site/static/caravana/css"
ROOT = re.compile(r":root \{(.*?)\n\s*\}", re.DOTALL)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
VALUE = re.compile(r"(--[\w-]+): ([^;]+);")


def sheets() -> dict[str, str]:
    """Name of the file → its text; each has those tokens that differ between the two."""
    text = COMMENT.sub("", (CSS / "tokens.css").read_text("utf-8"))
    light_text, _mark, dark_text = text.partition("prefers-color-scheme: dark")
    found = [ROOT.search(part) for part in (light_text, dark_text)]
    light, dark = (dict(VALUE.findall(part[1] if part else "")) for part in found)
    differing = [name for name in light if name in dark]
    return {
        f"scheme_{name}.css": _sheet(name, {one: values[one] for one in differing})
        for name, values in (("light", light), ("dark", dark))
    }


def _sheet(name: str, values: dict[str, str]) -> str:
    told = " ".join(f"{one}: {value};" for one, value in values.items())
    return (
        f"/* An embed that was asked to be {name}. Made from tokens.css by tools/make_embed_schemes.py. */\n"
        f"@layer tokens {{ @media screen {{ :root {{ color-scheme: {name}; {told} }} }} }}\n"
    )


def main() -> None:
    stale = []
    for name, text in sheets().items():
        path = CSS / name
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
    if stale:
        sys.exit(f"{', '.join(stale)}: not as tokens.css says. Run tools/make_embed_schemes.py.")


if __name__ == "__main__":
    main()
