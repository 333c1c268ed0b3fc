"""What an invented practice of the bulk content says, in both languages, from its number and nothing else."""

import json
import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from caravana_site.common.seeds import key_of, load
from practices import naming
from practices.models import Capacity, Comarca, CostBand, Organisation, PracticeStatus
from practices.territory import of_comarca

VOCABULARY = Path(__file__).parent / "seeds" / "bulk.toml"
LANGUAGES = ("ca", "es")
FIRST_DAY, DAYS = date(2016, 1, 1), 3900
COSTS = (None, 0, 800, 4_500, 12_000, 19_000, 45_000, 90_000)


class Vocabulary:
    """The committed words; a pair is Catalan and Spanish."""

    def __init__(self) -> None:
        self.words: dict[str, Any] = load(VOCABULARY)

    @property
    def themes(self) -> list[str]:
        return list(self.words["theme"])

    def of_theme(self, theme: str) -> dict[str, Any]:
        words: dict[str, Any] = self.words["theme"][theme]
        return words


def place_after_of(body: Organisation) -> tuple[str, str]:
    """Where a body is, after *de*, in Catalan and in Spanish."""
    place = body.place
    if place is None:
        return naming.of(body.name), f"de {body.name}"
    catalan = of_comarca(place.name) if isinstance(place, Comarca) else naming.of(place.name)
    return catalan, f"de {naming.spoken_name(place.name)}"


@dataclass
class Invented:
    """One practice. The same number always tells the same, whatever was made before it."""

    number: int
    body: Organisation
    vocabulary: Vocabulary

    @cached_property
    def chance(self) -> random.Random:
        return random.Random(self.number)  # noqa: S311  # invented texts need no secret

    def __post_init__(self) -> None:
        pick, common = self.chance, self.vocabulary.words
        self.theme: str = pick.choice(self.vocabulary.themes)
        own = self.vocabulary.of_theme(self.theme)
        service, ending, places = (
            pick.choice(own["services"]),
            pick.choice(common["endings"]),
            place_after_of(self.body),
        )
        self.title = [
            f"{text % place}, {end}".replace(",,", ",")
            for text, place, end in zip(service, places, ending, strict=True)
        ]
        self.slug = [f"{slugify(title)[:80].rstrip('-')}-{self.number}" for title in self.title]
        self.summary = pick.choice(common["summaries"])
        self.status = pick.choice(PracticeStatus.values)
        self.started = FIRST_DAY + timedelta(days=pick.randrange(DAYS))
        self.reviewed_days_ago = pick.randrange(900)
        self.initial_cost = pick.choice(COSTS)
        self.capacity = pick.choice(["", *Capacity.values])
        self.sdgs = sorted(pick.sample(range(1, 18), pick.randrange(4)))
        self.audiences, self.technologies, self.other_themes = (pick.random() for _part in range(3))
        self.successes = pick.sample(common["successes"], pick.randint(1, 3))
        self.difficulties = pick.sample(common["difficulties"], pick.randint(1, 4))
        self.milestones = common["milestones"][: pick.randint(2, 4)]
        self.results = pick.sample(common["results"], pick.randint(0, 2))
        self.steps = pick.sample(common["steps"], 3)
        self.part = pick.choice([None, None, *common["parts"]])
        self.needed_first = pick.choice(common["needed_first"])
        self.small_town = pick.choice(common["small_town"])
        self.reason = common["reasons"][0]
        self._parts = {
            "problem": pick.choice(own["problems"]),
            "solution": pick.choice(own["solutions"]),
            "value": pick.choice(common["value"]),
            "lessons": pick.choice(common["lessons"]),
        }
        self._quote, self._speaker = pick.choice(common["quotes"]), pick.choice(common["speakers"])

    @property
    def cost(self) -> dict[str, Any]:
        if self.initial_cost is None:
            return {"cost_band": CostBand.UNKNOWN}
        year = self.started.year if self.initial_cost else None
        return {"initial_cost": self.initial_cost, "cost_band": CostBand.of(self.initial_cost), "cost_year": year}

    def story(self, side: int) -> str:
        """The story in one language, as a StreamField keeps it."""
        blocks = [
            {"type": name, "value": {"text": f"<p>{pair[side]}</p>"}, "id": self._id(name)}
            for name, pair in self._parts.items()
        ]
        quote = {"text": self._quote[side], "attribution": self._speaker[side]}
        blocks.insert(2, {"type": "quote", "value": quote, "id": self._id("quote")})
        return json.dumps(blocks)

    def _id(self, name: str) -> str:
        return str(key_of(f"bulk/{self.number}/{name}"))
