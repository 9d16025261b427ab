"""The local engine: in this process for small archives, else a pool of processes that outlives a killed one."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

from bilat_nb.archive.quarantine import run_alone
from bilat_nb.archive.units import Unit
from bilat_nb.archive.work import Job, do_unit

SMALL = 2_000_000
"""Bytes below which no second process is worth its start."""
FRESH = 150_000_000
"""Bytes that a process reads before another takes its place: what it remembers of words grows, slowly."""
_ROUND = 10
"""Units that a process reads at least before that: the others wait at most for one of them."""
_AHEAD = 2
"""Units that wait for each worker, so that none idles and few are lost."""

Pending = dict["Future[dict[str, Any]]", Unit]


def run_local(job: Job, units: Sequence[Unit], workers: int) -> Generator[dict[str, Any], None, None]:
    """Yield what is told of each unit when it is done, in any order.

    A small archive is read in this process by one worker; a large one never is, for it may kill the process that reads.
    """
    if workers <= 1 and sum(unit.size for unit in units) <= SMALL:
        for unit in units:
            yield do_unit(job, unit)
        return
    left = deque(units)
    most = workers * max(FRESH, _ROUND * max((unit.size for unit in units), default=0))
    while left:
        waiting = _portion(left, most)
        suspects: list[Unit] = []
        with _pool(workers) as pool:
            yield from _drain(pool, job, waiting, workers * _AHEAD, suspects)
        left.extendleft(reversed(waiting))  # those that a broken pool has not begun
        for unit in suspects:  # one of them killed its process: alone, it shows
            yield run_alone(job, unit, in_own_process, BrokenProcessPool)


def _portion(left: deque[Unit], most: int) -> deque[Unit]:
    """Take the units that one set of processes reads: one at least, and as many bytes as asked."""
    taken: deque[Unit] = deque()
    while left and (not taken or most > 0):
        taken.append(left.popleft())
        most -= taken[-1].size
    return taken


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that begin afresh, for a fork of a process with threads, as in a notebook, may hang.

    They end when this one is killed or stopped: what they are at is read again, and nobody would take it.
    """
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["bilat_nb.archive.work"])
    theirs, ours = context.Pipe(duplex=False)
    with (
        theirs,
        ours,
        ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with, initargs=(theirs,)) as pool,
    ):
        try:
            yield pool
        except BaseException:
            ours.close()
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _end_with(line: Connection) -> None:
    """Let a worker end when the line to the run is cut."""

    def watch() -> None:
        with suppress(EOFError, OSError):
            line.recv_bytes()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _drain(
    pool: ProcessPoolExecutor, job: Job, waiting: deque[Unit], most: int, suspects: list[Unit]
) -> Iterator[dict[str, Any]]:
    """Work off the units; when the pool breaks, those it was at become suspects and the rest stays in `waiting`."""
    running: Pending = {}
    while waiting or running:
        try:
            while waiting and len(running) < most:
                running[pool.submit(do_unit, job, waiting[0])] = waiting[0]
                waiting.popleft()
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
                del running[future]
        except BrokenProcessPool:
            whole = [f for f in running if f.done() and not f.cancelled() and f.exception() is None]
            for future in whole:
                yield future.result()
                del running[future]
            suspects += running.values()
            return


def in_own_process(job: Job, unit: Unit, skip: frozenset[str]) -> dict[str, Any]:
    """Run one unit in a process that nothing else needs."""
    with _pool(1) as pool:
        return pool.submit(do_unit, job, unit, skip).result()
