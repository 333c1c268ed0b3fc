"""Takes a picture of each page type and state of a running site, in both languages, two widths and two colour schemes.

    make screenshots [SITE=http://127.0.0.1:8000]

The pictures and an index page go to var/screenshots/.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "var" / "screenshots"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDTHS = (1280, 390)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PAGES = {
    "home": ("/ca/", "/es/"),
    "practices": ("/ca/practiques/", "/es/practicas/"),
    "practices-filtered": (
        "/ca/practiques/?theme=transparencia&theme=nope",
        "/es/practicas/?theme=transparencia&theme=nope",
    ),
    "practices-empty": ("/ca/practiques/?q=zzzz&theme=transparencia", "/es/practicas/?q=zzzz&theme=transparencia"),
    "practice": ("/ca/practiques/oficina-digital-que-fa-parada/", "/es/practicas/oficina-digital-que-hace-parada/"),
    "untranslated": ("/es/practicas/buscar-pis-tres-webs/",),
    "theme": ("/ca/ambits/transparencia/", "/es/ambitos/transparencia/"),
    "organisations": ("/ca/ens/", "/es/entes/"),
    "organisation": ("/ca/ens/ajuntament-d-olot/", "/es/entes/ajuntament-d-olot/"),
    "stops": ("/ca/parades/", "/es/paradas/"),
    "stop": ("/ca/parades/gosol-casa-per-casa/", "/es/paradas/gosol-casa-por-casa/"),
    "stops-filtered": (
        "/ca/parades/?theme=transparencia&format=online&comarca=nope",
        "/es/paradas/?theme=transparencia&format=online&comarca=nope",
    ),
    "stop-cancelled": ("/ca/parades/sort-permis-de-foc/", "/es/paradas/sort-permiso-de-fuego/"),
    "kit": ("/ca/kit/", "/es/kit/"),
    "kit-chosen": (
        "/ca/kit/?role=host&format=online&tool=paquet-de-xarxes",
        "/es/kit/?role=host&format=online&tool=paquete-de-redes",
    ),
    "kit-tool": ("/ca/kit/guio-d-entrevista/", "/es/kit/guion-de-entrevista/"),
    "request": ("/ca/parades/sollicitud/", "/es/paradas/solicitud/"),
    "lost-link": ("/ca/parades/sollicitud/enllac-nou/", "/es/paradas/solicitud/enlace-nuevo/"),
    "content": ("/ca/participa/", "/es/participa/"),
    "guide": ("/ca/visita/?minuts=45&ambit=transparencia", "/es/visita/?minuts=45&ambit=transparencia"),
    "press": ("/ca/premsa/", "/es/prensa/"),
    "accessibility-mailbox": ("/ca/accessibilitat/bustia/?via=lack", "/es/accesibilidad/buzon/?via=lack"),
    "contact": ("/ca/contacte/", "/es/contacto/"),
    "privacy": ("/ca/privacitat/", "/es/privacidad/"),
    "legal": ("/ca/avis-legal/", "/es/aviso-legal/"),
    "accessibility": ("/ca/accessibilitat/", "/es/accesibilidad/"),
    "contact-relay": (
        "/ca/practiques/oficina-digital-que-fa-parada/escriu/",
        "/es/practicas/oficina-digital-que-hace-parada/escribe/",
    ),
    "replication": (
        "/ca/practiques/oficina-digital-que-fa-parada/adaptada/",
        "/es/practicas/oficina-digital-que-hace-parada/adaptada/",
    ),
    "mistake": ("/ca/avisa/?pagina=/ca/kit/", "/es/avisa/?pagina=/es/kit/"),
    "not-found": ("/ca/aixo-no-hi-es/", "/es/esto-no-esta/"),
}


def pictures(browser: Browser, site: str) -> Iterator[str]:
    for width in WIDTHS:
        for scheme in SCHEMES:
            yield from _in(browser, site, width, scheme)


def _in(browser: Browser, site: str, width: int, scheme: Scheme) -> Iterator[str]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for name, addresses in PAGES.items():
        for address in addresses:
            file = f"{name}-{address.split('/')[1]}-{width}-{scheme}.png"
            page.goto(f"{site}{address}")
            page.screenshot(path=FOLDER / file, full_page=True)
            yield file
    context.close()


def main() -> None:
    site = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        files = []
        for file in pictures(browser, site.rstrip("/")):
            files.append(file)
            print(f"\r{len(files)} pictures", end="", flush=True)
        browser.close()
    rows = "\n".join(
        f'<figure><figcaption>{file}</figcaption><img src="{file}" loading="lazy"></figure>' for file in files
    )
    (FOLDER / "index.html").write_text(f"<!doctype html><title>Screenshots</title>\n{rows}\n", encoding="utf-8")
    print(f"\nSee {FOLDER / 'index.html'}")


if __name__ == "__main__":
    main()
