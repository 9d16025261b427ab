"""Numbers in figures, with their scales: "1,23,456", "20,5", "816 000", "319 thousand 969 million"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bilat_nb import vocabulary
from bilat_nb.mentions import units
from bilat_nb.mentions.phrases import chunk_at, role
from bilat_nb.mentions.units import Unit

FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_GROUPS = re.compile(r"(?:[ \u00a0\u202f\u2009'’][0-9]{3})+")
_SPELT = re.compile(r" \(([A-Za-z][A-Za-z \-]{2,60})\)")
_BROKEN = re.compile(r", [0-9]{3}")
_DECIMAL = re.compile(r"[.,][0-9]+")
_SLASH = re.compile(r"[/⁄]([0-9]{1,4})\b")
_MIXED = re.compile(r"[- ]([0-9]{1,2})[/⁄]([0-9]{1,2})\b")
_POWER = re.compile(
    r" ?(?:[×xX*·] ?10(?:\^|\*\*)([-−–+]?[0-9]{1,2})|× ?10([-−–][0-9]{1,2})|[×xX*·] ?10([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))"
)
_PLAIN = str.maketrans("−–⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--+-0123456789")
_DENOMINATORS = frozenset({2, 3, 4, 5, 8, 10, 16, 32, 64})
_GAPS = " \u00a0\u202f\u2009'’,"
_SPACES = " \u00a0\u202f\u2009'’"
_LONGEST = 30
_GLYPHS = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅖": 0.4, "⅗": 0.6, "⅘": 0.8, "⅛": 0.125}
_COMMA_STYLE = re.compile(r"[0-9],[0-9]{1,2}[^0-9,]")
_POINT_STYLE = re.compile(r"[0-9]\.[0-9]{1,2}[^0-9.]")


class Numeral(NamedTuple):
    """A number as it stands in the text, with its scale words multiplied in.

    ``mantissa`` is the first number before its scale; ``scale`` the scale that a range may share, or 1. ``figure``
    tells digits from words; ``tail`` is the unit that was met while looking for a scale, with its span.
    """

    start: int
    stop: int
    value: float
    mantissa: float
    scale: float
    figure: bool
    digits: str
    tail: tuple[Unit, int, int] | None


_BROKEN_AFTER = frozenset({*_GLYPHS, "/", "⁄", "-", " "})


def comma_is_decimal(text: str) -> bool:
    """Whether this text writes decimals with a comma ("20,5%"), so that "1,345 billion" is 1.345 billion."""
    commas = len(_COMMA_STYLE.findall(text))
    return commas > 0 and commas >= len(_POINT_STYLE.findall(text))


def figure_value(digits: str, decimal_comma: bool = False) -> float | None:
    """The value of a number in figures; None when its commas and points make no number ("20.12.2019", "1,2,3").

    Parameters
    ----------
    digits : str
        Digits with commas and points.
    decimal_comma : bool
        Whether a single comma before three digits is a decimal comma in this text.

    Examples
    --------
    >>> figure_value("1,23,456"), figure_value("20,5"), figure_value("1.234.567"), figure_value("20.12.2019")
    (123456.0, 20.5, 1234567.0, None)
    """
    if len(digits) > _LONGEST:
        return None
    if digits.isdigit():
        return float(digits)
    commas, dots = digits.count(","), digits.count(".")
    if commas and dots:
        decimal = "," if digits.rindex(",") > digits.rindex(".") else "."
        whole, fraction = digits.rsplit(decimal, 1)
        grouped = _grouped(whole, "." if decimal == "," else ",")
        return None if grouped is None else float(f"{grouped}.{fraction}")
    mark = "," if commas else "."
    if commas + dots == 1:
        whole, fraction = digits.split(mark)
        thousands = len(fraction) == 3 and len(whole) <= 3 and whole[0] != "0" and (mark == ",") != decimal_comma
        return float(whole + fraction) if thousands else float(f"{whole}.{fraction}")
    grouped = _grouped(digits, mark)
    return None if grouped is None else float(grouped)


def _grouped(digits: str, mark: str) -> str | None:
    """Digits without their thousands marks, by threes or by the Indian custom; None when they are no groups."""
    head, *groups = digits.split(mark)
    if not groups:
        return head
    middle = {len(group) for group in groups[:-1]}
    if len(groups[-1]) != 3 or not 1 <= len(head) <= 3 or not (middle <= {3} or middle <= {2}):
        return None
    return head + "".join(groups)


_Scaled = tuple[int, float, tuple[Unit, int, int] | None]


def read_figure(text: str, start: int, stop: int, money: bool = False, style: bool | None = None) -> Numeral | None:
    """Read the number in figures at [start, stop), with what follows of it and its scales.

    Parameters
    ----------
    text : str
        The document.
    start, stop : int
        Where the digits stand.
    money : bool
        Whether a currency stands before them ("$40m").
    style : bool, optional
        Whether the comma is decimal in this document (see `comma_is_decimal`); looked up when it is None.
    """
    digits = text[start:stop]
    follows = text[stop : stop + 1]
    if follows == "%" and (value := figure_value(digits)) is not None and text[start - 1 : start] != ".":
        return Numeral(start, stop, value, value, 1.0, True, digits, (units.PERCENT, stop, stop + 1))
    if follows and follows in _GAPS and len(digits) < 4 and digits.isdigit() and digits[0] != "0":
        stop, digits = _space_groups(text, start, stop)
    broken = _broken(text, stop, digits) if follows and follows in _BROKEN_AFTER else None
    if broken is not None:
        stop = broken[0]
    power = _POWER.match(text, stop) if follows and follows in " ×xX*·" else None
    if power is not None:
        stop = power.end()
    if follows == " " and text[stop + 1 : stop + 2] == "(":
        stop = _spelt(text, stop)
    scaled = scales_after(text, stop, True, money)
    value = figure_value(digits, _decimal_comma(text, digits, scaled, style))
    if value is None:
        return None
    if start and text[start - 1] == "." and (start == 1 or not text[start - 2].isalnum()) and digits.isdigit():
        start, value = start - 1, value / 10 ** len(digits)
    if broken is not None:
        value = broken[1] + (value if broken[2] else 0.0)
    if power is not None:
        value = float(f"{value}e{(power[1] or power[2] or power[3]).translate(_PLAIN)}")
    return compounded(text, start, value, scaled, True, digits)


def _spelt(text: str, stop: int) -> int:
    """Where the words in brackets end that only spell the figure out: "10 (ten) million dollars"."""
    match = _SPELT.match(text, stop)
    if match is None or not all(word in _number_words() for word in match[1].lower().replace("-", " ").split()):
        return stop
    return match.end()


@cache
def _number_words() -> frozenset[str]:
    rows = (*vocabulary.table("number_words"), *vocabulary.table("scales"))
    return frozenset(form for row in rows for form in vocabulary.forms(row)) | {"and"}


def _decimal_comma(text: str, digits: str, scaled: _Scaled, style: bool | None) -> bool:
    """Whether "1,345 billion" and "23.400 barrels" are to be read by the custom of decimal commas."""
    doubtful = (scaled[1] > 1 and "," in digits) or (scaled[1] == 1 and digits[-4:-3] == ".")
    return doubtful and (comma_is_decimal(text) if style is None else style)


def _broken(text: str, stop: int, digits: str) -> tuple[int, float, bool] | None:
    """A fraction after a whole number ("12½", "8-5/8") or instead of it ("1/3"): end, value, whether it is added."""
    glyph = _GLYPHS.get(text[stop : stop + 1])
    if glyph is not None:
        return stop + 1, glyph, True
    match = _MIXED.match(text, stop)
    if match is not None:
        below, above = int(match[1]), int(match[2])
        return (match.end(), below / above, True) if 0 < below < above and above in _DENOMINATORS else None
    match = _SLASH.match(text, stop)
    if match is None or not digits.isdigit() or len(digits) > 2:
        return None
    below, above, end = int(digits), int(match[1]), match.end()
    after = text[end : end + 4]
    told = after.startswith(" of ") or (above in _DENOMINATORS and units.after().after(text, end) is not None)
    return (end, below / above, False) if told and 0 < below < above <= 1000 else None


def _space_groups(text: str, start: int, stop: int) -> tuple[int, str]:
    """Where the thousands groups after a space end ("816 000"), and the digits without their gaps."""
    digits = text[start:stop]
    match = _GROUPS.match(text, stop) or _gap(text, start, stop)
    if match is None:
        return stop, digits
    end = match.end()
    if text[end : end + 1].isdigit():
        end -= 4
    before = text[start - 2 : start]
    if end <= stop or (len(before) == 2 and before[1] in _SPACES and before[0].isdigit()):
        return stop, digits
    whole = "".join(c for c in text[start:end] if "0" <= c <= "9")
    decimal = _DECIMAL.match(text, end)
    return (decimal.end(), whole + decimal[0]) if decimal else (end, whole)


def _gap(text: str, start: int, stop: int) -> re.Match[str] | None:
    """A comma and a space within a number ("96, 427 billion"), as broken pages have them: a scale must follow."""
    match = _BROKEN.match(text, stop)
    if (
        match is None
        or text[match.end() : match.end() + 1].isdigit()
        or text[max(0, start - 2) : start].strip(" (") == ","
    ):
        return None
    if match[0] == ", 000":
        return match
    found = units.after().after(text, match.end())
    return match if found is not None and found[0].kind == "scale" else None


def scales_after(text: str, stop: int, figure: bool, money: bool = False) -> _Scaled:
    """Scale words after a number, multiplied ("4 hundred million"): (stop, scale, the unit that was met next)."""
    scale, found = 1.0, units.after().after(text, stop)
    while (
        found is not None and scale < 1e15 and found[0].kind == "scale" and _is_scale(text, found, stop, figure, money)
    ):
        scale, stop = scale * found[0].factor, found[2]
        found = units.after().after(text, stop)
    if found is None and text[stop : stop + 1] == "+":
        found = units.after().after(text, stop + 1)
        found = None if found is not None and found[0].kind == "scale" else found
    if found is None and scale > 1 and text[stop : stop + 1] == ".":
        found = units.after().after(text, stop + 1)
        if found is not None and not (text[found[1]].islower() or text[found[1]] in "U€$₽"):
            found = None
    return stop, scale, found


def _is_scale(text: str, found: tuple[Unit, int, int], stop: int, figure: bool, money: bool) -> bool:
    _, start, end = found
    symbol = text[start:end]
    if len(symbol) > 3 or symbol.lower() in ("mln", "bln", "mrd"):
        return not symbol.endswith("ths")
    if money and start - stop <= 1:
        return True
    if symbol == "m":
        return figure and _is_million(text, end)
    if len(symbol) == 1:
        return figure and start == stop
    return figure


def _is_million(text: str, stop: int) -> bool:
    """Whether "5m" is five million and not five metres: something that is counted or measured follows."""
    following = units.after().after(text, stop)
    if following is not None and following[0].kind != "scale":
        return True
    chunk = chunk_at(text, stop)
    return (
        chunk is not None
        and chunk.start(1) > stop
        and chunk[1].islower()
        and chunk[1].rstrip(".") not in role("size_adjective") | role("ends_noun")
    )


def _times(value: float, scale: float) -> float:
    """A product without the dust of binary fractions: 16.4 million is 16400000.0."""
    return round(value * scale, 4) if scale > 1 else value


def compounded(text: str, start: int, value: float, scaled: _Scaled, figure: bool, digits: str) -> Numeral:
    """Add the further pairs of number and scale ("6 billion 863.25 million", "319 thousand 969 million")."""
    stop, scale, tail = scaled
    mantissa, total, last = value, _times(value, scale), scale
    while last > 1 and tail is None and stop < len(text) and text[stop] in _SPACES:
        match = FIGURE.match(text, stop + 1)
        pair = None if match is None else figure_value(match[0])
        if match is None or pair is None or pair >= 1000:
            break
        further, scale, after = scales_after(text, match.end(), True)
        if scale == last or (scale == 1 and not (last == 1000 and len(match[0]) == 3)):
            break
        total = _times(total + pair, scale) if scale > last else _times(pair, scale) + total
        stop, tail, last = further, after, scale
    return Numeral(start, stop, total, mantissa, last, figure, digits, tail)
