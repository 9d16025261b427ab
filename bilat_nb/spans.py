"""Half-open spans of characters: cover, overlap, envelope, and the choice among overlapping ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar


class Spanned(Protocol):
    """Anything with a start and a stop."""

    @property
    def start(self) -> int:
        """Offset of the first character."""
        ...

    @property
    def stop(self) -> int:
        """Offset after the last character."""
        ...


S = TypeVar("S", bound=Spanned)


def overlap(a: Spanned, b: Spanned) -> bool:
    """Whether two spans share a character."""
    return a.start < b.stop and b.start < a.stop


def envelope(spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Return the smallest span that covers all of `spans`.

    Examples
    --------
    >>> envelope([(5, 9), (2, 4)])
    (2, 9)
    """
    starts, stops = zip(*spans, strict=True)
    return min(starts), max(stops)


def widest(spans: Iterable[S]) -> list[S]:
    """Keep, among overlapping spans, the one that starts first and then reaches farthest; in the order of the text."""
    kept: list[S] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.stop)):
        if not kept or span.start >= kept[-1].stop:
            kept.append(span)
    return kept


def within(spans: Sequence[S], start: int, stop: int) -> list[S]:
    """Return the spans that lie inside [start, stop)."""
    return [s for s in spans if s.start >= start and s.stop <= stop]


def nearest(spans: Sequence[S], place: Spanned, allowed: Callable[[S], bool] = lambda _: True) -> S | None:
    """Return the span with the fewest characters between it and `place`, the earlier one on a tie, or None."""

    def gap(span: S) -> int:
        return max(place.start - span.stop, span.start - place.stop, 0)

    return min((s for s in spans if allowed(s)), key=gap, default=None)
