"""Stretches of a text as HTML: sentences, facts, and the parts of a fact by what they tell.

Document text is hostile: every piece of it goes through `html.escape`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from bilat_nb import words

ROLES = {
    "value": "value",
    "unit": "value",
    "bound": "bound",
    "trend": "bound",
    "period": "period",
    "base": "period",
    "refers_to": "period",
    "flow": "what",
    "cue": "what",
    "commodity": "what",
    "indicator": "what",
    "project": "what",
    "actor": "who",
    "country": "who",
    "person": "who",
    "place": "place",
}
"""Role in the evidence table: the family of underline that shows it. Any other role is shown as "what"."""

FAMILIES = ("value", "bound", "period", "what", "who", "place")
"""Families of underlines; each has its own line style besides its colour (see `STYLE`)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text to be shown: `kind` is "sentence", "fact" or a family of `FAMILIES`.

    `note` becomes the tooltip, `fact_id` an attribute by which a widget finds the row.
    """

    start: int
    stop: int
    kind: str
    note: str = ""
    fact_id: str = ""


def marked(text: str, marks: Iterable[Mark]) -> str:
    """Return `text` as HTML with its marks; they may nest and overlap in any way.

    The text is cut wherever a mark begins or ends. Sentences and facts are `<mark>` elements around the pieces;
    within them each piece carries the classes of all its roles. An outer element that would be crossed by another is
    closed and opened again, so the result is always well formed and its text is always `text`.

    Examples
    --------
    >>> marked("a < b", [Mark(0, 5, "sentence"), Mark(4, 5, "value")])
    '<mark class="bn-sentence">a &lt; <span class="bn-role bn-role-value">b</span></mark>'
    """
    kept = [m for m in marks if 0 <= m.start < m.stop <= len(text)]
    outer = sorted((m for m in kept if m.kind in ("sentence", "fact")), key=lambda m: (m.start, -m.stop))
    roles = [m for m in kept if m.kind not in ("sentence", "fact")]
    cuts = sorted({0, len(text)} | {edge for m in kept for edge in (m.start, m.stop)})
    out: list[str] = []
    is_open: list[Mark] = []
    for start, stop in pairwise(cuts):
        wanted = [m for m in outer if m.start <= start and stop <= m.stop]
        out.append(_change(is_open, wanted))
        is_open = wanted
        out.append(_piece(text[start:stop], [m for m in roles if m.start <= start and stop <= m.stop]))
    out.append(_change(is_open, []))
    return "".join(out)


def _change(is_open: Sequence[Mark], wanted: Sequence[Mark]) -> str:
    """The tags that lead from the open elements to the wanted ones."""
    shared = 0
    while shared < min(len(is_open), len(wanted)) and is_open[shared] is wanted[shared]:
        shared += 1
    return "</mark>" * (len(is_open) - shared) + "".join(_tag(m) for m in wanted[shared:])


def _tag(mark: Mark) -> str:
    """The opening tag of a sentence or a fact."""
    more = f' data-fact="{escape(mark.fact_id)}"' if mark.fact_id else ""
    more += f' title="{escape(mark.note)}"' if mark.note else ""
    return f'<mark class="bn-{escape(mark.kind)}"{more}>'


def _piece(text: str, roles: Sequence[Mark]) -> str:
    """A piece of text under the roles that cover it."""
    if not roles:
        return escape(text)
    # Two underlines on one word cannot both be drawn: the narrowest role wins, the others stay in the tooltip.
    kind = min(roles, key=lambda m: m.stop - m.start).kind
    note = escape("; ".join(dict.fromkeys(m.note for m in roles if m.note)))
    title = f' title="{note}"' if note else ""
    return f'<span class="bn-role bn-role-{escape(kind)}"{title}>{escape(text)}</span>'


def role_marks(evidence: Iterable[Mapping[str, Any]]) -> list[Mark]:
    """Rows of the evidence table as marks of their families."""
    return [
        Mark(int(e["span_start"]), int(e["span_stop"]), ROLES.get(str(e["role"]), "what"), words.term(e["role"]))
        for e in evidence
    ]
