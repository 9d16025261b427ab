"""The last day of a visit, told in a later sentence: "The tour lasts until 10 August", "He flies home on Thursday"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from bilat_nb.facts.contacts.assemblies import Scan
from bilat_nb.model import Sentence

_LASTS = re.compile(
    r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ww]hose) (?:[a-z-]+ ){0,3}(?:visit|tour|trip|stay|programme)\b[^.;]{0,40}?"
    r"\b(?:lasts?|runs?|ends?|ended|last|end|concludes?|concluded|continues?|goes on|winds up)\b"
)
_LEAVES = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]he (?:guests?|visitors?|delegation|party|[A-Za-z ]{0,20}"
    r"(?:[Pp]resident|[Mm]inister|[Pp]remier|leader|[Kk]ing|[Ss]peaker|[Cc]hairman|[Ss]ecretary)))\b[^.;]{0,40}?\b"
    r"(?:leaves?|departs?|flies (?:home|back)|fly (?:home|back)|returns?(?: home)?|returned(?: home)?|goes home|"
    r"left for home|heads? home|flew (?:home|back))\b"
)
_NEAR, _LONGEST = 4, timedelta(days=15)


def extend(sentence: Sentence, state: Scan) -> None:
    """Give the visit told last its last day, where a sentence after it tells when it ends or the visitor leaves."""
    days = [p for p in sentence.periods if p.granularity == "day" and p.period_end and p.bound in ("in", "until")]
    if not days or any(e.sentence == sentence.index and e.kind == "visit" and e.left for e in state.events):
        return
    text = state.reading.text
    told = _LASTS.search(text, sentence.start, sentence.stop) or _LEAVES.search(text, sentence.start, sentence.stop)
    last = next((p.period_end for p in days if told and p.start > told.start()), None)
    visit = next((e for e in reversed(state.events) if e.kind == "visit" and e.left), None)
    if last is None or visit is None or sentence.index - visit.sentence > _NEAR or visit.when.precision != "day":
        return
    start, end = visit.when.start, visit.when.end
    if start is not None and end is not None and _longer(start, end, last):
        visit.when = replace(visit.when, end=last)


def _longer(start: date, end: date, last: date) -> bool:
    """Whether a day is a later last day of a visit of one day."""
    return start == end < last <= start + _LONGEST
