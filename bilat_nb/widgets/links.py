"""Links to a view: in a page of Voilà, the address tells where the pickers of its explorer stand."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

ADDRESS = "QUERY_STRING"
"""Voilà tells its kernels in this variable what stands behind the question mark of the address."""


def linked() -> dict[str, str]:
    """Return the state that the address of the page asks for; empty in JupyterLab.

    Examples
    --------
    >>> os.environ[ADDRESS] = "flow=exports&selected=1a2b"
    >>> linked()
    {'flow': 'exports', 'selected': '1a2b'}
    >>> del os.environ[ADDRESS]
    """
    return dict(parse_qsl(os.environ.get(ADDRESS, "")))


def link(state: Mapping[str, Any]) -> str | None:
    """Return what leads to a view, to be put behind the address of the page; None where there is no such page."""
    return None if ADDRESS not in os.environ else urlencode(state)
