"""Colours, text sizes and the style file; measuring text without a figure.

Everything is drawn inside `styled()`, so that a figure looks the same whatever the notebook has set, and nothing that
the notebook has set is changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags

DPI = 100
_LARGE = 100.0  # points
# Points. The smallest is 10.4 px in a figure of 900 px.
SMALL, NORMAL, PANEL, TITLE = 7.5, 8.0, 8.8, 12.5


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, by what they mean."""

    background: str
    ink: str  # told by a document
    muted: str  # words that are not data
    faint: str  # rules and baselines
    grid: str
    panel: str  # lanes, the gutter of undated figures
    first: str  # the first country of the pair
    second: str
    first_text: str  # the same, dark enough for small text
    second_text: str
    other: str  # official figures of others, contacts known from the reference only
    first_tint: str
    second_tint: str
    other_tint: str
    aid: str  # reading aids that are nobody's figure
    ring: str  # the selected mark
    agree: str  # what agrees, what contradicts; the same in text, and pale
    differ: str
    agree_text: str
    differ_text: str
    agree_tint: str


LIGHT = Palette(
    background="#FFFFFF", ink="#1B1F24", muted="#59636E", faint="#9AA4AE", grid="#E6E9EC", panel="#F5F7F9",
    first="#0072B2", second="#D55E00", first_text="#00578A", second_text="#A34700", other="#8B96A1",
    first_tint="#BFDDEE", second_tint="#F6D6BF", other_tint="#DDE2E6", aid="#E69F00", ring="#009E73",
    agree="#009E73", differ="#CC79A7", agree_text="#006B4F", differ_text="#93316B", agree_tint="#CDE9DF",
)  # fmt: skip
DARK = Palette(
    background="#14171C", ink="#F2F4F7", muted="#AEB8C2", faint="#6B7682", grid="#2A3038", panel="#1C2128",
    first="#56B4E9", second="#EE7A2B", first_text="#7CC5EF", second_text="#F59A57", other="#8B96A1",
    first_tint="#1F4A66", second_tint="#6B3A16", other_tint="#343B44", aid="#E69F00", ring="#2BCB9F",
    agree="#1FAE86", differ="#D583B0", agree_text="#4FD9B3", differ_text="#EBAACD", agree_tint="#174437",
)  # fmt: skip


def palette(dark: bool) -> Palette:
    """Return the colours of the light or the dark theme."""
    return DARK if dark else LIGHT


def side(colours: Palette, country: str | None, pair: tuple[str, ...]) -> str:
    """Colour of a country: by its place in the pair, never by its name."""
    if country in pair[:2]:
        return (colours.first, colours.second)[pair.index(country)]
    return colours.other


def side_text(colours: Palette, country: str | None, pair: tuple[str, ...]) -> str:
    """Colour of a country in small text."""
    if country in pair[:2]:
        return (colours.first_text, colours.second_text)[pair.index(country)]
    return colours.muted


def side_tint(colours: Palette, country: str | None, pair: tuple[str, ...]) -> str:
    """Pale colour of a country, for bars that stand behind others."""
    if country in pair[:2]:
        return (colours.first_tint, colours.second_tint)[pair.index(country)]
    return colours.other_tint


@cache
def _settings() -> dict[str, Any]:
    with as_file(files("bilat_nb.views") / "bilat.mplstyle") as path:
        return {str(key): value for key, value in mpl.rc_params_from_file(path, use_default_template=False).items()}


@contextmanager
def styled() -> Iterator[None]:
    """Draw with the style file of this package; the settings of the notebook come back afterwards."""
    with mpl.rc_context(_settings()):  # type: ignore[arg-type]
        yield


@lru_cache(maxsize=64)
def font(size: float, weight: str = "normal", style: str = "normal") -> FontProperties:
    """Font of a text; shared, for matplotlib looks each new one up again."""
    return FontProperties(family=_settings()["font.sans-serif"], size=size, weight=weight, style=style)  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def _advance(character: str, weight: str, style: str) -> float:
    """Width of a character in ems, as a browser lays it out: a PNG is hinted and a little narrower."""
    face = get_font(findfont(font(NORMAL, weight, style)))
    if not face.get_char_index(ord(character)):
        return 1.0  # from another font: no letter is wider
    face.set_size(_LARGE, 72)
    return face.load_char(ord(character), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / _LARGE


@lru_cache(maxsize=4096)
def text_size(text: str, size: float, weight: str = "normal", style: str = "normal") -> tuple[float, float]:
    """Width and height of one line of text in pixels; the height is that of the font, not of the letters."""
    em = size * DPI / 72
    return sum(_advance(character, weight, style) for character in text) * em, em * 1.22
