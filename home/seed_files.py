"""Where the first texts of this room are."""

from pathlib import Path

HERE = Path(__file__).parent / "seeds"
