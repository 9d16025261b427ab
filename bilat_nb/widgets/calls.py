"""Calls of helper functions as code that can be pasted."""

from __future__ import annotations

from typing import Any

_WIDEST = 80  # characters of a line that needs no scrolling beside the files of JupyterLab


class Code(str):
    """A piece of code among values: shown as it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def call(name: str, *first: str, **named: Any) -> str:
    """A call of a function as code.

    Examples
    --------
    >>> call("bn.select", "facts.trade", flow="exports")
    "bn.select(facts.trade, flow='exports')"
    """
    arguments = [*first, *(f"{key}={value!r}" for key, value in named.items())]
    line = f"{name}({', '.join(arguments)})"
    return line if len(line) <= _WIDEST else f"{name}(\n    {f',{chr(10)}    '.join(arguments)},\n)"
