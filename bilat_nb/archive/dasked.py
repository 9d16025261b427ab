"""The Dask engine: the same units on any cluster that the user has; only names of files travel, no texts."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from importlib import import_module
from itertools import islice
from typing import Any

from bilat_nb.archive.local import in_own_process
from bilat_nb.archive.quarantine import run_alone
from bilat_nb.archive.units import Unit
from bilat_nb.archive.work import Job, do_unit

MISSING = "engine='dask' needs dask[distributed]: install bilat-nb[archive]."
_AHEAD = 3
_PATIENCE = 10.0
"""Seconds without a unit done after which it is asked whether any worker is left."""


def run_dask(
    job: Job, units: Sequence[Unit], workers: int, client: Any = None
) -> Generator[dict[str, Any], None, None]:
    """Yield what is told of each unit when it is done, in any order.

    Parameters
    ----------
    job, units
        What is asked. All workers must see the same files under the same paths.
    workers : int
        Processes of the cluster that is made when no client is given.
    client : distributed.Client, optional
        A cluster of the user's; it is left open.

    Raises
    ------
    ImportError
        If Dask is not installed.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise ImportError(MISSING) from error
    with ExitStack() as stack:
        cluster = None
        if client is None:
            cluster = _cluster(distributed, workers)
            client = stack.enter_context(distributed.Client(stack.enter_context(cluster)))
        left = iter(units)
        threads = sum(client.nthreads().values()) or workers
        running = {_submit(client, job, unit): unit for unit in islice(left, threads * _AHEAD)}
        while running:
            try:
                done, _ = distributed.wait(list(running), timeout=_PATIENCE, return_when="FIRST_COMPLETED")
            except TimeoutError:
                _heal(client, cluster, workers)
                continue
            for future in done:
                unit = running.pop(future)
                try:
                    yield future.result()
                except distributed.KilledWorker as error:
                    yield _alone(client, cluster, job, unit, type(error))
                running |= {_submit(client, job, following): following for following in islice(left, 1)}


def _cluster(distributed: Any, workers: int) -> Any:
    """A cluster on this machine without a dashboard; any port will do, so that a second cluster is no news."""
    quiet = {"dashboard_address": "127.0.0.1:0", "scheduler_kwargs": {"dashboard": False}}
    return distributed.LocalCluster(n_workers=workers, threads_per_worker=1, **quiet)


def _submit(client: Any, job: Job, unit: Unit, skip: frozenset[str] = frozenset()) -> Any:
    return client.submit(do_unit, job, unit, skip, pure=False)


def _heal(client: Any, cluster: Any, workers: int) -> None:
    """Begin new workers in a cluster of ours when none is left and none comes back; a user's may be in a queue."""
    if cluster is not None and not client.nthreads():
        cluster.scale(0)
        cluster.scale(workers)


def _alone(client: Any, cluster: Any, job: Job, unit: Unit, died: type[Exception]) -> dict[str, Any]:
    """Find the document that kills workers: beside a cluster of ours, on a cluster of the user's."""
    if cluster is not None:
        return run_alone(job, unit, in_own_process, BrokenProcessPool)
    return run_alone(job, unit, lambda job, unit, skip: _submit(client, job, unit, skip).result(), died)
