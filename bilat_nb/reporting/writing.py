"""`report`: what the documents agree on and where they do not, for a reader who has no notebook open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from bilat_nb.comparison import verdicts
from bilat_nb.reporting.contents import contents
from bilat_nb.reporting.markdown import markdown
from bilat_nb.reporting.page import page

FORMATS = {"markdown": markdown, "html": page}


def report(
    facts: Any,
    format: str = "markdown",  # noqa: A002 (pandas users expect the name)
    *,
    reference: pd.DataFrame | Sequence[pd.DataFrame] | None = None,
    found: pd.DataFrame | None = None,
    most: int = 40,
) -> str:
    """Write a short report on whether the documents agree: contradictions first, with arithmetic and quotes.

    Parameters
    ----------
    facts : Facts
        What `parse` returned.
    format : {"markdown", "html"}
        Text for an editor, or a page that needs nothing from outside.
    reference : DataFrame or list of DataFrame, optional
        Official figures; the bundled ones when not given, none for an empty list.
    found : DataFrame, optional
        Verdicts, as `verdicts` gives them, when they are there already or only some are wanted.
    most : int
        Findings told of what agrees and of what could not be told; contradictions are all told.

    Returns
    -------
    str
        The report. Words of documents are escaped in both formats.

    Raises
    ------
    ValueError
        If there is no such format.

    Examples
    --------
    >>> import bilat_nb as bn
    >>> text = "In 2023 Mexico's exports to Canada were $6.7bn, its imports $5.7bn and the turnover $10.4bn."
    >>> told = report(bn.parse({"note": text}), reference=[])
    >>> told.splitlines()[2].partition(": ")[2]
    '1 contradicted, 0 left open, 0 agreed.'
    """
    if format not in FORMATS:
        raise ValueError(f"There is no format {format!r}; there are {', '.join(FORMATS)}.")
    return FORMATS[format](contents(facts, verdicts(facts, reference) if found is None else found, most))
