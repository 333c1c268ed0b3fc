"""Compiles our message catalogues (.po → .mo) without gettext, which a bare machine does not have."""

from pathlib import Path

import polib

SITE = Path(__file__).resolve().parents[1] / "caravana_site"


def main() -> None:
    made = 0
    for source in sorted(SITE.glob("locale*/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        polib.pofile(str(source)).save_as_mofile(str(target))
        made += 1
    print(f"Message catalogues compiled: {made}" if made else "Message catalogues: up to date")


if __name__ == "__main__":
    main()
