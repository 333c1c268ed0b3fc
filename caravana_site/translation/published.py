"""What readers see of a translation now, beside its texts as they are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .models import TranslationTask
from .segments import Line


class Published:
    """The public text in the place of each line, and those that are public and in the page no longer."""

    def __init__(self, task: TranslationTask, lines: Sequence[Line]) -> None:
        read = [line for line in lines if line.is_read]
        unread = {line.key: task.published_texts.get(line.key) for line in lines if not line.is_read}
        left = {key: text for key, text in task.published_texts.items() if key not in unread}
        known = {line.key: left.pop(line.key) for line in read if line.key in left}
        replaced = dict(_replaced([line for line in read if line.key not in known], left))
        self.texts: dict[str, str | None] = {**unread, **replaced, **known}
        self.removed = [text for text in left.values() if text not in replaced.values()]


def _replaced(lines: list[Line], left: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What was public in the place of each text that is new: where a place lost as many texts as it got."""
    before, now = defaultdict(list), defaultdict(list)
    for key in sorted(left, key=lambda one: [int(number) for number in one.split(":")]):
        before[key.split(":")[0]].append(left[key])
    for line in lines:
        now[str(line.segment.context_id)].append(line.key)
    for place, keys in now.items():
        if len(before[place]) == len(keys):
            yield from zip(keys, before[place], strict=True)
