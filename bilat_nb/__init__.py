"""Read what two countries say about each other into tables of trade, energy and diplomatic contacts.

>>> import bilat_nb as bn
>>> facts = bn.parse({"note": "In 2017 trade between Belarus and Russia rose by 23.5% to $32.42 billion."})
>>> facts.trade["value"].tolist()
[23.5, 32420000000.0]

Every name is loaded when it is first used, so that the import itself costs next to nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bilat_nb.agreement import implied, reconcile
    from bilat_nb.archive.parse import parse_archive
    from bilat_nb.archive.query import Archive, open_archive
    from bilat_nb.comparison import compare, growths, select_verdicts, verdicts
    from bilat_nb.documents import Corpus, Document, Limits, bundled_documents, load_documents
    from bilat_nb.explain import explain
    from bilat_nb.frequency import check_counts, contact_frequency
    from bilat_nb.indexing import index_series
    from bilat_nb.merging import contact_plans, merge_contacts
    from bilat_nb.network import contact_network
    from bilat_nb.overrides import corrected, override
    from bilat_nb.pipeline import parse
    from bilat_nb.readers import actors, periods, quantities, sentences
    from bilat_nb.recognised import recognised
    from bilat_nb.reference import ReferenceUnavailableError, add_reference, fetch_reference, load_reference
    from bilat_nb.reporting import report
    from bilat_nb.selection import select
    from bilat_nb.series import series
    from bilat_nb.tables import Facts, data_dictionary
    from bilat_nb.web import fetch_documents
    from bilat_nb.widgets import (
        explore_contacts,
        explore_energy,
        explore_trade,
        explore_verdicts,
        parse_watched,
        your_documents,
    )

_HOME = {
    "Archive": "archive.query",
    "Corpus": "documents",
    "Document": "documents",
    "Facts": "tables",
    "Limits": "documents",
    "ReferenceUnavailableError": "reference",
    "actors": "readers",
    "add_reference": "reference",
    "bundled_documents": "documents",
    "check_counts": "frequency",
    "compare": "comparison",
    "contact_frequency": "frequency",
    "contact_network": "network",
    "contact_plans": "merging",
    "corrected": "overrides",
    "data_dictionary": "tables",
    "explain": "explain",
    "explore_contacts": "widgets",
    "explore_energy": "widgets",
    "explore_trade": "widgets",
    "explore_verdicts": "widgets",
    "fetch_documents": "web",
    "fetch_reference": "reference",
    "growths": "comparison",
    "implied": "agreement",
    "index_series": "indexing",
    "load_documents": "documents",
    "load_reference": "reference",
    "merge_contacts": "merging",
    "open_archive": "archive.query",
    "override": "overrides",
    "parse": "pipeline",
    "parse_archive": "archive.parse",
    "parse_watched": "widgets",
    "periods": "readers",
    "quantities": "readers",
    "recognised": "recognised",
    "reconcile": "agreement",
    "report": "reporting",
    "select": "selection",
    "select_verdicts": "comparison",
    "sentences": "readers",
    "series": "series",
    "verdicts": "comparison",
    "your_documents": "widgets",
}

_MODULES = ("markup", "views")
"""Modules that are reached by their name, as ``bn.views.trade_trends``."""

__all__ = [
    "Archive",
    "Corpus",
    "Document",
    "Facts",
    "Limits",
    "ReferenceUnavailableError",
    "actors",
    "add_reference",
    "bundled_documents",
    "check_counts",
    "compare",
    "contact_frequency",
    "contact_network",
    "contact_plans",
    "corrected",
    "data_dictionary",
    "explain",
    "explore_contacts",
    "explore_energy",
    "explore_trade",
    "explore_verdicts",
    "fetch_documents",
    "fetch_reference",
    "growths",
    "implied",
    "index_series",
    "load_documents",
    "load_reference",
    "merge_contacts",
    "open_archive",
    "override",
    "parse",
    "parse_archive",
    "parse_watched",
    "periods",
    "quantities",
    "recognised",
    "reconcile",
    "report",
    "select",
    "select_verdicts",
    "sentences",
    "series",
    "verdicts",
    "your_documents",
]


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 (30 ms, for a name that few ask for)

    try:
        return version("bilat-nb")
    except PackageNotFoundError:  # a bare checkout on the path
        return "0"


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name in _MODULES:
        return import_module(f"bilat_nb.{name}")
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"bilat_nb has no {name!r}; see bilat_nb.__all__")
    value = getattr(import_module(f"bilat_nb.{home}"), name)
    globals()[name] = value
    return value


class _Face(ModuleType):
    """The class of this module. Importing the submodule ``series`` would hide the function ``series``."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_MODULES, "__version__"})
