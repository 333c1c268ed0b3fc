"""Open Graph cards: what a link looks like when it is shared. Drawn once a page version, kept as a file."""

import io
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageFont

from .drawing import bends
from .svg_path import polygons

SIZE = WIDTH, HEIGHT = 1200, 630  # what Open Graph readers expect
SMOOTH = 3
INK, PAPER = "#15201d", "#ffffff"
FIELDS = {
    "red": ("#d23a1c", "#a92a10", PAPER),
    "blue": ("#0a5fc2", "#074591", PAPER),
    "green": ("#00775f", "#00574a", PAPER),
    "ochre": ("#f3a712", "#d98a00", INK),
    "violet": ("#842b8f", "#5f1c68", PAPER),
    "teal": ("#00728a", "#005366", PAPER),
    "brown": ("#7d5327", "#5c3b18", PAPER),
    "rose": ("#c22567", "#97174d", PAPER),
}
PLAIN = (INK, "#2a3a35", PAPER)
FONT = Path(settings.PROJECT_DIR) / "static/caravana/fonts/sofia-sans-latin.woff2"


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FONT), size)
    font.set_variation_by_axes([weight])
    return font


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]}…"]


def _ground(field: str, deep: str, text: str, outline: str) -> Image.Image:
    """What lies under the words, drawn larger and shrunk: Pillow does not smooth edges."""
    ground = Image.new("RGB", (WIDTH * SMOOTH, HEIGHT * SMOOTH), field)
    pen = ImageDraw.Draw(ground)
    for ring in polygons(outline):
        pen.polygon([((660 + x * 2.7) * SMOOTH, (30 + y * 2.7) * SMOOTH) for x, y in ring], fill=deep)
    for ring in polygons(bends(WIDTH, 60, 6, 14), closed=False):
        road = [(x * SMOOTH, (y + 540) * SMOOTH) for x, y in ring]
        half = 13 * SMOOTH
        pen.line(road, fill=text, width=2 * half)
        for x, y in road:
            pen.ellipse((x - half, y - half, x + half, y + half), fill=text)
        pen.line(road, fill=field, width=3 * SMOOTH, joint="curve")
    return ground.resize(SIZE, Image.Resampling.LANCZOS)


def draw(title: str, kicker: str, *, colour: str = "", outline: str = "") -> bytes:
    """A PNG of 1200 × 630: the title, a line above it, the place's outline and a stretch of winding road."""
    field, deep, text = FIELDS.get(colour, PLAIN)
    card = _ground(field, deep, text, outline)
    pen = ImageDraw.Draw(card)
    pen.text((64, 64), kicker, font=_font(30, 700), fill=text)
    font = _font(76, 850)
    for number, line in enumerate(_lines(title, font, 900, 4)):
        pen.text((64, 124 + number * 82), line, font=font, fill=text)
    file = io.BytesIO()
    card.save(file, "PNG", optimize=True)
    return file.getvalue()


def kept(name: str, title: str, kicker: str, *, colour: str, outline: str) -> bytes:
    """The card of that name, drawn and stored the first time it is asked for."""
    path = f"cards/{name}.png"
    if default_storage.exists(path):
        with default_storage.open(path) as file:
            return bytes(file.read())
    picture = draw(title, kicker, colour=colour, outline=outline)
    default_storage.save(path, ContentFile(picture))
    return picture
