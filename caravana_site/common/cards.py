"""Open Graph cards: what a link looks like when it is shared. `kept_cards` keeps them."""

import io
import math
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from .drawing import bends
from .drawing.road import Point
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
MAP = Path(settings.PROJECT_DIR) / "templates/partials/map_land.html"
FONT = Path(settings.PROJECT_DIR) / "static/caravana/fonts/sofia-sans-latin.woff2"


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FONT), size)
    font.set_variation_by_axes([weight])
    return font


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """The words in lines; a sentence after another begins its own."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or (font.getlength(longer) <= width and not lines[-1].endswith(".")):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]}…"]


@cache
def _country() -> str:
    """Catalonia's outline, where the map has it; its box is five times that of a place's."""
    found = re.search(r'class="map__land" d="([^"]+)"', MAP.read_text(encoding="utf-8"))
    return found.group(1) if found else ""


def _dashes(road: Sequence[Point], dash: float, gap: float) -> list[list[Point]]:
    """The paint on a road: stretches of it, one dash long."""
    pieces: list[list[Point]] = []
    walked = 0.0
    for start, end in pairwise(road):
        steps = max(1, math.ceil(math.dist(start, end) / SMOOTH))
        for step in range(steps):
            point = (start[0] + (end[0] - start[0]) * step / steps, start[1] + (end[1] - start[1]) * step / steps)
            if walked % (dash + gap) < dash:
                if not pieces or len(pieces) <= walked // (dash + gap):
                    pieces.append([])
                pieces[-1].append(point)
            walked += math.dist(start, end) / steps
    return [piece for piece in pieces if len(piece) > 1]


def _ground(field: str, deep: str, text: str, outline: str) -> Image.Image:
    """What lies under the words, drawn larger and shrunk: Pillow does not smooth edges."""
    scale = 2.7 if outline else 0.54
    ground = Image.new("RGB", (WIDTH * SMOOTH, HEIGHT * SMOOTH), field)
    pen = ImageDraw.Draw(ground)
    for ring in polygons(outline or _country()):
        pen.polygon([((640 + x * scale) * SMOOTH, (20 + y * scale) * SMOOTH) for x, y in ring], fill=deep)
    for ring in polygons(bends(WIDTH, 60, 6, 14), closed=False):
        road = [(x * SMOOTH, (y + 540) * SMOOTH) for x, y in ring]
        half = 13 * SMOOTH
        pen.line(road, fill=text, width=2 * half)
        for x, y in road:
            pen.ellipse((x - half, y - half, x + half, y + half), fill=text)
        for dash in _dashes(road, 22 * SMOOTH, 22 * SMOOTH):
            pen.line(dash, fill=field, width=4 * SMOOTH, joint="curve")
    return ground.resize(SIZE, Image.Resampling.LANCZOS)


def draw(title: str, kicker: str, *, colour: str = "", outline: str = "") -> bytes:
    """A PNG of 1200 × 630: the title, a line above it, the place's outline and a stretch of winding road."""
    field, deep, text = FIELDS.get(colour, PLAIN)
    card = _ground(field, deep, text, outline)
    pen = ImageDraw.Draw(card)
    pen.text((64, 60), kicker, font=_font(32, 700), fill=text)
    size = next((size for size in (104, 88) if len(_lines(title, _font(size, 850), 860, 9)) <= 3), 76)
    font = _font(size, 850)
    for number, line in enumerate(_lines(title, font, 860, 4)):
        pen.text((64, 116 + number * size * 1.06), line, font=font, fill=text)
    file = io.BytesIO()
    card.save(file, "PNG", optimize=True)
    return file.getvalue()
