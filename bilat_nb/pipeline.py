"""From documents to facts: the stages in their order, one document at a time or in several processes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from tqdm import tqdm

from bilat_nb.documents import Corpus, Document, load_documents
from bilat_nb.finding import read_facts
from bilat_nb.overrides import corrected
from bilat_nb.records import Records
from bilat_nb.tables import Facts, build

SLOW = 2.0
"""Seconds after which progress is shown."""


def parse(
    documents: Corpus | Iterable[Document] | Mapping[str, str] | str | Path,
    *,
    workers: int = 1,
    progress: bool | Callable[[int, int], object] | None = None,
    overrides: str | Path | None = None,
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
        document how many are done, and of how many.
    overrides : str or Path, optional
        A file of corrections, as `bilat_nb.override` writes it: applied to the tables and marked in ``corrected``.

    Returns
    -------
    Facts
        Holder of the tables: ``documents, trade, energy, contacts, participants, contact_counts, quantities, evidence,
        problems``, each a DataFrame. A document that cannot be read is told in ``problems``; the others are read.

    Examples
    --------
    >>> facts = parse({"note": "In 2017 trade between Belarus and Russia rose by 23.5% to $32.42 billion."})
    >>> facts.trade[["flow", "measure", "value", "unit"]].values.tolist()
    [['turnover', 'change', 23.5, '%'], ['turnover', 'level', 32420000000.0, 'USD']]
    """
    corpus = _corpus(documents, workers)
    records = Records()
    records.problems(corpus.problems)
    texts = {}
    shown = tqdm(
        _results(corpus.documents, workers),
        total=len(corpus),
        unit="document",
        delay=0 if progress is True else SLOW,
        disable=progress is False or callable(progress),
        file=sys.stderr,
    )
    for document, result in zip(corpus.documents, shown, strict=True):
        texts[document.doc_id] = document.text
        records.document(document, result)
        if callable(progress):
            progress(len(texts), len(corpus))
    facts = build(records, texts)
    return facts if overrides is None else corrected(facts, overrides)


def _corpus(documents: Corpus | Iterable[Document] | Mapping[str, str] | str | Path, workers: int) -> Corpus:
    if isinstance(documents, Corpus):
        return documents
    if isinstance(documents, Mapping | str | Path):
        return load_documents(documents, workers=workers)
    listed = tuple([documents] if isinstance(documents, Document) else documents)
    if all(isinstance(d, Document) for d in listed):
        return Corpus(listed)
    raise TypeError("parse takes what load_documents returns, documents, a mapping of texts, or a path.")


def _results(documents: tuple[Document, ...], workers: int) -> Iterator[dict[str, Any]]:
    if workers <= 1 or len(documents) < 2:
        yield from map(read_facts, documents)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(read_facts, documents, chunksize=max(1, min(50, len(documents) // (workers * 4))))
