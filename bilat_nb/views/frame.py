"""The frame of a figure: title, subtitle, one row of keys, the panels, what is not drawn, and the sources line."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from weakref import WeakKeyDictionary

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D
from PIL import Image

from bilat_nb.views.labels import Box, Placed, Placer
from bilat_nb.views.layers import BoxLayer, Line, LineLayer, Words
from bilat_nb.views.marks import Mark, MarkLayer
from bilat_nb.views.style import DPI, NORMAL, SMALL, TITLE, Palette, font, palette, text_size

MARGIN = 24.0
_NARROW = 720.0
_COLOURS = 64  # chosen for coverage they are nearer to all of a figure's own than 256 chosen by frequency


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the row of keys: a sign and what it means. A word without a sign is a heading."""

    words: str
    shape: str = ""
    color: str = ""
    hollow: bool = False
    dashed: bool = False
    line: str = ""  # solid, dashed or dotted: a thin line instead of a mark
    ink: str = ""  # colour of the words


@dataclass(frozen=True, slots=True)
class About:
    """What a figure shows, for readers who do not see it."""

    title: str
    text: str
    titles: dict[str, str] = field(default_factory=dict)  # what each mark says, by fact_id


class Picture(Figure):
    """A matplotlib figure that shows itself in a notebook, with its text alternative, without pyplot."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        return {"image/png": b64encode(png_bytes(self)).decode("ascii"), "text/plain": about(self).text or repr(self)}


def png_bytes(fig: Figure) -> bytes:
    """Return a figure as PNG with a palette: a quarter of the size, which counts in a notebook that is kept."""
    drawn, small = BytesIO(), BytesIO()
    fig.savefig(drawn, format="png", dpi=DPI, metadata={"Software": None})
    picture = (
        Image.open(drawn)
        .convert("RGB")
        .quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    )
    picture.save(small, "PNG", optimize=True, dpi=(DPI, DPI))
    return small.getvalue()


_ABOUT: WeakKeyDictionary[Figure, About] = WeakKeyDictionary()


def about(fig: Figure) -> About:
    """Return what is known about a figure of this package."""
    return _ABOUT.get(fig, About("", ""))


def remember(fig: Figure, known: About) -> None:
    """Keep what a figure shows beside it."""
    _ABOUT[fig] = known


class Frame:
    """A figure in pixels: the origin is at the lower left, a pixel is a hundredth of an inch.

    Parameters
    ----------
    size : (float, float)
        Width and height in inches.
    dark : bool
        Theme.
    """

    def __init__(self, size: tuple[float, float], dark: bool, figure: Figure | None = None) -> None:
        self.colours: Palette = palette(dark)
        self.fig = figure if figure is not None else Picture(figsize=size, dpi=DPI, facecolor=self.colours.background)
        self.width, self.height = (float(length) * DPI for length in self.fig.get_size_inches())
        self.pixels = Affine2D().scale(1 / DPI) + self.fig.dpi_scale_trans
        self.placer = Placer((4.0, 4.0, self.width - 4, self.height - 4))
        self.rules: list[Line] = []

    @classmethod
    def on(cls, ax: Axes | None, size: tuple[float, float], dark: bool) -> Frame:
        """A frame of its own, or that of the figure whose axes are given."""
        return cls(size, dark, None if ax is None else ax.get_figure(root=True))

    def axes(self, box: Box) -> Axes:
        """Add bare axes: their ticks are drawn as plain text, which is several times faster."""
        left, bottom, right, top = box
        ax = self.fig.add_axes(
            (left / self.width, bottom / self.height, (right - left) / self.width, (top - bottom) / self.height)
        )
        ax.set_zorder(3)  # above the grid and the lanes, which are the figure's own
        return bare(ax)

    def text(
        self, x: float, y: float, words: str, *, size: float = NORMAL, color: str = "", weight: str = "normal",
        style: str = "normal", align: str = "left", take: bool = True,
    ) -> Box:  # fmt: skip
        """Write one line with its middle at height `y`; the place is taken from then on."""
        width, height = text_size(words, size, weight, style)
        left = x - {"left": 0.0, "center": width / 2, "right": width}[align]
        line = Words(
            x / self.width, y / self.height, words, ha=align, va="center_baseline", color=color or self.colours.ink,
            fontproperties=font(size, weight, style), parse_math=False, zorder=6, transform=self.fig.transSubfigure,
        )  # fmt: skip
        line.set_figure(self.fig)
        self.fig.texts.append(line)
        box = (left, y - height / 2, left + width, y + height / 2)
        if take:
            self.placer.take(box)
        return box

    def head(self, titles: Sequence[str], subtitles: Sequence[str], keys: Sequence[Key]) -> float:
        """Write the first title that fits, the subtitle and the keys; return the height of the room below."""
        room = self.width - 2 * MARGIN
        # a narrow figure keeps its finding on two lines
        lines = 2 if self.width < _NARROW else 1
        title = _first_that_fits(titles, room, TITLE, "bold", lines)
        subtitle = _first_that_fits(subtitles, room, NORMAL, "normal", 1)
        y = self.height - 25
        for line in wrapped(title, room, TITLE, "bold"):
            self.text(MARGIN, y, line, size=TITLE, weight="bold")
            y -= 21
        for line in wrapped(subtitle, room, NORMAL):
            self.text(MARGIN, y, line, color=self.colours.muted)
            y -= 16
        return self._keys(keys, y - 6) if keys else y

    def _keys(self, keys: Sequence[Key], y: float) -> float:
        """Draw the row of keys, on a second row when one is not enough."""
        x, signs = MARGIN, []
        for key in keys:
            heading = not key.shape and not key.line
            width = text_size(key.words, SMALL, "bold" if heading else "normal")[0] + (0 if heading else 24)
            if x + width > self.width - MARGIN and x > MARGIN:
                x, y = MARGIN, y - 17
            color = key.color or self.colours.ink
            if key.line:
                self.rules.append((x, y, x + 18, y, color, 1.8, key.line))
            elif key.shape:
                signs.append(_sign(key, x, y, color))
            ink = key.ink or (self.colours.muted if heading or key.line else self.colours.ink)
            self.text(
                x + (0 if heading else 22),
                y,
                key.words,
                size=SMALL,
                color=ink,
                weight="bold" if heading else "normal",
            )
            x += width + 14
        if signs:
            self.fig.add_artist(MarkLayer(signs, self.colours, self.pixels))
        return y - 14

    def foot(self, notes: Sequence[str], sources: str) -> float:
        """Write notes and the sources line; return the height of the room above."""
        room = self.width - 2 * MARGIN
        lines = wrapped(sources, room, SMALL)
        y = 14.0 + 14 * (len(lines) - 1)
        top = y + 12
        for line in lines:
            self.text(MARGIN, y, line, size=SMALL, color=self.colours.muted)
            y -= 14
        self.rules.append((MARGIN, top, self.width - MARGIN, top, self.colours.grid, 1.0, "solid"))
        y = top + 13
        for line in reversed([line for note in notes for line in wrapped(note, room, SMALL)]):
            self.text(MARGIN, y, line, size=SMALL, color=self.colours.muted)
            y += 14
        return y - 2

    def write(self, placed: Sequence[Placed]) -> None:
        """Write labels that have found a place, with their leader lines."""
        for label in placed:
            left, _, right, top = label.box
            x = {"left": left, "center": (left + right) / 2, "right": right}[label.align]
            step = (top - label.box[1]) / len(label.lines)
            for number, line in enumerate(label.lines):
                self.text(
                    x, top - step * (number + 0.5), line, size=label.label.size, weight=label.label.weight,
                    style=label.label.style, color=label.label.color, align=label.align, take=False,
                )  # fmt: skip
            if label.leader is not None:
                (x0, y0), (x1, y1) = label.leader
                self.rules.append((x0, y0, x1, y1, self.colours.faint, 0.9, "solid"))

    def finish(self, known: About) -> Figure:
        """Draw the rules and keep what the figure shows beside it."""
        self.fig.add_artist(LineLayer(self.rules, self.pixels, zorder=2))
        remember(self.fig, known)
        return self.fig

    def boxes(self, boxes: Sequence[tuple[float, float, float, float, str]]) -> None:
        """Draw filled boxes behind everything."""
        self.fig.add_artist(BoxLayer(boxes, self.pixels))


def _sign(key: Key, x: float, y: float, color: str) -> Mark:
    """The sign of a key as a mark without a row."""
    x0, x1, up = {
        "span": (1, 17, 0), "level": (1, 17, 0), "bar": (2, 16, 4), "cell": (2, 16, 5), "bracket": (1, 17, 3),
        "outline": (5, 15, 6),
    }.get(key.shape, (9, 9, 0))  # fmt: skip
    return Mark(
        "", key.words, x + x0, x + x1, y + up, key.shape, color, hollow=key.hollow, dashed=key.dashed, base=y - up
    )


def bare(ax: Axes) -> Axes:
    """Axes without ticks, labels and frame."""
    ax.set_frame_on(False)
    ax.xaxis.set_visible(False)
    ax.yaxis.set_visible(False)
    return ax


def _first_that_fits(texts: Sequence[str], room: float, size: float, weight: str, lines: int) -> str:
    """The first text that needs no more lines than allowed; the last when none does."""
    return next((text for text in texts if len(wrapped(text, room, size, weight)) <= lines), texts[-1] if texts else "")


def wrapped(words: str, room: float, size: float, weight: str = "normal") -> list[str]:
    """Break a text into lines that fit."""
    if not words:
        return []
    if text_size(words, size, weight)[0] <= room:
        return [words]
    lines, line = [], ""
    for word in (piece for part in words.split(" ") for piece in _pieces(part, room, size, weight)):
        longer = f"{line} {word}".strip()
        if line and text_size(longer, size, weight)[0] > room:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def cut_to(words: str, room: float, size: float, weight: str = "normal") -> str:
    """A text that fits: as it is, or cut with three dots."""
    shown = words
    while text_size(shown, size, weight)[0] > room and len(shown) > 4:
        shown = f"{shown[:-2].rstrip(' …,')}…"
    return shown


def _pieces(word: str, room: float, size: float, weight: str) -> list[str]:
    """A word that is wider than a line in pieces that are not."""
    width = text_size(word, size, weight)[0]
    if width <= room:
        return [word]
    many = max(int(len(word) * room / width * 0.9), 1)
    return [word[n : n + many] for n in range(0, len(word), many)]


def empty(
    titles: Sequence[str], sentence: str, *, dark: bool, size: tuple[float, float], ax: Axes | None
) -> tuple[Figure, Axes]:
    """Return a figure that says in words why nothing is drawn."""
    frame = Frame(size, dark, None if ax is None else ax.get_figure(root=True))
    if ax is None:
        bottom = frame.foot((), "Sources: none of the rows shown.")
        top = frame.head(titles, (), ())
        ax = frame.axes((MARGIN, bottom, frame.width - MARGIN, top))
    ax.text(0.5, 0.5, sentence, transform=ax.transAxes, ha="center", va="center", wrap=True, parse_math=False,
            color=frame.colours.muted, fontproperties=font(9.5))  # fmt: skip
    bare(ax)
    return frame.finish(About(titles[0], sentence)), ax
