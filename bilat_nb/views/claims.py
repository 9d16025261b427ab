"""Claims on top of the official series, each with what rounding and words leave open, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bilat_nb.views.figures import chosen
from bilat_nb.views.frame import MARGIN, Frame, Key, empty
from bilat_nb.views.labels import Label
from bilat_nb.views.marks import Mark
from bilat_nb.views.official import Official, official_keys, official_trade, steps, years_of
from bilat_nb.views.panel import Panel, day
from bilat_nb.views.rows import common
from bilat_nb.views.style import styled
from bilat_nb.views.verdicts import Verdict, about_verdicts, sources_line, to_verdicts
from bilat_nb.views.wording import capital, country, pair_words, route, scale_of, tellers, unit_words, words
from bilat_nb.words import number

SIZE = (9.0, 5.2)
_AROUND, _LEAST = 2, 4  # years
_SUBTITLE = "{what}; a whisker is what rounding and words such as “about” leave open"
_SEEN = 16.0  # pixels: a shorter whisker would lie on its mark
_BOUNDS = {"about": "about ", "at least": "over ", "over": "over ", "at most": "at most "}


@dataclass(frozen=True, slots=True)
class _Claim:
    """One claim with all official figures beside it; the nearest gives the mark its name."""

    verdict: Verdict
    others: tuple[Verdict, ...]

    @property
    def value(self) -> float:
        """Where its mark stands: of what is implied loosely, at the end that is known."""
        row = self.verdict
        return row.high if self.ceiling and row.high is not None else row.stated

    @property
    def ceiling(self) -> bool:
        """Whether it is implied and only its upper end is known."""
        return self.verdict.derived and self.verdict.claim.startswith("at most")

    @property
    def words(self) -> str:
        """The claim as a label tells it."""
        bound = next((short for long, short in _BOUNDS.items() if self.verdict.claim.startswith(long)), "")
        return f"{bound}{number(self.value / self.scale)}"

    @property
    def scale(self) -> float:
        """The scale of the picture."""
        return scale_of([self.verdict.stated], self.verdict.unit)[0]


def claims_and_official(
    verdicts: pd.DataFrame,
    reference: pd.DataFrame | None = None,
    *,
    documents: pd.DataFrame | None = None,
    flow: str | None = None,
    unit: str | None = None,
    selected: str | Collection[str] | None = None,
    dark: bool = False,
    title: str | None = None,
    figsize: tuple[float, float] = SIZE,
) -> tuple[Figure, Axes]:
    """Draw claims about one flow of trade over the official figures of both sides.

    Parameters
    ----------
    verdicts : DataFrame
        As `compare` or `verdicts` gives them; rows of one flow are drawn, levels only.
    reference : DataFrame, optional
        Official figures, as ``load_reference("trade")`` gives them, for the years around the claims.
    documents : DataFrame, optional
        Table of documents: lets the sources line name publisher and year.
    flow : {"turnover", "exports", "imports", "balance"}, optional
        The flow that most rows are about, when not given.
    unit : str, optional
        Currency; that of most rows when not given.
    selected : str or collection of str, optional
        Verdicts to ring, by verdict_id.
    dark : bool
        Dark theme.
    title : str, optional
        Instead of the title computed from the rows.
    figsize : (float, float)
        Width and height in inches of 100 pixels.

    Returns
    -------
    (Figure, Axes)
        Each mark carries the gid ``mark-<verdict_id>``: the verdict on the nearest official figure of its claim.
    """
    with styled():
        levels = (
            verdicts[verdicts["measure"].eq("level") & verdicts["against"].eq("official")]
            if "against" in verdicts
            else verdicts[verdicts["measure"].eq("level")]
        )
        wanted = flow or common(
            name for name in levels["flow"] if name in ("turnover", "exports", "imports", "balance")
        )
        levels = levels[levels["flow"].eq(wanted)]
        money = unit or common(levels["unit"])
        levels = levels[levels["unit"].eq(money)]
        found = _claims(levels)
        if not found:
            sentence = "No claim about trade stands beside an official figure of its period and unit."
            return empty([title or "Claims and official figures"], sentence, dark=dark, size=figsize, ax=None)
        sides = _sides(levels)
        official = official_trade(reference, str(wanted), *sides, str(money), "level")
        frame = Frame(figsize, dark)
        look = _Look(str(wanted), str(money), sides, _window(found), chosen(selected))
        return _draw(frame, found, official, look, [title] if title else _titles(found, look), documents)


@dataclass(frozen=True, slots=True)
class _Look:
    """What the whole picture shares."""

    flow: str
    unit: str
    sides: tuple[str, str]
    years: tuple[int, int]
    selected: frozenset[str]

    @property
    def what(self) -> str:
        """The flow and its countries in words."""
        name = capital(words("flow", self.flow))
        if self.flow == "turnover":
            return f"{name} of {pair_words(sorted(self.sides))}"
        return f"{name} {route(*self.sides, self.flow)}"


def _sides(levels: pd.DataFrame) -> tuple[str, str]:
    """Reporter and partner of the flow as the first claim tells it."""
    first = levels.iloc[0]
    return str(first["claim_reporter"]), str(first["claim_partner"])


def _claims(levels: pd.DataFrame) -> list[_Claim]:
    """The claims, in their order of time; each once."""
    groups: dict[tuple[object, ...], list[Verdict]] = {}
    nearest = dict(zip(levels["verdict_id"], levels["nearest"], strict=True))
    for row in to_verdicts(levels):
        groups.setdefault((row.facts, row.derived), []).append(row)
    claims = []
    for rows in groups.values():
        best = next((row for row in rows if nearest[row.verdict_id]), rows[0])
        claims.append(_Claim(best, tuple(row for row in rows if row is not best)))
    dated = [claim for claim in claims if claim.verdict.start is not None and claim.verdict.end is not None]
    return sorted(dated, key=lambda claim: (str(claim.verdict.start), str(claim.verdict.end)))


def _window(claims: Sequence[_Claim]) -> tuple[int, int]:
    """The years of the claims and some around them."""
    first = min(claim.verdict.start.year for claim in claims if claim.verdict.start) - _AROUND
    last = max(claim.verdict.end.year for claim in claims if claim.verdict.end) + _AROUND
    return first, max(last, first + _LEAST - 1)


def _titles(claims: Sequence[_Claim], look: _Look) -> list[str]:
    """The latest stated claim that two sides count, and which count it is at."""
    for claim in reversed(claims):
        row = claim.verdict
        others = {other.reporter: other for other in claim.others if other.reporter != row.reporter}
        if row.derived or not others:
            continue
        other = next(iter(others.values()))
        gap = other.stated - other.found
        if abs(gap) <= 0.5 * (other.found_high or other.found) - 0.5 * (other.found_low or other.found):
            continue
        side = "above" if gap > 0 else "below"
        said = f"{capital(claim.words)} {unit_words(look.unit, scale_of([row.stated], look.unit)[1])} for {row.when}"
        if abs(row.stated - row.found) <= (row.tolerance or 0.0) and abs(row.stated - row.found) < abs(gap) / 2:
            mine, theirs = country(row.reporter), country(other.reporter)
            short = f"{capital(claim.words)} for {row.when}"
            return [f"{said}: the count of {mine}, {side} that of {theirs}", f"{short}: the count of {mine}", look.what]
    return [f"{look.what}: claims and official figures", look.what]


def _draw(
    frame: Frame, claims: Sequence[_Claim], official: Sequence[Official], look: _Look, titles: Sequence[str],
    documents: pd.DataFrame | None,
) -> tuple[Figure, Axes]:  # fmt: skip
    rows = [row for claim in claims for row in (claim.verdict, *claim.others)]
    within = years_of(official, look.years) + _parts(official, claims)
    files = ", ".join(dict.fromkeys(one.file for one in within))
    sources = sources_line(rows, tellers(documents)).removesuffix(".")
    bottom = frame.foot([], f"{sources}{f' ({files})' if files else ''}.")
    keys = [*_keys(frame, claims), *official_keys(within, frame.colours, tuple(sorted(look.sides)))]
    top = frame.head(titles, [_SUBTITLE.format(what=look.what), look.what], keys)
    values = [row.stated for row in rows] + [row.found for row in rows] + [one.value for one in within]
    values += [end for claim in claims for end in (claim.verdict.high,) if end is not None]
    scale, name = scale_of(values, look.unit)
    box = (MARGIN + 34, bottom + 24, frame.width - MARGIN - 2, top - 20)
    panel = Panel(frame, box, look.years, [value / scale for value in values])
    panel.scaffold(unit=capital(unit_words(look.unit, name)))
    pair = tuple(sorted(look.sides))
    panel.steps(steps(within, scale, frame.colours, pair))
    marks = [_mark(panel, claim, scale, look.selected) for claim in claims]
    panel.add(marks)
    frame.write(frame.placer.place([_label(panel, *both) for both in zip(claims, marks, strict=True)]))
    return frame.finish(about_verdicts(titles[0], rows)), panel.ax


def _parts(official: Sequence[Official], claims: Sequence[_Claim]) -> list[Official]:
    """Official figures of parts of a year that a claim is about."""
    told = {(claim.verdict.start, claim.verdict.end) for claim in claims}
    return [one for one in official if one.kind != "year" and (one.start, one.end) in told]


def _keys(frame: Frame, claims: Sequence[_Claim]) -> list[Key]:
    ink = frame.colours.ink
    keys = [Key("Documents:"), Key("stated", "circle", ink)]
    if any(claim.words[:1].isalpha() for claim in claims if not claim.verdict.derived):
        keys.append(Key("about, over, at most", "circle", ink, hollow=True))
    if any(claim.verdict.derived for claim in claims):
        keys.append(Key("implied, not stated", "diamond", ink, hollow=True))
    return keys


def _mark(panel: Panel, claim: _Claim, scale: float, selected: frozenset[str]) -> Mark:
    row = claim.verdict
    assert row.start is not None
    assert row.end is not None
    x0, x1 = max(day(row.start), panel.t0), min(day(row.end) + 1, panel.t1)
    whole = (row.end - row.start).days >= 364
    shape = "diamond" if row.derived else "circle" if whole else "span"
    picked = not selected.isdisjoint({row.verdict_id, *(other.verdict_id for other in claim.others)})
    low, high = (None, None) if claim.ceiling else (row.low, row.high)
    wide = low is not None and high is not None and panel.y(high / scale) - panel.y(low / scale) > _SEEN
    loose = low is None or high is None
    return Mark(
        row.verdict_id, row.sentence, x0, x1, claim.value / scale, shape, panel.frame.colours.ink,
        low=low / scale if wide and low is not None else None, high=high / scale if wide and high is not None else None,
        arrow=0 if not loose else -1 if claim.ceiling or row.low is None else 1,
        hollow=claim.words[:1].isalpha() or row.derived, selected=picked,
    )  # fmt: skip


def _label(panel: Panel, claim: _Claim, mark: Mark) -> Label:
    """The claim and its year; below, how far it is from each count."""
    row = claim.verdict
    first = f"{claim.words} in {row.when}{', implied' if row.derived else ''}"
    beside = () if claim.ceiling else (row, *claim.others)[:2]
    told = [f"{_gap(one)} {country(one.reporter)}" for one in beside if one.reporter]
    inside = (4.0, panel.box[1] + 2, panel.frame.width - 4, panel.box[3] + 16)
    weight, style = ("bold" if mark.selected else "normal"), ("italic" if row.derived else "normal")
    return Label(
        (first, "; ".join(told)) if told else (first,), panel.around(mark), inside=inside, shorter=(first,),
        priority=10.0 if mark.selected else 0.0 if row.derived else 1.0, color=panel.frame.colours.ink, weight=weight,
        style=style,
    )  # fmt: skip


def _gap(row: Verdict) -> str:
    """How far a claim is from an official figure."""
    scale = scale_of([row.stated], row.unit)[0]
    gap = row.stated - row.found
    rounding = 0.0
    if row.found_low is not None and row.found_high is not None:
        rounding = (row.found_high - row.found_low) / 2
    if abs(gap) <= max(rounding, 1e-9 * abs(row.stated)):
        return "at the count of"
    return f"{number(abs(gap) / scale, 2)} {'above' if gap > 0 else 'below'}"
