"""Calls of helper functions as code that can be pasted."""

from __future__ import annotations

from typing import Any


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
    return f"{name}({', '.join([*first, *(f'{key}={value!r}' for key, value in named.items())])})"
