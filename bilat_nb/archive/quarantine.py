"""What to do with a unit whose process died: run it alone, and leave out the document that kills it twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bilat_nb.archive.units import Unit
from bilat_nb.archive.work import Job, crumb_of

MOST = 50
"""Documents of one unit that may be left out before the unit itself is given up."""

Run = Callable[[Job, Unit, frozenset[str]], dict[str, Any]]


class LostUnitError(RuntimeError):
    """A unit that no process survives; the message says what to do."""


def run_alone(job: Job, unit: Unit, run: Run, died: type[BaseException]) -> dict[str, Any]:
    """Run a unit until it is done, leaving out each document at which a process died.

    Parameters
    ----------
    job, unit
        As for `do_unit`.
    run : callable
        Runs `do_unit` in a process of its own.
    died : exception type
        What `run` raises when that process is gone.

    Returns
    -------
    dict
        What `do_unit` tells, and ``again``: True.

    Raises
    ------
    LostUnitError
        If it dies before any document, or at too many.
    """
    skip: frozenset[str] = frozenset()
    crumb = crumb_of(job.out, unit)
    while len(skip) < MOST:
        crumb.unlink(missing_ok=True)
        try:
            return {**run(job, unit, skip), "again": True}
        except died:
            at = crumb.read_text(encoding="utf-8").partition("\n")[0] if crumb.is_file() else ""
        if not at or at in skip:
            break
        skip |= {at}
    raise LostUnitError(
        f"The processes that read {unit.name} ({unit.paths[0]}) keep ending, {len(skip)} documents left out so far. "
        "Is there enough memory? The other units are kept; call parse_archive again with fewer workers."
    )
