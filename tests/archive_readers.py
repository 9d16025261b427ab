"""Readings that go wrong, for the tests of archives: the processes of a pool must be able to import them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from bilat_nb.documents import Document
from bilat_nb.finding import read_facts

LOG = "BILAT_NB_TEST_LOG"


def dies_at_poison(document: Document) -> dict[str, Any]:
    """The process is killed each time it reads a document of that name."""
    if document.doc_id == "poison":
        os.kill(os.getpid(), signal.SIGKILL)
    return read_facts(document)


def dies_once(document: Document) -> dict[str, Any]:
    """The process is killed the first time that anybody reads that document."""
    flag = Path(os.environ[LOG])
    if document.doc_id == "poison" and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return read_facts(document)


def logged(document: Document) -> dict[str, Any]:
    """Every reading leaves a line."""
    with Path(os.environ[LOG]).open("a", encoding="utf-8") as log:
        log.write(f"{document.doc_id}\n")
    return read_facts(document)


def logged_process(path: str, document: Document) -> dict[str, Any]:
    """Every reading leaves a line with the process that read."""
    with Path(path).open("a", encoding="utf-8") as log:
        log.write(f"{document.doc_id} {os.getpid()}\n")
    return read_facts(document)


def stopped_at_poison(document: Document) -> dict[str, Any]:
    """Somebody stops the run from the keyboard."""
    if document.doc_id == "poison":
        raise KeyboardInterrupt
    return logged(document)


def sleeps(document: Document) -> dict[str, Any]:
    """One document takes too long."""
    if document.doc_id == "poison":
        time.sleep(20)
    return read_facts(document)


def slow(document: Document) -> dict[str, Any]:
    """Time enough to kill the run."""
    time.sleep(0.2)
    return read_facts(document)
