"""Energy: one fact per stated figure of an energy commodity or of energy infrastructure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bilat_nb.facts.energy.about import Subject
from bilat_nb.facts.energy.amounts import in_unit
from bilat_nb.facts.energy.binding import PHYSICAL, SUGGESTS, commodity_words
from bilat_nb.facts.energy.directions import directions
from bilat_nb.facts.energy.gate import is_of_food, not_energy
from bilat_nb.facts.energy.homes import pair_of
from bilat_nb.facts.energy.periods import (
    STANDING,
    a_year_before,
    effective,
    of_a_contract,
    of_the_period,
    on_day,
    standing,
    told_after,
    until,
    week_before,
    week_of,
    without_aside,
    year_later,
)
from bilat_nb.facts.energy.plain_tables import find_tables
from bilat_nb.facts.energy.plans import option
from bilat_nb.facts.energy.ranks import find_energy_ranks
from bilat_nb.facts.energy.rates import RateReader
from bilat_nb.facts.energy.routes import Memory
from bilat_nb.facts.energy.subject import SubjectReader
from bilat_nb.facts.energy.words import sources_of, with_companies
from bilat_nb.facts.figures.binding import Binding
from bilat_nb.facts.figures.frame import REACH
from bilat_nb.facts.figures.measure import measure_of
from bilat_nb.facts.figures.period_binding import period_of
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.telling import (
    RATES,
    again_compared,
    cells,
    compared,
    fact,
    is_compared,
    just_named,
    keep_period,
    main_period,
    note_named,
    planned,
    short_base,
    united,
    year_earlier,
)
from bilat_nb.model import Fact, Part, Period, Quantity, Reading, Sentence

DIMENSIONS = (*PHYSICAL, "price", "money", *RATES)
FLOWS = frozenset({"delivery", "production", "consumption", "transit"})
"""Indicators that are told of the period that the text is in."""
_BEYOND = re.compile(r"\b(?:above|below|over|under|than|beyond|exceeding)\b", re.I)
"""As in "pumping 260,000 bpd, above its quota": the plan is another figure."""
_NOW = re.compile(r"\b(?:current|currently|now|at present|presently|recently)\b", re.I)
_CURRENT = re.compile(r"\b(?:from|than|above|below) (?:the|its|their) (?:current|present) $")
_AVERAGE = re.compile(r"\b(?:average|mean|averaged)\b", re.I)
_SAID = ("commodity", "indicator", "measure", "supplier", "recipient", "value", "unit")


def find_energy(reading: Reading) -> list[Fact]:
    """Return the energy facts of a reading."""
    words = [t for s in reading.sentences for t in s.terms]
    named = Counter(row["commodity"] for t in words if (row := t.get("commodities")))
    named = named or Counter(row["commodity"] for t in words if (row := t.get("projects")))
    specific = [name for name, _ in named.most_common() if name not in ("", "energy")]
    priced = next(
        (c for s in reading.sentences for q in s.quantities if (c := SUGGESTS.get(_telling_unit(q)))), "energy"
    )
    if is_of_food(reading) or (not specific and not named["energy"] and priced == "energy"):
        return []
    home, pair = pair_of(reading)
    main = specific[0] if specific else priced
    subjects = RateReader(pair, main, named[main], sources=sources_of(reading, pair), ways=directions(reading, pair))
    subjects.electric = named["electricity"] > 0
    reader = EnergyReader(reading, subjects)
    reader.subjects.frame.home = home
    for sentence in reading.sentences:
        if sentence.block not in ("furniture", "dateline"):
            reader.read(sentence)
    tables = find_tables(reading, pair, home)
    told = [f for f in reader.facts if not any(f.start < t.stop and t.start < f.stop for t in tables)]
    return united(told + tables, lambda values: tuple(values[name] for name in _SAID))


def _telling_unit(quantity: Quantity) -> str:
    """A unit that suggests a commodity: megawatts, barrels; "164 dollars per 1,000 cubic metres" is of gas."""
    unit = quantity.unit or ""
    if unit in ("kWh", "MW", "bbl", "bbl/d") and quantity.refused is None:
        return unit
    return "m3" if quantity.dimension == "price" and unit.endswith("/1000m3") else ""


@dataclass(slots=True)
class EnergyReader:
    """Goes through a document and makes a fact of each figure that is about energy."""

    reading: Reading
    subjects: SubjectReader
    facts: list[Fact] = field(default_factory=list)
    told: Period | None = None
    """The period of the last figure."""
    spoken: list[Period] = field(default_factory=list)
    """The periods that the text has named."""
    effective: Period | None = None
    """The day from which the prices of the text hold."""

    def read(self, sentence: Sentence) -> None:
        """Bind the figures of one sentence."""
        if self.reading.opens_paragraph(sentence):
            self.subjects.frame.new_paragraph()
        if not (sentence.terms or sentence.quantities or sentence.periods):
            return
        scene = Scene.of(self.reading, sentence)
        scene.acting = with_companies(scene)
        self.effective = effective(scene) or self.effective
        self._bind(scene)
        self._rank(scene)
        if not self.subjects.loose or scene.figures or scene.terms("energy_terms") or scene.terms("commodities"):
            note_named(self.subjects.frame, scene)  # "since he took office last October" is no time of energy

    def _rank(self, scene: Scene) -> None:
        """Ranks count within a list of deliveries."""
        last, frame = self.subjects.delivered, self.subjects.frame
        if last is None or scene.sentence.index - self.subjects.delivered_at > REACH:
            return
        memory = Memory(last.route, None, self.subjects.pair, frame.home)
        period = scene.periods[0] if scene.periods else frame.period
        ranks = find_energy_ranks(scene, last.commodity, memory, period)
        self.facts += [r for r in ranks if all(r.start != f.start for f in self.facts)]

    def _bind(self, scene: Scene) -> None:
        words = commodity_words(scene)
        if not scene.figures:
            self.subjects.note_route(scene, words)
        for told in scene.figures:
            figure = in_unit(scene, told, self.subjects.frame)
            if figure.dimension not in DIMENSIONS:
                continue
            if why := not_energy(scene, figure):
                self.reading.refuse(figure, why)
                continue
            subject = self.subjects.read(scene, figure, words)
            if subject is None:
                self.reading.refuse(figure, "no word of energy that it measures")
            else:
                self._add(scene, figure, subject)

    def _add(self, scene: Scene, figure: Quantity, subject: Subject) -> None:
        measure, sign = self._measured(scene, figure, subject)
        if measure is None:
            self.reading.refuse(figure, "neither a change nor a share")
            return
        period = self._period(scene, figure, subject, measure)
        cue = planned(scene, figure, period)
        if cue is not None and cue[0] > figure.stop and _BEYOND.search(scene.text(figure.stop, cue[0])):
            cue = None
        cue = cue or option(scene, figure, period)
        values = _subject_cells(subject) | cells(scene, figure, period, -1.0 if sign < 0 < figure.value else 1.0)
        values |= {"measure": measure, "status": "actual" if cue is None else "planned"}
        words = [("commodity", subject.word), ("indicator", subject.term)]
        parts = [Part(role, token.start, token.stop) for role, token in words if token is not None]
        self.facts.append(fact("energy", scene, figure, values, parts, period, cue))
        self._remember(scene, figure, subject, measure, sign, period)

    def _measured(self, scene: Scene, figure: Quantity, subject: Subject) -> tuple[str | None, int]:
        if figure.dimension not in RATES:
            return "level", 0
        if subject.share:
            return "share", 0
        return measure_of(scene, figure, Binding(rule=_rule(scene, figure)), self.subjects.frame)

    def _period(self, scene: Scene, figure: Quantity, subject: Subject, measure: str) -> Period | None:
        """What is stored or owed is told of a day, "at the end of 2019"; what flows, of a period."""
        if subject.indicator in STANDING or figure.dimension == "power":
            return standing(scene, figure) or self._flow_period(scene, figure, subject, measure)
        period = self._flow_period(scene, figure, subject, measure)
        if period is None and (subject.indicator, measure) == ("price", "level") and not is_compared(scene, figure):
            return self.effective
        if scene.bases and period not in scene.bases:
            period = year_later(scene, figure, self.spoken) or period
        self.spoken += [p for p in scene.periods if p not in self.spoken]
        return until(scene, period) if period is not None else None

    def _flow_period(self, scene: Scene, figure: Quantity, subject: Subject, measure: str) -> Period | None:
        """A period is carried on between figures of one kind, never from a delivery to a plant."""
        frame = self.subjects.frame
        near = frame.period if frame.near(scene.sentence.index) else None
        if measure != "change" and compared(scene, figure):
            week = week_before(scene, figure, week_of(scene) or near, frame.yearly)
            return week or year_earlier(scene, figure, frame)
        own = of_the_period(period_of(without_aside(scene, figure), figure, measure), near)
        own = None if subject.indicator == "price" and of_a_contract(scene, own) else own
        own = a_year_before(own, of_the_period(scene.periods[0], near) if scene.periods else near)
        if measure == "level" and _CURRENT.search(
            scene.text(max(scene.sentence.start, figure.start - 24), figure.start)
        ):
            return None
        if own is not None and measure == "change" and own is self.told and frame.sentence == scene.sentence.index:
            return own  # "last year supplies were 17.9 billion, which is 3.5% less"
        period = main_period(scene, frame, own, measure)
        if base := short_base(
            scene, figure, period, of_the_period(scene.periods[0], near) if scene.periods else frame.period
        ):
            return base
        if measure == "level" and again_compared(scene, figure, period):
            return year_earlier(scene, figure, frame)
        low, high = scene.comma(figure.start)
        now = _NOW.search(scene.text(low, figure.start)) is not None
        if period is not None and not (now and not low <= period.start < high):
            return period
        if measure == "level" and (day := on_day(scene, figure)) is not None:
            return day
        if measure == "level" and is_compared(scene, figure):
            return year_earlier(scene, figure, frame)
        return None if now else self._carried_period(scene, figure, subject)

    def _carried_period(self, scene: Scene, figure: Quantity, subject: Subject) -> Period | None:
        """The period that the text is in, where nothing speaks against it; a text about many things is in none."""
        if week := week_of(scene):
            return week
        frame, last = self.subjects.frame, self.subjects.last
        gap = scene.sentence.index - frame.sentence
        if scene.present or self._ahead(scene) or (subject.indicator == "capacity" and gap):
            return None
        if self.subjects.loose and gap > 1 and scene.sentence.index - frame.named_at > 1:
            return None
        alike = last is not None and (
            last.indicator == subject.indicator or {last.indicator, subject.indicator} <= FLOWS
        )
        near = frame.near(scene.sentence.index)
        if alike and near:
            return frame.period
        lead = scene.text(max(scene.sentence.start, figure.start - 90), figure.start)
        if subject.indicator == "price" and _AVERAGE.search(lead):
            return frame.period if near else just_named(frame, scene.sentence)
        named = just_named(frame, scene.sentence) if subject.indicator in FLOWS else None
        day = self.reading.published.day
        ahead = named is not None and day is not None and named.period_start is not None and named.period_start > day
        return None if ahead and not scene.terms("status_words") else named

    def _ahead(self, scene: Scene) -> bool:
        """The period of the figure before is to come, and this sentence plans nothing."""
        frame, day = self.subjects.frame, self.reading.published.day
        if day is None or frame.period is None or frame.period.period_start is None or frame.period.period_start <= day:
            return False
        return frame.sentence != scene.sentence.index and not scene.terms("status_words")

    def _remember(
        self, scene: Scene, figure: Quantity, subject: Subject, measure: str, sign: int, period: Period | None
    ) -> None:
        aside = (
            scene.bracketed(figure.start, scene.sentence.start - 1) and scene.text(figure.stop, figure.stop + 1) == ")"
        )
        if not aside or self.subjects.last is None:
            self.subjects.last = subject
        if subject.indicator == "delivery" and not aside:
            self.subjects.delivered, self.subjects.delivered_at = subject, scene.sentence.index
        self.told = period
        frame = self.subjects.frame
        frame.flow, frame.measure, frame.sign = "energy", measure, sign or frame.sign
        frame.sentence, frame.figure_stop = scene.sentence.index, figure.stop
        if figure.dimension in PHYSICAL:
            frame.unit, frame.dimension = figure.unit, figure.dimension
        if (subject.indicator in FLOWS or frame.period is None) and not told_after(scene, figure):
            keep_period(scene, frame, figure, period)


def _subject_cells(subject: Subject) -> dict[str, Any]:
    return {
        "commodity": subject.commodity,
        "indicator": subject.indicator,
        "supplier": subject.route.supplier,
        "recipient": subject.route.recipient,
        "project": subject.project,
    }


def _rule(scene: Scene, figure: Quantity) -> str:
    """As in "26.94 percent of everything": a share."""
    after = scene.text(figure.stop, figure.stop + 12).lstrip()
    return "of_total" if after.startswith("of ") and not after.startswith("of last") else "carried"
