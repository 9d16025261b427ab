"""Execute the notebooks and keep their results: they read well without running, and are the same bytes each time.

    python tools/render.py [NAME ...]      execute and write
    python tools/render.py --check         execute and compare; fails when a notebook is out of date

Kept are pictures, tables and printed text. Taken out is what differs from run to run or needs a kernel: the state of
widgets, execution counts, times, the version of Python. A cell that says something on stderr (a warning, a port that is
taken) is refused: it would differ on the next machine, and readers would take it for a fault.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
WIDGET = "application/vnd.jupyter.widget-view+json"


def execute(notebook: Any, folder: Path = NOTEBOOKS) -> Any:
    """Run all cells of a notebook in a kernel of this environment; the first error is raised."""
    NotebookClient(
        notebook, timeout=180, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    return notebook


def complaints(notebook: Any) -> list[str]:
    """Return what cells said on stderr, each with the beginning of its cell."""
    return [
        f"{cell.source.splitlines()[0][:60]!r} says on stderr: {output.text.strip()[:300]}"
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.get("name") == "stderr"
    ]


def stable(notebook: Any) -> Any:
    """Keep what readers without a kernel can see."""
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"]}
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [kept(output) for output in cell.outputs if not passing(output)]
    return notebook


def passing(output: Any) -> bool:
    """Whether it is a widget that has nothing to show without a kernel: a progress bar, a speed."""
    return WIDGET in output.get("data", {}) and set(output["data"]) <= {WIDGET, "text/plain"}


def kept(output: Any) -> Any:
    """An output without its widget and its number."""
    if "execution_count" in output:
        output.execution_count = None
    if "data" in output:
        output.data.pop(WIDGET, None)
    return output


def rendered(path: Path) -> str:
    """Text of the notebook file after a run.

    Raises
    ------
    RuntimeError
        If a cell says something on stderr.
    """
    notebook = execute(nbformat.read(path, as_version=4), path.parent)
    if said := complaints(notebook):
        raise RuntimeError(f"{path.name}: {'; '.join(said)}")
    return f"{nbformat.writes(stable(notebook), indent=1)}\n"


def main(words: Iterable[str]) -> int:
    """Render the notebooks named, or all of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="beginnings of names, as 01")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when a notebook is out of date")
    chosen = parser.parse_args(list(words))
    late, refused = [], []
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        if chosen.names and not path.name.startswith(tuple(chosen.names)):
            continue
        try:
            before, after = path.read_text(encoding="utf-8"), rendered(path)
        except RuntimeError as error:
            print(f"refused: {error}", flush=True)
            refused.append(path.name)
            continue
        print(f"{path.name}: {'unchanged' if after == before else 'changed'}, {len(after) // 1024} kB", flush=True)
        if after != before:
            late.append(path.name)
            if not chosen.check:
                path.write_text(after, encoding="utf-8", newline="\n")
    return 1 if refused or (chosen.check and late) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
