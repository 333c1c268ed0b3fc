"""Drawing the road, the map's labels and the charts: pure geometry, strings of SVG path data, no dependencies."""

from .charts import Dumbbell, dumbbell
from .labels import Label, place_labels
from .road import Glyph, Journey, bends, branch, distance, glyph, journey, readable_tail, route

__all__ = [
    "Dumbbell",
    "Glyph",
    "Journey",
    "Label",
    "bends",
    "branch",
    "distance",
    "dumbbell",
    "glyph",
    "journey",
    "place_labels",
    "readable_tail",
    "route",
]
