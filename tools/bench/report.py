"""The tables at the end, and whether the targets are met."""

from collections.abc import Iterable, Mapping, Sequence

from .cases import Case
from .load import Cost
from .measuring import Measured

RATES_AT = 8
"""Connections at which a rate is wanted."""
GROWS = 1.5
"""Times that a page may take with a hundred times as much, before it is told."""


def missed(case: Case, cost: Cost) -> list[str]:
    found = []
    if case.queries is not None and cost.queries > case.queries:
        found.append(f"over {case.queries} queries")
    if case.p50 is not None and cost.p50 > case.p50:
        found.append(f"p50 over {case.p50:.0f} ms")
    if case.p95 is not None and cost.p95 > case.p95:
        found.append(f"p95 over {case.p95:.0f} ms")
    return found


def one_by_one(cases: Iterable[Case], costs: Mapping[str, Cost]) -> bool:
    """What each answer costs inside the application; whether every target is met."""
    print("\nOne request at a time, nothing cached, inside the application (ms):")
    print(f"{'':34}{'queries':>8}{'p50':>8}{'p95':>8}{'cpu':>8}{'bytes':>9}  target")
    met = True
    for case in cases:
        cost = costs[case.name]
        wrong = missed(case, cost)
        met = met and not wrong
        wanted = case.queries is not None or case.p50 is not None or case.p95 is not None
        told = ", ".join(wrong) or ("met" if wanted else "")
        print(
            f"{case.name:34}{cost.queries:8}{cost.p50:8.1f}{cost.p95:8.1f}{cost.cpu:8.1f}{cost.bytes:9,}  {told}",
            flush=True,
        )
    return met


def under_load(cases: Iterable[Case], measured: Sequence[Measured]) -> bool:
    """A line for each case, mode and number of connections, beside nginx with the same bytes as a file."""
    named = {case.name: case for case in cases}
    heads = ("conn.", "req/s", "p50 ms", "p99 ms", "× file", "worker ms", "db ms", "RSS MB", "PSS MB")
    print("\nUnder load: requests a second, and its part of what nginx answers with the same bytes as a file;")
    print("milliseconds that workers and database were busy for each request; memory of all workers:")
    print(f"{'':30}{'mode':12}{''.join(f'{head:>10}' for head in heads)}  target")
    met = True
    for one in measured:
        for connections, got in one.loads.items():
            wanted = named[one.case].rate if connections == RATES_AT and one.mode == "uncached" else None
            met = met and (wanted is None or got.rate >= wanted)
            told = "" if wanted is None else "met" if got.rate >= wanted else f"under {wanted:,.0f}/s"
            cells = (
                f"{connections}", f"{got.rate:,.0f}", f"{got.p50:.1f}", f"{got.p99:.1f}",
                f"{one.ratio(connections):.4f}",
                f"{one.worker_ms[connections]:.2f}", f"{one.database_ms[connections]:.2f}",
                f"{one.memory['workers_rss']:.0f}", f"{one.memory['workers_pss']:.0f}",
            )  # fmt: skip
            print(f"{one.case:30}{one.mode:12}{''.join(f'{cell:>10}' for cell in cells)}  {told}")
    return met


def growth(cases: Iterable[Case], sizes: Mapping[int, Mapping[str, Cost]]) -> bool:
    """The p50 of each case by how much there is; whether all stay flat."""
    smallest, largest = min(sizes), max(sizes)
    print("\nGrowth: p50 inside the application (ms), by practices:")
    print(f"{'':34}{''.join(f'{size:>10,}' for size in sizes)}  {largest:,} ÷ {smallest:,}")
    flat = True
    for case in cases:
        times = [costs[case.name].p50 for costs in sizes.values()]
        grown = sizes[largest][case.name].p50 / sizes[smallest][case.name].p50
        flat = flat and grown <= GROWS
        print(
            f"{case.name:34}{''.join(f'{one:10.1f}' for one in times)}  {grown:.2f}{' grows' if grown > GROWS else ''}"
        )
    return flat
