"""What processes that have ended counted, in one file for all: prometheus_client leaves one of each for ever.

A new process comes every few thousand requests, and these files are in memory.
"""

from pathlib import Path

from prometheus_client import multiprocess
from prometheus_client.mmap_dict import MmapedDict

ADDED_UP = ("counter", "histogram", "summary")
ENDED = 0
"""Stands for the number of a process."""


def keep(process: int, folder: Path) -> None:
    """Add the counts of a process that has ended to those of the ones before it."""
    multiprocess.mark_process_dead(process, str(folder))
    for kind in ADDED_UP:
        own = folder / f"{kind}_{process}.db"
        if not own.exists():
            continue
        found = list(MmapedDict.read_all_values_from_file(str(own)))
        own.unlink()
        every = MmapedDict(str(folder / f"{kind}_{ENDED}.db"))
        for key, value, moment, _place in found:
            every.write_value(key, every.read_value(key)[0] + value, moment)
        every.close()
