"""What a single document of an archive may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What a single document may cost; one that costs more is left out and told in `problems`.

    Attributes
    ----------
    chars : int
        Longest text.
    seconds : float
        Longest reading, where the worker can be interrupted (a main thread on Linux or macOS).
    """

    chars: int = 5_000_000
    seconds: float = 60.0
