"""How often `reconcile` cries wolf, how often it finds a wrong figure, and what 100,000 facts cost it.

    python benchmarks/ledgers.py [--ledgers 10000] [--facts 100000]

Ledgers are invented (`ledger.py`). False alarms: contradictions in ledgers whose every figure is true as written.
Detection: contradictions that name the figure, when one of a ledger is changed by a hundredth to the threefold. A wrong
figure is counted by how far its true value lies outside what it stands for as written, in parts of the true value; and
by whether the other figures of its ledger leave it no way out: `certain` solves each identity for the changed figure,
one number at a time, and shares no arithmetic with the package.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ledger import Figure, changed, ledger, tables

from bilat_nb.agreement import reconcile
from bilat_nb.agreement.intervals import interval

Ends = tuple[float, float]
BATCH = 1000
BINS = ((0.0, 0.005, "under 0.5 %"), (0.005, 0.02, "0.5 to 2 %"), (0.02, 0.1, "2 to 10 %"), (0.1, 9e9, "over 10 %"))
COST = """
import resource, sys, time
sys.path.insert(0, {folder!r})
from ledgers import stretch
from ledger import tables
from bilat_nb.agreement import reconcile
facts = tables(stretch({facts}))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
found = reconcile(facts)
seconds = time.process_time() - start
print(len(facts.trade), len(found), seconds, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def stretch(count: int) -> list[Figure]:
    """As many figures as are wanted, of as many ledgers as that takes."""
    out: list[Figure] = []
    number = 0
    while len(out) < count:
        out += ledger(f"L{number}", number)
        number += 1
    return out[:count]


def ends(figure: Figure) -> Ends:
    """What a figure stands for."""
    return tuple(interval(figure.value, figure.text, figure.bound, figure.low, figure.high))


def _product(a: Ends, b: Ends) -> Ends:
    found = [0.0 if 0 in (x, y) else x * y for x in a for y in b]
    return min(found), max(found)


def _inverse(a: Ends) -> Ends:
    return (1 / a[1], 1 / a[0]) if a[0] > 0 else (0.0, float("inf"))


def identities(told: dict[str, list[Ends]], key: str) -> Iterator[Ends]:
    """Yield what the other figures of a ledger leave open for one of them, by one identity at a time."""
    flow, measure, product, world, *rest = key.split(":")
    place = ":".join(rest)

    def get(
        flow: str, measure: str = "level", product: str = "all", world: str = "False", at: str = place
    ) -> list[Ends]:
        return told.get(f"{flow}:{measure}:{product}:{world}:{at}", [])

    yield from told[key]
    if (measure, product, world) == ("level", "all", "False"):
        yield from _of_flows(flow, get)
        yield from _of_years(flow, place, get)
    if measure == "change":
        yield from (
            tuple(100 * x - 100 for x in _product(now, _inverse(then)))
            for now in get(flow)
            for then in get(flow, at="0" + place[1:])
        )
    if measure == "share":
        part, whole = (
            (get(flow, product=product), get(flow)) if product != "all" else (get(flow), get(flow, world="True"))
        )
        yield from (tuple(100 * x for x in _product(p, _inverse(w))) for p in part for w in whole)
    if world == "True":
        yield from (
            tuple(100 * x for x in _product(p, _inverse(s))) for p in get(flow) for s in get(flow, measure="share")
        )
    if measure == "level" and product != "all":
        shares = get(flow, "share", product)
        yield from (tuple(x / 100 for x in _product(w, s)) for w in get(flow) for s in shares)


def _of_flows(flow: str, get) -> Iterator[Ends]:
    signs = {
        "turnover": (("exports", 1, "imports", 1),),
        "balance": (("exports", 1, "imports", -1),),
        "exports": (("turnover", 1, "imports", -1), ("balance", 1, "imports", 1)),
        "imports": (("turnover", 1, "exports", -1), ("exports", 1, "balance", -1)),
    }
    for one, _, other, sign in signs[flow]:
        for a in get(one):
            for b in get(other):
                yield (a[0] + b[0], a[1] + b[1]) if sign > 0 else (a[0] - b[1], a[1] - b[0])


def _of_years(flow: str, place: str, get) -> Iterator[Ends]:
    year, first, count = place.split(":")
    if flow == "balance":
        return
    for g in get(flow, "change", at=f"1:{first}:{count}"):
        factor = (1 + g[0] / 100, 1 + g[1] / 100)
        if year == "1":
            yield from (_product(then, factor) for then in get(flow, at=f"0:{first}:{count}"))
        else:
            yield from (_product(now, _inverse(factor)) for now in get(flow, at=f"1:{first}:{count}"))
    nine, last, whole = (get(flow, at=f"{year}:{at}") for at in ("0:3", "3:1", "0:4"))
    if (first, count) == ("0", "4"):
        yield from ((a[0] + b[0], a[1] + b[1]) for a in nine for b in last)
    else:
        others = last if first == "0" else nine
        yield from ((w[0] - o[1], w[1] - o[0]) for w in whole for o in others)


def certain(figures: list[Figure], place: int) -> bool:
    """Whether the other figures of a ledger exclude the one at a place."""
    told: dict[str, list[Ends]] = defaultdict(list)
    own = figures[place]
    for n, figure in enumerate(figures):
        if n != place:
            told[figure.key].append(ends(figure))
    told.setdefault(own.key, [])
    low, high = ends(own)
    slack = 1e-8 * max(abs(own.value), 1e-9)
    return any(low > b + slack or high < a - slack for a, b in identities(told, own.key))


def outside(figure: Figure) -> float:
    """How far the true value lies outside what a figure stands for, as a part of it; of a change, of the ratio."""
    low, high = ends(figure)
    gap = max(low - figure.true, figure.true - high, 0.0)
    share = dict(figure.columns)["measure"]
    return gap / (abs(100 + figure.true) if share == "change" else abs(figure.true))


def contradicted(figures: list[Figure]) -> list[set[int]]:
    """Places of the figures of each contradiction."""
    found = reconcile(tables(figures))
    rows = found.loc[found["verdict"].eq("contradicts"), "fact_ids"]
    return [{int(name[1:]) for name in ids.split("; ")} for ids in rows]


def detection(count: int) -> None:
    """Print false alarms and how many wrong figures are found."""
    alarms, figures_told = 0, 0
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for start in range(0, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        true, wrong, places = [], [], []
        for n in numbers:
            own = ledger(f"L{n}", n)
            false, place = changed(own, n)
            places.append((len(wrong) + place, false, place))
            true += own
            wrong += false
        alarms += len(contradicted(true))
        figures_told += len(true)
        found = set().union(*contradicted(wrong))
        for absolute, own, place in places:
            _count(tally, own, place, absolute in found)
    print(f"{count} ledgers, {figures_told} figures: {alarms} false alarms")
    for name, (hit, of) in sorted(tally.items()):
        print(f"wrong figures, {name}: {hit} of {of} found = {hit / of:.3f}")


def _count(tally: dict[str, list[int]], own: list[Figure], place: int, hit: bool) -> None:
    gap = outside(own[place])
    if gap == 0:
        tally["still true as written (should be none)"][0] += hit
        tally["still true as written (should be none)"][1] += 1
        return
    names = ["all", next(name for low, high, name in BINS if low <= gap < high)]
    names += ["excluded by the other figures"] if certain(own, place) else ["left open by the other figures"]
    for name in names:
        tally[name][0] += hit
        tally[name][1] += 1


def cost(facts: int) -> None:
    """Print time and memory for many facts, in a process of its own."""
    code = COST.format(folder=str(Path(__file__).parent), facts=facts)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    rows, found, seconds, before, peak = map(float, done.stdout.split())
    unit = 1 if sys.platform == "darwin" else 1024
    print(
        f"{rows:.0f} facts: {found:.0f} verdicts in {seconds:.1f} s of processor time, "
        f"{peak * unit / 2**20:.0f} MiB at the peak ({before * unit / 2**20:.0f} MiB before)"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--ledgers", type=int, default=10_000)
    parser.add_argument("--facts", type=int, default=100_000)
    options = parser.parse_args()
    start = time.process_time()
    if options.facts:
        cost(options.facts)
    if options.ledgers:
        detection(options.ledgers)
        print(
            f"{time.process_time() - start:.0f} s of processor time, "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
