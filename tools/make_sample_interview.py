"""Draws the clip and the consent that the invented interviews use; they are kept in practices/seeds/interviews/.

    python tools/make_sample_interview.py     (needs ffmpeg)

A road, a moving stop and the plates, with the words that say that it is a sample: nobody's face and nobody's voice.
"""

import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "practices" / "seeds" / "interviews"
FONT = ROOT / "caravana_site" / "static" / "caravana" / "fonts" / "sofia-sans-latin.woff2"
WIDTH, HEIGHT, RATE, SECONDS = 640, 360, 8, 40
GROUND, SHAPE, PAPER, INK = "#d23a1c", "#a92a10", "#f3f6f2", "#15201d"
ROAD = [(-20, 250), (150, 250), (300, 150), (430, 290), (660, 290)]
PLATES = (("P", "#d23a1c"), ("D", "#0a5fc2"), ("T", "#00775f"), ("A", "#f3a712"), ("S", "#842b8f"))
A4 = (1240, 1754)  # pixels at 150 dots an inch


def font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    made = ImageFont.truetype(str(FONT), size)
    made.set_variation_by_axes([weight])
    return made


def on_the_road(share: float) -> tuple[float, float]:
    """Where the stop is after that share of the way."""
    place = share * (len(ROAD) - 1)
    leg = min(int(place), len(ROAD) - 2)
    (x, y), (to_x, to_y) = ROAD[leg], ROAD[leg + 1]
    return x + (to_x - x) * (place - leg), y + (to_y - y) * (place - leg)


def frame(number: int) -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen = ImageDraw.Draw(picture)
    pen.polygon([(330, 20), (600, 60), (630, 200), (480, 340), (360, 260), (300, 120)], fill=SHAPE)
    pen.line(ROAD, fill=PAPER, width=22, joint="curve")
    pen.line(ROAD, fill=INK, width=2, joint="curve")
    x, y = on_the_road(number / (RATE * SECONDS))
    pen.ellipse((x - 20, y - 20, x + 20, y + 20), fill=PAPER)
    pen.ellipse((x - 12, y - 12, x + 12, y + 12), fill=GROUND)
    pen.text((28, 22), "Vídeo de mostra", font=font(40, 850), fill=PAPER)
    pen.text((28, 70), "Vídeo de muestra · ningú hi parla, nadie habla", font=font(20, 650), fill=PAPER)
    shown = min(len(PLATES), 1 + number // (RATE * 6))
    for index, (letter, colour) in enumerate(PLATES[:shown]):
        left = 28 + index * 54
        pen.rounded_rectangle((left, 108, left + 44, 152), 8, fill=colour, outline=PAPER, width=4)
        pen.text((left + 22, 130), letter, font=font(28, 850), fill=PAPER, anchor="mm")
    pen.rounded_rectangle((20, 318, 118, 348), 6, fill=INK)
    pen.text(
        (69, 333), f"{number // RATE // 60:02}:{number // RATE % 60:02}", font=font(20, 750), fill=PAPER, anchor="mm"
    )
    return picture


def make_clip(path: Path) -> None:
    command = [
        *("ffmpeg", "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}"),
        *("-r", str(RATE), "-i", "-", "-f", "lavfi", "-i", "anullsrc=r=22050:cl=mono", "-shortest"),
        *("-c:v", "libx264", "-profile:v", "main", "-preset", "veryslow", "-crf", "30", "-pix_fmt", "yuv420p"),
        *("-c:a", "aac", "-b:a", "16k", "-movflags", "+faststart", "-fflags", "+bitexact", "-map_metadata", "-1"),
        str(path),
    ]
    frames = b"".join(frame(number).tobytes() for number in range(RATE * SECONDS))
    subprocess.run(command, input=frames, check=True)


def make_consent(path: Path) -> None:
    page = Image.new("L", A4, 255)
    pen = ImageDraw.Draw(page)
    for row, (text, size) in enumerate(
        (
            ("MOSTRA · MUESTRA", 90),
            ("Consentiment d’imatge i veu", 56),
            ("Consentimiento de imagen y voz", 56),
            ("Document inventat: ningú no l’ha signat.", 40),
            ("Documento inventado: nadie lo ha firmado.", 40),
        )
    ):
        pen.text((120, 160 + row * 150), text, font=font(size, 700), fill=0)
    page.save(path, "PDF", resolution=150)


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    make_clip(FOLDER / "mostra.mp4")
    make_consent(FOLDER / "consentiment-de-mostra.pdf")
    for path in sorted(FOLDER.iterdir()):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
