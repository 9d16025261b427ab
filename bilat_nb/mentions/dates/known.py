"""What is known at one place of a text: the day of publication, and the periods told before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bilat_nb.frozen import frozen
from bilat_nb.mentions.dates.calendar import Stretch
from bilat_nb.mentions.dates.fiscal import Fiscal

REPORTING = frozenset({"months", "quarter", "half", "month", "year", "fiscal_year", "years"})
_MEMORY = 40
"""How many periods back a reference may reach."""


@frozen
class Seen:
    """A period that was resolved earlier in the text.

    main: 2 when figures may be told for it, 1 when it rather is what they are compared with ("August last year"), 0
    for deadlines and the like.
    """

    span: tuple[int, int]
    stretch: Stretch
    granularity: str
    main: int


@dataclass(slots=True)
class Context:
    """What is known at one place of the text.

    ``day`` is the day of publication where it is known exactly, ``about`` the same day or one of the days ``between``
    which the text was written.
    """

    day: date | None
    about: date | None
    fiscal: Fiscal
    seen: list[Seen] = field(default_factory=list)
    at: int = 0
    stop: int = 0
    frame: int | None = None
    future: bool = False
    day_first: bool | None = None
    between: Stretch | None = None
    refers_to: tuple[int, int] | None = None
    month: tuple[int, int] | None = None
    """Year and month of the heading above."""
    fiscal_parts: frozenset[tuple[int, int]] = frozenset()
    """Parts that the text counts in fiscal years, by their first and last month there."""

    def last(self, allowed: Callable[[Seen], object]) -> Seen | None:
        """Return the last allowed period before this place, one with figures of its own if there is; remember it."""
        found = None
        for seen in self.seen[: -_MEMORY - 1 : -1]:
            if allowed(seen):
                found = found or seen
                if seen.main == 2:
                    found = seen
                    break
        if found is not None:
            self.refers_to = found.span
        return found
