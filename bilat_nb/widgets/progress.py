"""Progress of a long reading in a notebook: how many documents are done, which one is at hand, a button that stops it.

What was read until then is kept, and `parse(documents, resume=facts)` reads the rest.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ipywidgets as ipw
from IPython.display import display

from bilat_nb.documents import Corpus, Document
from bilat_nb.pipeline import as_corpus, parse, unread
from bilat_nb.tables import Facts

QUIET = 1.0
"""Seconds for which nothing is shown."""
_OFTEN = 0.1  # seconds between two changes of the bar
_LONG = 60  # characters of a document's name


class ReadingBar:
    """A bar, the name of the document at hand and a button that stops the reading after it.

    Parameters
    ----------
    names : iterable of str
        The documents that are to be read, in their order.

    Attributes
    ----------
    box : HBox
        What is shown; built-in widgets only.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.bar = ipw.IntProgress(layout=ipw.Layout(width="200px"))
        self.said = ipw.Label(layout=ipw.Layout(flex="1 1 auto"))
        self.cancel = ipw.Button(
            description="Cancel",
            tooltip="Stop after the document at hand; what was read is kept",
            layout=ipw.Layout(width="90px"),
        )
        self.cancel.on_click(lambda _: self.stop())
        _heard_at_once(self.cancel)
        self.box = ipw.HBox([self.bar, self.said, self.cancel], layout=ipw.Layout(align_items="center"))
        self._asked = threading.Event()
        self.start(names)

    def start(self, names: Iterable[str]) -> None:
        """Begin anew with these documents."""
        self.names, self._told = tuple(names), 0.0
        self._asked.clear()
        self.cancel.disabled = False
        self.bar.value, self.said.value = 0, ""

    def stop(self) -> None:
        """Stop after the document at hand."""
        self._asked.set()
        self.cancel.disabled = True
        self.said.value = "Stopping …"

    @property
    def stopped(self) -> bool:
        """Whether somebody has asked to stop."""
        return self._asked.is_set()

    def step(self, done: int, total: int) -> bool:
        """Show how far it is; False stops the reading. It fits `progress` of `parse`."""
        now = time.monotonic()
        if now - self._told >= _OFTEN or done == total:
            self._told = now
            self.bar.max, self.bar.value = total, done
            if not self.stopped:
                self.said.value = f"{done:,} of {total:,} read{self._next(done, total)}"
        return not self.stopped

    def _next(self, done: int, total: int) -> str:
        """The name of the document at hand; some may have been read before."""
        place = done - (total - len(self.names))
        return f"; now {self.names[place][:_LONG]}" if 0 <= place < len(self.names) else ""


def _heard_at_once(button: ipw.Button) -> None:
    """Let a click be handled in the thread that the front end asks for, while a cell keeps the main one busy.

    Newer kernels answer where the widget was last changed from: in the thread of that very cell, hence after its end.
    """
    if hasattr(button.comm, "_reply_subshell_for"):
        button.comm._reply_subshell_for = lambda _, wanted: wanted


def parse_watched(
    documents: Corpus | Iterable[Document] | Mapping[str, str] | str | Path,
    *,
    workers: int = 1,
    overrides: str | Path | None = None,
    resume: Facts | None = None,
) -> Facts:
    """Read documents into tables as `parse` does, with a bar and a button that stops it and keeps what was read.

    Nothing is shown in the first second, and in the end a line of text stands in the place of the bar. The square of
    the toolbar (interrupt the kernel) stops it in the same way, also where clicks are not heard while a cell runs.

    Parameters
    ----------
    documents, workers, overrides, resume
        As for `parse`.

    Returns
    -------
    Facts
        What was read. When it was stopped, ``problems`` has a row "stopped", and
        ``bn.parse_watched(documents, resume=facts)`` reads the rest.

    Examples
    --------
    >>> parse_watched({"note": "In 2017 trade between Belarus and Russia rose by 23.5%."}).trade["value"].tolist()
    [23.5]
    """
    corpus = as_corpus(documents, workers)
    left = corpus if resume is None else unread(corpus, resume)
    bar = ReadingBar(document.doc_id for document in left)
    shown = _Shown(bar)
    with _interrupts(bar.stop):
        facts = parse(corpus, workers=workers, progress=shown.step, overrides=overrides, resume=resume)
    shown.end(f"{len(facts.documents):,} of {len(corpus):,} documents read{_how_on(bar, facts, corpus)}.")
    return facts


def _how_on(bar: ReadingBar, facts: Facts, corpus: Corpus) -> str:
    left = bar.stopped and len(facts.documents) < len(corpus)
    return "; bn.parse_watched(documents, resume=facts) reads the rest" if left else ""


class _Shown:
    """A bar that appears when the reading takes long, and leaves a line of text."""

    def __init__(self, bar: ReadingBar) -> None:
        self._bar, self._start = bar, time.monotonic()
        self._handle: Any = None

    def step(self, done: int, total: int) -> bool:
        if self._handle is None and time.monotonic() - self._start >= QUIET:
            self._handle = display(self._bar.box, display_id=True)  # type: ignore[no-untyped-call]
        return self._bar.step(done, total)

    def end(self, said: str) -> None:
        if self._handle is not None:
            self._handle.update({"text/plain": said}, raw=True)
        elif self._bar.stopped:
            print(said)
        self._bar.box.close()


@contextmanager
def _interrupts(action: Callable[[], None]) -> Iterator[None]:
    """Do something else at an interrupt than to raise, where this is the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: action())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
