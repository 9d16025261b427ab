"""From documents to facts: the stages in their order, one document at a time or in several processes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm import tqdm

from bilat_nb.documents import Corpus, Document, load_documents, problem
from bilat_nb.finding import few_collections, read_facts
from bilat_nb.overrides import corrected
from bilat_nb.records import Records
from bilat_nb.tables import Facts, build, typed

SLOW = 2.0
"""Seconds after which progress is shown."""
STOPPED = "stopped"
"""Kind of the problem that tells that a reading was stopped before its end."""
_STOPPED = "Reading was stopped after {done:,} of {total:,} documents; parse(documents, resume=facts) reads the rest."
_NAME = 40  # characters of a document's name beside the bar


def parse(
    documents: Corpus | Iterable[Document] | Mapping[str, str] | str | Path,
    *,
    workers: int = 1,
    progress: bool | Callable[[int, int], object] | None = None,
    overrides: str | Path | None = None,
    resume: Facts | None = None,
) -> Facts:
    """Read documents into tables.

    Parameters
    ----------
    documents : Corpus, iterable of Document, mapping of texts, or path
        What `load_documents` returns, or anything that it takes.
    workers : int, default 1
        Processes to use; worth it from some thousand documents on.
    progress : bool or callable, optional
        Show a progress bar; by default when reading takes more than two seconds. A callable is told after every
        document how many are done, and of how many; when it answers False, the reading stops, and what was read so far
        is returned, with a row "stopped" in ``problems``.
    overrides : str or Path, optional
        A file of corrections, as `bilat_nb.override` writes it: applied to the tables and marked in ``corrected``.
    resume : Facts, optional
        What an earlier call has read of these documents: they are not read again, and their rows come first.

    Returns
    -------
    Facts
        Holder of the tables: ``documents, trade, energy, contacts, participants, contact_counts, quantities, evidence,
        problems``, each a DataFrame. A document that cannot be read is told in ``problems``; the others are read.

    Raises
    ------
    ValueError
        If a document of `resume` has another text now.

    Examples
    --------
    >>> facts = parse({"note": "In 2017 trade between Belarus and Russia rose by 23.5% to $32.42 billion."})
    >>> facts.trade[["flow", "measure", "value", "unit"]].values.tolist()
    [['turnover', 'change', 23.5, '%'], ['turnover', 'level', 32420000000.0, 'USD']]
    >>> part = parse({"a": "Trade rose by 5%.", "b": "Trade fell."}, progress=lambda done, total: False)
    >>> part.problems["detail"].iloc[-1]
    'Reading was stopped after 1 of 2 documents; parse(documents, resume=facts) reads the rest.'
    """
    corpus = as_corpus(documents, workers)
    left = corpus if resume is None else unread(corpus, resume)
    records = Records()
    records.problems(left.problems)
    texts: dict[str, str] = {}
    with few_collections():
        for document, result in _shown(left.documents, workers, progress):
            texts[document.doc_id] = document.text
            records.document(document, result)
            done = len(corpus) - len(left) + len(texts)
            if callable(progress) and progress(done, len(corpus)) is False and done < len(corpus):
                records.problems([problem(None, STOPPED, _STOPPED.format(done=done, total=len(corpus)))])
                break
    facts = build(records, texts)
    # what became of corrections is told anew
    facts = facts if resume is None else joined(resume, facts, (STOPPED, "override" if overrides else STOPPED))
    return facts if overrides is None else corrected(facts, overrides)


def _shown(
    documents: tuple[Document, ...], workers: int, progress: bool | Callable[[int, int], object] | None
) -> Iterator[tuple[Document, dict[str, Any]]]:
    """Each document with what was read in it; the bar shows the name of the one that was read last."""
    with closing(_results(documents, workers)) as results:
        shown = tqdm(
            results,
            total=len(documents),
            unit="document",
            delay=0 if progress is True else SLOW,
            disable=progress is False or callable(progress),
            file=sys.stderr,
        )
        for document, result in zip(documents, shown, strict=True):
            shown.set_postfix_str(document.doc_id[:_NAME], refresh=False)
            yield document, result


def as_corpus(documents: Corpus | Iterable[Document] | Mapping[str, str] | str | Path, workers: int) -> Corpus:
    """Return documents in any form that `parse` takes as a corpus."""
    if isinstance(documents, Corpus):
        return documents
    if isinstance(documents, Mapping | str | Path):
        return load_documents(documents, workers=workers)
    listed = tuple([documents] if isinstance(documents, Document) else documents)
    if all(isinstance(d, Document) for d in listed):
        return Corpus(listed)
    raise TypeError("parse takes what load_documents returns, documents, a mapping of texts, or a path.")


def unread(corpus: Corpus, before: Facts) -> Corpus:
    """Return the documents that were not read before, and what is to be told of files and was not told yet.

    Raises
    ------
    ValueError
        If a document has another text than the one that was read.
    """
    known = dict(zip(before.documents["doc_id"], before.documents["sha256"], strict=True))
    for document in corpus:
        if known.get(document.doc_id, document.sha256) != document.sha256:
            raise ValueError(f"{document.doc_id!r} has another text than when it was read: parse it without `resume`.")
    told = set(map(tuple, before.problems[["kind", "detail"]].astype("str").to_numpy().tolist()))
    fresh = tuple(row for row in corpus.problems if (str(row["kind"]), str(row["detail"])) not in told)
    return Corpus(tuple(document for document in corpus if document.doc_id not in known), fresh)


def joined(before: Facts, after: Facts, over: Iterable[str] = (STOPPED,)) -> Facts:
    """Return the tables of two readings as those of one; problems of the first that are `over` are not told again."""
    told = before.problems[~before.problems["kind"].isin(list(over))]
    frames = {}
    for name, frame in after.tables():
        parts = [part for part in (told if name == "problems" else getattr(before, name), frame) if len(part)]
        frames[name] = typed(pd.concat(parts, ignore_index=True), name) if parts else frame
    return Facts(**frames, texts={**before.texts, **after.texts})


def _results(documents: tuple[Document, ...], workers: int) -> Generator[dict[str, Any], None, None]:
    if workers <= 1 or len(documents) < 2:
        yield from map(read_facts, documents)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(read_facts, documents, chunksize=max(1, min(50, len(documents) // (workers * 4))))
