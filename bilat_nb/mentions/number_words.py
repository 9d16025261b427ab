"""Numbers in words: "one hundred and twenty", "five and a half", "half a million", "two thousand five hundred"."""

from __future__ import annotations

from functools import cache

from bilat_nb import vocabulary
from bilat_nb.mentions.numbers import Numeral, compounded, scales_after
from bilat_nb.mentions.phrases import chunk_at

_HALVES = {"half": 0.5, "quarter": 0.25}


@cache
def _values() -> dict[str, int]:
    found = {form: int(row["value"]) for row in vocabulary.table("number_words") for form in vocabulary.forms(row)}
    return {form: value for form, value in found.items() if " " not in form and "-" not in form}


def read_words(text: str, start: int) -> Numeral | None:
    """Read the number in words at `start`: "one hundred and twenty", "two and a half million", "half a billion"."""
    chunk = chunk_at(text, start)
    if chunk is None:
        return None
    first = chunk[1].lower()
    part = chunk_at(text, chunk.end()) if first in ("a", "an") else chunk
    if part is not None and part[1].lower() in _HALVES:
        return _half_of(text, start, part.end(), _HALVES[part[1].lower()])
    value, stop = _words(text, start)
    if stop == start:
        return None
    scaled = scales_after(text, stop, False)
    if scaled[1] == 1 and first in ("a", "an") and value < 100:
        return None  # "a hundred" is a number, "a" is none
    half, beyond = _and_a_half(text, scaled[0])
    if half and scaled[1] == 1:
        value, scaled = value + half, scales_after(text, beyond, False)
    number = compounded(text, start, value, scaled, False, "")
    return _more_words(text, number)


def _words(text: str, start: int) -> tuple[float, int]:
    """Number words below a thousand: (value, stop); stop is `start` when there is none."""
    value, stop, place, joined = 0, start, start, False
    values = _values()
    while (chunk := chunk_at(text, place)) is not None:
        word = chunk[1].rstrip(".").lower()
        step = values.get(word)
        if step is None and word in ("a", "an") and stop == start:
            step = 1
        if step is not None and (stop == start or _fits(value, step)):
            value, stop, joined = value + step, chunk.start(1) + len(word), False
        elif word == "hundred" and 0 < value < 10:
            value, stop = value * 100, chunk.start(1) + len(word)
        elif word == "and" and value >= 100 and not joined:
            joined = True
        else:
            break
        if chunk[1][-1] == ".":
            break
        place = chunk.end()
    return float(value), stop


def _fits(value: int, step: int) -> bool:
    """Whether a number word continues a number: "twenty" + "five", "one hundred" + "twelve"."""
    if step == 0 or value == 0:
        return False
    return value % 100 == 0 if step >= 10 else value % 10 == 0 and value % 100 != 10


def _and_a_half(text: str, stop: int) -> tuple[float, int]:
    """What "and a half" or "and three quarters" adds, and where it ends."""
    chunks: list[str] = []
    while len(chunks) < 3:
        chunk = chunk_at(text, stop)
        if chunk is None or (not chunks and chunk[1] != "and"):
            return 0.0, stop
        chunks.append(chunk[1].lower().rstrip("."))
        stop = chunk.start(1) + len(chunks[-1])
    if chunks[1] in ("a", "one"):
        return _HALVES.get(chunks[2], 0.0), stop
    return (0.75 if chunks[1:] == ["three", "quarters"] else 0.0), stop


def _half_of(text: str, start: int, stop: int, part: float) -> Numeral | None:
    """Half a million, a quarter of a billion; None when no scale follows."""
    for _ in range(2):
        chunk = chunk_at(text, stop)
        if chunk is None or chunk[1].lower() not in ("a", "of", "an"):
            break
        stop = chunk.end()
    scaled = scales_after(text, stop, False)
    return None if scaled[1] < 1000 else compounded(text, start, part, scaled, False, "")


def _more_words(text: str, number: Numeral) -> Numeral:
    """Further words after a scale: "two thousand five hundred", "one million two hundred thousand"."""
    while number.scale >= 1000 and number.tail is None:
        chunk = chunk_at(text, number.stop)
        place = chunk.end() if chunk is not None and chunk[1].lower() == "and" else number.stop
        value, stop = _words(text, place)
        if stop == place or (following := chunk_at(text, place)) is None or following[1].lower() in ("a", "an"):
            break
        scaled = scales_after(text, stop, False)
        if scaled[1] >= number.scale:
            break
        total = number.value + value * scaled[1]
        number = number._replace(value=total, stop=scaled[0], scale=max(scaled[1], 1.0), tail=scaled[2])
    return number
