"""What archives of any size cost, worked out from measured rates, and a picture of these.

    python benchmarks/archive.py --mb 2 8 32 --engines local dask --json benchmarks/scaling.json
    python benchmarks/scaling.py [--figure docs/scaling.png] [--document docs/scaling.md] [--article 3000]

Prints the tables of docs/scaling.md: what was measured, what whole archives cost, what they cost where a prefilter
passes one article in a hundred, where the time goes. Costs are processor time a byte times bytes; `--price` of a core
hour adds a column.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from statistics import median
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.ticker import NullLocator

from bilat_nb.archive.parse import UNIT_BYTES, UNITS
from bilat_nb.views.style import LIGHT, PANEL, styled

HERE = Path(__file__).resolve().parent
ARCHIVES = {"a million": 1_000_000, "1.35 billion": 1_350_000_000}
CORES = (2, 16, 64, 512)
FILES = 11
"""Most files of one unit: ten tables with the texts, and what is told of it."""

Run = dict[str, Any]


def rate(runs: list[Run]) -> float:
    """Bytes that a core reads in a second of its time: the median of the runs."""
    return median(run["mb"] * 1e6 / run["cpu"] for run in runs)


def projected(measured: dict[str, Any], article: int, share: float, price: float | None) -> list[list[str]]:
    """One row per archive: its size, core hours, days on so many cores, size of the tables, files."""
    runs = [run for run in measured["runs"] if run["engine"] == "local"]
    speed = rate(runs)
    kept = median(run["rows"] * run["row_bytes"] / (run["mb"] * 1e6) for run in runs)
    rows = []
    for name, count in ARCHIVES.items():
        size = count * article
        hours = size * share / speed / 3600
        if share < 1:
            hours += size / 1e6 * measured["filter"]["seconds"] / measured["filter"]["mb"] / 3600
        unit = max(UNIT_BYTES, size // UNITS)
        cost = [f"{hours * price:,.0f}"] if price is not None else []
        days = [duration(hours / cores) for cores in CORES]
        head = [name, volume(size), f"{hours:.2g}" if hours < 10 else f"{hours:,.0f}"]
        rows.append([*head, *cost, *days, volume(size * share * kept), f"{-(-size // unit) * FILES:,}"])
    return rows


def duration(hours: float) -> str:
    """Hours in words."""
    if hours < 1:
        return f"{hours * 60:.0f} minutes" if hours * 60 >= 1.5 else "under 2 minutes"
    return f"{hours:.1f} hours" if hours < 48 else f"{hours / 24:,.1f} days"


def volume(size: float) -> str:
    """Bytes in words."""
    if size < 1e9:
        return f"{size / 1e6:,.0f} MB"
    return f"{size / 1e9:,.1f} GB" if size < 1e11 else f"{size / 1e9:,.0f} GB"


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def measured_rows(measured: dict[str, Any]) -> list[list[str]]:
    """One row per run."""
    return [
        [
            f"{run['engine']}, {run['workers']}",
            f"{run['mb']:,.0f} MB, {run['documents']:,} documents",
            f"{run['documents'] / run['wall']:,.0f}",
            f"{run['cpu']:,.1f} + {run['lead_cpu']:.1f}",
            f"{run['mb'] / run['cpu']:.2f}",
            f"{run['worker_peak']:.0f} and {run['lead_peak']:.0f}",
            f"{run['row_bytes']:.1f}",
            f"{run['load']:.1f}",
        ]
        for run in measured["runs"]
    ]


def tables(measured: dict[str, Any], article: int, share: float, price: float | None) -> dict[str, str]:
    """The tables of the study, by their names."""
    runs = [
        "engine, workers", "archive", "documents/s (wall)", "processor seconds: units + lead", "MB/s a core",
        "peak MiB: worker and lead", "bytes a row", "load",
    ]  # fmt: skip
    costs = ["articles", "text", "core hours", *(["cost"] if price is not None else [])]
    costs += [f"on {cores} cores" for cores in CORES] + ["tables", "files"]
    total = sum(measured["stages"].values())
    steps = [[step, f"{took / total:.1%}"] for step, took in measured["stages"].items()]
    return {
        "measured": table(runs, measured_rows(measured)),
        "all": table(costs, projected(measured, article, 1.0, price)),
        "filtered": table(costs, projected(measured, article, share, price)),
        "steps": table(["step", "share"], steps),
    }


def filled(document: str, found: dict[str, str]) -> str:
    """A document with each table between its marks: ``<!-- all -->`` and ``<!-- end -->``."""
    for name, shown in found.items():
        before, mark, rest = document.partition(f"<!-- {name} -->\n")
        if not mark:
            raise ValueError(f"The document has no mark <!-- {name} -->.")
        document = f"{before}{mark}{shown}\n<!-- end -->{rest.partition('<!-- end -->')[2]}"
    return document


def draw(measured: dict[str, Any], path: Path) -> None:
    """Documents a second against workers, processor time and memory against size, and where the time goes."""
    colours = {"local": LIGHT.first, "dask": LIGHT.second}
    with styled():
        figure, axes = plt.subplots(1, 4, figsize=(9, 2.9), width_ratios=[1, 1, 1, 0.8], layout="constrained")
        for engine, colour in colours.items():
            runs = sorted((r for r in measured["runs"] if r["engine"] == engine), key=lambda run: run["mb"])
            _speed_up(axes[0], runs, engine, colour)
            for ax, what in ((axes[1], lambda run: run["cpu"] / run["mb"]), (axes[2], lambda run: run["worker_peak"])):
                ax.plot([r["mb"] for r in runs], [what(r) for r in runs], "o", color=colour, ms=4, alpha=0.8)
        _dress(axes, measured)
        figure.savefig(path, dpi=200, metadata={"Software": None})
        plt.close(figure)


def _speed_up(ax: Any, runs: list[Run], engine: str, colour: str) -> None:
    largest = max((run["mb"] for run in runs if run["workers"] == 1), default=0.0)
    chosen = sorted((run for run in runs if run["mb"] == largest), key=lambda run: run["workers"])
    if not chosen:
        return
    rates = [run["documents"] / run["wall"] for run in chosen]
    workers = [run["workers"] for run in chosen]
    ax.plot(workers, rates, "o-", color=colour, ms=4)
    ax.annotate(engine, (workers[-1], rates[-1]), xytext=(4, -3), textcoords="offset points", color=colour)
    if engine == "local":
        ax.plot(workers, [rates[0] * n / workers[0] for n in workers], ":", color="#59636E", zorder=0)


def _dress(axes: Any, measured: dict[str, Any]) -> None:
    axes[0].set(title="Documents a second", xlabel="workers", ylim=(0, None), xlim=(0.8, 2.6), xticks=[1, 2])
    axes[1].set(title="Processor seconds a MB", ylim=(0, None))
    axes[2].set(title="Peak MiB of a worker", ylim=(0, 230))
    sizes = [run["mb"] for run in measured["runs"]]
    for ax in axes[1:3]:
        ax.set(xscale="log", xlabel="MB of the archive", xlim=(min(sizes) / 2, max(sizes) * 2))
        ax.set_xticks([ten for ten in (1, 10, 100, 1000) if min(sizes) / 2 < ten < max(sizes) * 2])
        ax.xaxis.set_major_formatter("{x:g}")
        ax.xaxis.set_minor_locator(NullLocator())
    axes[2].axhline(200, color="#59636E", ls=":", zorder=0)
    axes[2].annotate("limit", (0.02, 200), xycoords=("axes fraction", "data"), ha="left", va="bottom", color="#59636E")
    total = sum(measured["stages"].values())
    for step, took in measured["stages"].items():
        axes[3].barh(step, took / total, left=0, color="#0072B2")
        axes[3].annotate(f"{took / total:.0%}", (took / total, step), xytext=(3, -3), textcoords="offset points")
    axes[3].set(title="Where the time goes", xlim=(0, 1.4), xticks=[])
    axes[3].invert_yaxis()
    for ax in axes:
        ax.spines[["top", "right"]].set_visible(False)
        ax.title.set_fontsize(PANEL)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("measured", type=Path, nargs="?", default=HERE / "scaling.json")
    parser.add_argument("--figure", type=Path, help="picture to write")
    parser.add_argument("--document", type=Path, help="text whose tables are written anew")
    parser.add_argument("--article", type=int, default=3000, help="bytes of an article")
    parser.add_argument("--share", type=float, default=0.01, help="of the articles that the prefilter passes")
    parser.add_argument("--price", type=float, help="of a core hour, in a currency of yours")
    options = parser.parse_args()
    measured = json.loads(options.measured.read_text(encoding="utf-8"))
    found = tables(measured, options.article, options.share, options.price)
    print(*found.values(), sep="\n\n")
    if options.figure:
        draw(measured, options.figure)
    if options.document:
        written = filled(options.document.read_text(encoding="utf-8"), found)
        options.document.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
