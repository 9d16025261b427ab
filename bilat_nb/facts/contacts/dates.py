"""When and where: which period and place belong to which cue, and whether the contact is past or to come."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from bilat_nb.facts.contacts.line import BREAK, COMMA, PERIOD, Item, Line
from bilat_nb.frozen import frozen
from bilat_nb.model import Part, Period

_NTH_DAY = re.compile(r"(?i)(?:the )?(?:first|second|third|fourth|last|final|opening|closing) day")
_PART_OF_MONTH = re.compile(
    r"(?i)(?:the )?(?:very )?(?:early|mid|late|(?:beginning|start|middle|end|first half|second half) of)[ -](?:in )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|this month|next month|last month|the month)"
)
_JOIN, _LONGEST_VISIT, _LATE = 6, 15, 28
_FIRST, _SAID_REACH, _WEEK = 4, 8, 6
_EVER, _DAY = date.max, timedelta(days=1)
DAYS = ("day", "days", "time")
_PRECISION = {"day": "day", "days": "day", "month": "month", "year": "year"}


@frozen
class When:
    """The dates of a contact as told: both ends included, None where the text leaves them open."""

    start: date | None
    end: date | None
    precision: str | None
    part: Part | None = None

    @property
    def told(self) -> bool:
        """Whether the text gives a time at all, even one that cannot be put on a calendar."""
        return self.part is not None


UNDATED = When(None, None, None)


def when_of(period: Period) -> When:
    """Turn a period into the dates of a contact."""
    part = Part("period", period.start, period.stop)
    if period.bound == "before" and period.kind == "anaphoric" and period.period_start and period.period_end:
        return When(
            period.period_start.replace(day=1), period.period_end, "month", part
        )  # "before the end of the month"
    on_some_day = period.bound == "before" and period.granularity == "day"  # "a summit before Christmas"
    if period.bound in ("since", "by", "until") or on_some_day or not period.period_start or not period.period_end:
        return When(None, None, None, part)
    return When(period.period_start, period.period_end, _precision(period), part)


def _precision(period: Period) -> str | None:
    if period.granularity in _PRECISION:
        return _PRECISION[period.granularity]
    if period.period_start is None or period.period_end is None:
        return None
    days = (period.period_end - period.period_start).days
    return "day" if days < _WEEK else "month" if days < 32 else "year" if days < 367 else None


def owner(line: Line, index: int, cues: list[int]) -> int | None:
    """Return the index of the cue that the period or place at `index` belongs to, or None if to none of them.

    It is the cue before it, unless a verb of saying stands between ("will meet, the spokesman said on Friday") or the
    period begins a clause of the next cue ("met on Monday, and on Tuesday held talks").
    """
    left = max((c for c in cues if c < index), default=None)
    right = min((c for c in cues if c > index), default=None)
    if right is not None and _adjective(line, index, right):
        return right  # "followed up on the November 15 virtual meeting"
    if left is not None and _said(line, left, index):
        return right if right is not None and _set_by(line, index, right) else None
    stop = line.items[index].stop
    if any(line.text[stop - back : stop - back + 2] in ("'s", "’s") for back in (0, 2)):
        return right  # "ahead of Thursday's summit"
    if (
        left is not None
        and right is not None
        and BREAK in line.gap(left, index)
        and BREAK not in line.gap(index, right)
    ):
        return right
    if (
        left is not None
        and right is not None
        and any(line.codes[i] == COMMA and left > line.aside(i) != i for i in range(left + 1, index))
    ):
        return right  # "A, who arrived yesterday, discussed today at a meeting"
    if left is not None and line.among((";",), left, index):
        return None
    if left is None:
        return right if right is None or not _apart(line, index, right) else None
    if right is not None and _opens_clause(line, index, right):
        return right
    return _before_aside(line, index, left, cues)


def _adjective(line: Line, index: int, right: int) -> bool:
    """Whether a period stands as an adjective before the noun of a contact: "their April 4 conversation"."""
    determined = line.word(index - 1) in ("the", "their", "his", "her", "its", "our", "a", "an")
    token = line.items[right].token
    noun = token is not None and token.cell("contact_forms", "role") == "noun"
    return determined and noun and right - index <= _JOIN // 2 and not set(line.gap(index, right)) - set("xfe")


def _before_aside(line: Line, index: int, left: int, cues: list[int]) -> int:
    """Step over an aside: "met X in Budapest, where he is on a visit, on Thursday" dates the meeting."""
    before = index - 1
    while line.code(before) in "nif":
        before -= 1
    main = max((c for c in cues if c < left), default=None)
    if main is None or line.code(before) != COMMA:
        return left
    return main if any(code in "kq" for code in line.gap(main, left)) else left


def _said(line: Line, left: int, index: int) -> bool:
    """Whether a verb of saying between a cue and a period takes the period."""
    gap = line.gap(left, index)
    last = gap.rfind("S")
    return last >= 0 and not any(code in gap[last:] for code in "sk")


def _set_by(line: Line, index: int, right: int) -> bool:
    """Whether "said in Minsk on Monday at talks": the cue gives the setting of what is said."""
    gap = line.gap(index, right)
    at = any(code in "sk" or line.word(i) == "at" for i, code in enumerate(gap, start=index + 1))
    return at and "d" not in gap and BREAK not in gap


def _apart(line: Line, index: int, right: int) -> bool:
    """Whether a period before the first cue belongs to a verb of saying ("said on Friday that X will meet")."""
    gap = line.gap(index, right)
    if gap.startswith(BREAK) and line.word(index + 1) == ":" and index < _FIRST:
        gap = gap[1:]  # "4 June: the council will meet in Brussels"
    if "S" in gap:
        return index > _FIRST or not _set_by(line, index + gap.rfind("S"), right)
    said = line.codes[:index].rfind("S")
    if said >= 0 and "d" in line.gap(said, index) and BREAK not in gap:  # "reports that on 9 March X met"
        return False
    if said < 0 or index - said > _SAID_REACH:
        return BREAK in gap
    return not _set_by(line, index, right)


def _opens_clause(line: Line, index: int, right: int) -> bool:
    """Whether the period at `index` begins a clause that goes on to the next cue."""
    if line.code(index + 1) == COMMA and line.code(index + 2) == "k":  # "a day later, when the leaders met"
        return False
    if line.codes[index + 1 : index + 3] in (",T", "&T"):  # "on 17 February, 5 April and 6 April"
        return False
    before = index - 1
    preposed = False
    while line.code(before) in "nife":
        preposed = True
        before -= 1
    opener = line.code(before)
    if opener in (BREAK, "k") or (opener == "&" and preposed):
        return True
    if opener == COMMA and line.code(before - 1) == "&":  # "and, on Wednesday, was received"
        return True
    if opener == COMMA and line.codes[index + 1 : index + 3] == ",j":  # "will receive in Oslo, on 19 May, his peer"
        return False
    return opener == COMMA and preposed and any(code in line.gap(index, right) for code in "Ahp")


def periods_for(line: Line, cue: int, cues: list[int]) -> list[Item]:
    """Return the period items that belong to a cue, those that can be dates of a contact."""
    return [
        item
        for i, item in enumerate(line.items)
        if item.code == PERIOD
        and item.period is not None
        and owner(line, i, cues) == cue
        and _dates(item.period)
        and not _NTH_DAY.fullmatch(line.text, item.start, item.stop)
        and not _next_heading(line, item)
    ]


def _next_heading(line: Line, item: Item) -> bool:
    """Whether a day is a line of its own at the end of a sentence: the heading of what follows."""
    own = line.text[max(line.sentence.start, item.start - 1) : item.start] == "\n"
    return own and not line.text[item.stop : line.sentence.stop].strip(" .:")


def timeless(line: Line) -> bool:
    """Whether a sentence tells no time but a heading that follows it."""
    return all(item.period is None or _next_heading(line, item) for item in line.items)


def _dates(period: Period) -> bool:
    return period.kind not in ("present", "anaphoric") or period.granularity in DAYS


def span_of_days(items: list[Item], line: Line, consecutive: bool = False) -> When | None:
    """Read two or more days joined into one stretch: "on 22 and 23 May", "from 4 May to 6 May"."""
    days = [p for p in (item.period for item in items) if p is not None and p.granularity == "day" and p.period_start]
    days = _in_a_row(days)
    if len(days) < 2 or any(len(line.text[a.stop : b.start]) > _JOIN for a, b in pairwise(days)):
        return None
    if consecutive and any((b.period_start or _EVER) - (a.period_start or _EVER) != _DAY for a, b in pairwise(days)):
        return None
    first, last = days[0].period_start, days[-1].period_end
    if first is None or last is None or not first <= last or (last - first).days >= _LONGEST_VISIT:
        return None
    return When(first, last, "day", Part("period", days[0].start, days[-1].stop))


def dated(item: Item) -> bool:
    """Whether a day is told, or the month of a stay."""
    return is_day(item) or (
        item.period is not None and item.period.granularity == "month" and item.period.bound == "in"
    )


def is_day(item: Item) -> bool:
    """Whether an item is a day."""
    return item.period is not None and item.period.granularity in DAYS


def _in_a_row(days: list[Period]) -> list[Period]:
    """Put the second of "on Friday and Saturday" behind the first, when each was read as the last one of its name."""
    if len(days) != len("ab") or days[0].kind != "deictic" or days[1].kind != "deictic":
        return days
    first, last = days[0].period_start, days[1].period_start
    if first is None or last is None or not timedelta(0) < first - last < timedelta(days=7):
        return days
    week = last + timedelta(days=7)
    return [days[0], replace(days[1], period_start=week, period_end=week)]


def best_period(items: list[Item], line: Line, cue: int) -> When:
    """Choose the period that dates a cue: a day before a month before a year, then the nearest."""
    if not items:
        return UNDATED
    here = line.items[cue].start

    def rank(item: Item) -> tuple[float, int]:
        period = item.period
        assert period is not None
        fine = 0 if period.granularity in DAYS else 1 if period.granularity in ("week", "month") else 2
        unknown = period.period_start is None  # the day of a year that is told elsewhere is not that year
        return fine + (1.5 if unknown and fine == 0 else 3 if unknown else 0), abs(item.start - here)

    chosen = min(items, key=rank).period
    assert chosen is not None
    return _whole_month(when_of(chosen), line)


def _whole_month(when: When, line: Line) -> When:
    """Widen "early April" to April: the third of a month that a text names is no date of a contact."""
    if (
        when.part is None
        or when.start is None
        or _PART_OF_MONTH.match(line.text, when.part.start, when.part.stop) is None
    ):
        return when
    end = (when.start.replace(day=_LATE) + timedelta(days=7)).replace(day=1) - _DAY
    return replace(when, start=when.start.replace(day=1), end=end, precision="month")
