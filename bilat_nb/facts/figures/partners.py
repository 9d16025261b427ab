"""Partners: reporter and partner of a word of trade, completed from the frame and the document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilat_nb.facts.figures.frame import NO_COUNTRIES, Frame, Pair, is_mutual
from bilat_nb.facts.figures.linking import (
    PREPOSED,
    elsewhere,
    linked,
    of_the_world,
    own_of,
    same_flow_before,
    spoken_of,
    to_a_region,
)
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import Sides, codes, sides
from bilat_nb.model import Token

BLOCS = NO_COUNTRIES


@dataclass(slots=True)
class Parties:
    """Whose trade, with whom; `told` when both were read around the word itself."""

    reporter: str | None
    partner: str | None
    told: bool = False
    named: bool = False
    """The partner was read around the word, not filled in."""
    owned: bool = False
    """So was the reporter."""


def parties(scene: Scene, token: Token, flow: str, frame: Frame, pair: Pair) -> Parties:
    """Return reporter and partner of the flow named by `token`."""
    read, around = _around(scene, token, flow)
    read = _going_on(scene, token, flow, frame, read, around)
    owner = read.reporter or frame.home
    there = _THERE.match(scene.text(token.stop, min(scene.sentence.stop, token.stop + 14)))
    if owner and ((around.neighbour and read.partner in (None, owner)) or (there and not read.partner)):
        other = pair.other(owner) or _turned(owner, frame)
        back = there is not None and "from" in there.group() and flow == "exports"
        read = (Parties(other, owner) if back else Parties(owner, other)) if other else read
    if not read.partner and to_a_region(scene, token):
        frame.nowhere = scene.sentence.index
        return Parties(read.reporter or frame.reporter or frame.home, None, named=True)
    if not (read.reporter or read.partner) and frame.sentence != scene.sentence.index:
        read = _announced(scene, token) or read
    mutual = is_mutual(token.lexeme.form) or is_mutual(scene.text(scene.sentence.start, scene.sentence.stop))
    if mutual and frame.partner == "WLD" and not read.partner and pair.second:
        reporter = read.reporter or pair.first
        return Parties(reporter, pair.other(reporter))
    if read.partner:
        frame.told_at = scene.sentence.index
    who = complete(read, flow, frame, pair, linked(scene, token, frame, pair))
    who.reporter = who.reporter or own_of(token, frame, pair)
    if elsewhere(scene, token):
        frame.nowhere = scene.sentence.index
        who.partner = who.partner if who.partner != "WLD" or read.named else None
    elif who.reporter and not who.partner and frame.nowhere != scene.sentence.index:
        who.partner = "WLD"
    goes_on = frame.partner == "WLD" and frame.sentence == scene.sentence.index
    if who.partner == "WLD" and not (who.named or goes_on) and (pair.mutual or pair.titled or pair.headed):
        who.partner = pair.other(who.reporter) or "WLD"  # a text on the trade of two means theirs
    if flow == "turnover" and who.partner == frame.home and who.reporter is not None:
        who.reporter, who.partner = who.partner, who.reporter  # the same either way; what follows goes on from home
    return who


def _announced(scene: Scene, token: Token) -> Parties | None:
    """As in "Trade of Lithuania with Norway in 2018: exports 520, ...": the sides that the sentence has begun with."""
    for topic in scene.terms("trade_terms"):
        if topic.stop <= token.start and topic.cell("trade_terms", "flow") == "turnover":
            told = _turnover(scene, topic, sides(scene, topic.start, topic.stop))
            opens = topic.start - scene.sentence.start < len("In trade") and topic is not token
            if told.partner and (opens or ":" in scene.text(topic.stop, token.start)):
                return Parties(told.reporter, told.partner, told.reporter is not None)
    return None


def _around(scene: Scene, token: Token, flow: str) -> tuple[Parties, Sides]:
    """The sides read around a word, or around the word of the same flow before it."""
    around = sides(scene, token.start, token.stop)
    readers = {"exports": _exports, "imports": _imports, "balance": _balance}
    reader = readers.get(flow, _turnover)
    read = _to_world(scene, token, reader(scene, token, around))
    if not read.partner and (before := same_flow_before(scene, token, flow)) is not None:
        earlier = sides(scene, before.start, before.stop)
        told = reader(scene, before, earlier)
        if told.partner and (read.reporter is None or told.reporter in (None, read.reporter)):
            read, around = Parties(read.reporter or told.reporter, told.partner), earlier
    if is_mutual(token.lexeme.form) and not read.partner:
        read = _two_named(scene, token) or read
    return read, around


def _going_on(scene: Scene, token: Token, flow: str, frame: Frame, read: Parties, around: Sides) -> Parties:
    """The reporter is the one who tells ("our exports"), or goes on from the figure before in the sentence."""
    same = frame.sentence == scene.sentence.index and frame.reporter is not None
    if frame.home and _OURS.search(scene.text(max(scene.sentence.start, token.start - 30), token.start)):
        read.reporter = frame.home
    if frame.home and _OF_OURS.match(scene.text(token.stop, token.stop + 24)):
        read = _to_world(scene, token, Parties(frame.home, None))
    if same and flow == "balance" and not read.named:
        read.reporter = frame.reporter
    if same and _verb(scene, token) and not around.codes("by") and not _own_subject(scene, token, frame):
        read.reporter = frame.reporter
    if read.reporter is None and _ITS_OWN.search(scene.text(max(scene.sentence.start, token.start - 40), token.start)):
        subject = spoken_of(scene, token)
        read.reporter = subject if subject != read.partner else None
    its = _ITS.search(scene.text(token.start - 5, token.start))
    if same and its and read.partner == frame.reporter and read.reporter is None:
        return Parties(frame.reporter, frame.partner, True)
    return read


def _two_named(scene: Scene, token: Token) -> Parties | None:
    """As in "Seoul and Hanoi agreed to raise bilateral trade": the two that are named before it."""
    named = codes([a for a in scene.countries(lambda a: a.stop <= token.start) if len(a.countries) == 1])
    named = named or codes([a for a in scene.countries() if len(a.countries) == 1])
    return Parties(named[0], named[1], True) if len(named) == len("ab") else None


_THERE = re.compile(r"\s+(?:to\s+|from\s+)?there\b")
_OURS = re.compile(r"\b(?:our|we|the (?:country|kingdom|republic|economy)['’]s)\s+(?:[\w-]+\s+){0,2}$", re.I)
_OF_OURS = re.compile(r"\s+of (?:the|our) (?:country|republic|kingdom|nation)\b", re.I)
_ITS_OWN = re.compile(r"\bits\s+(?:[\w-]+\s+){0,3}$", re.I)
_ITS = re.compile(r"\b(?:its|their)\s+$", re.I)


def _own_subject(scene: Scene, token: Token, frame: Frame) -> bool:
    """Whether a country stands between the last figure and a verb: else the verb goes on with the subject before it."""
    return any(
        True
        for _ in scene.countries(
            lambda a: (
                a.start >= frame.figure_stop
                and a.stop <= token.start
                and not PREPOSED.search(scene.text(max(0, a.start - 14), a.start))
            )
        )
    )


def _apart(own: list[str], told: list[str]) -> tuple[str | None, str | None]:
    """The first of each that are not the same country; the partner, told by its preposition, is the surer one."""
    partner = told[0] if told else None
    reporter = next((code for code in own if code != partner), None)
    if reporter is None and own and partner is not None:
        partner = next((code for code in told if code != own[0]), partner)
        reporter = own[0] if own[0] != partner else None
    return reporter, partner


def _exports(scene: Scene, token: Token, around: Sides) -> Parties:
    own = codes(around.left) if not _verb(scene, token) else []
    own += around.codes("from", "by") + around.codes("of") + (_subject(scene, token) if _verb(scene, token) else [])
    told = around.codes("to") + around.codes("in", "into", "among", "with") + _object(scene, token)
    reporter, partner = _apart(own, told)
    if partner is None and len(codes(around.left)) > 1:
        partner = codes(around.left)[1]
    return Parties(reporter, partner)


def _to_world(scene: Scene, token: Token, who: Parties) -> Parties:
    """As in "exports to the whole world", "total exports rose"."""
    if who.partner is None and of_the_world(scene, token):
        return Parties(who.reporter, "WLD", named=True)
    return who


def _imports(scene: Scene, token: Token, around: Sides) -> Parties:
    own = codes(around.left) if not _verb(scene, token) else []
    own += (
        around.codes("by") + around.codes("to", "into", "in") + (_subject(scene, token) if _verb(scene, token) else [])
    )
    told = around.codes("from") + around.codes("of", "with") + _object(scene, token)
    reporter, partner = _apart(own, told)
    if reporter is None:
        reporter = next((c for c in around.codes("of", demonym=False) if c != partner), None)
    return Parties(reporter, partner)


def _object(scene: Scene, token: Token) -> list[str]:
    """As in "bought Fijian goods", "sold Brazil 24,000 GWh": the country right after a verb."""
    if not _verb(scene, token):
        return []
    return codes(
        [
            actor
            for actor in scene.countries(lambda a: a.start > token.stop and len(a.countries) == 1)
            if scene.text(token.stop, actor.start).strip() in ("", "the")
        ]
    )


_FAVOUR = re.compile(r"\b(?:in favou?r of|favou?rable (?:to|for)|on the side of|for)\s+(?:the\s+)?$", re.I)


def _balance(scene: Scene, token: Token, around: Sides) -> Parties:
    """Whose surplus or deficit: "in favor of the Mexican side", "Argentina's deficit", "the Belarusian side kept"."""
    read = _turnover(scene, token, around)
    for actor in scene.countries(lambda a: a.start >= token.stop):
        if _FAVOUR.search(scene.text(max(token.stop, actor.start - 22), actor.start)):
            partner = read.partner if read.partner != actor.countries[0] else None
            return Parties(actor.countries[0], partner, named=True)
    own = codes(around.left)
    if own or read.reporter is not None:
        return Parties(own[0] if own else read.reporter, read.partner, named=True)
    spoken = spoken_of(scene, token)
    if spoken is not None and spoken not in (read.partner, *BLOCS):
        return Parties(spoken, read.partner)
    topic = [c for c in _topic(scene, token) if c not in (read.partner, *BLOCS)]
    return Parties(topic[-1] if topic else None, read.partner)


def _turnover(scene: Scene, token: Token, around: Sides) -> Parties:
    between = around.codes("between") or around.codes("of")
    if len(between) > 1:
        return Parties(between[0], between[1], True)
    left = codes(around.left)
    if len(left) > 1:
        return Parties(left[0], left[1], True)
    partner = next(iter(around.codes("with") or around.codes("to", "for", "among")), None)
    reporter = next((c for c in left + between + around.codes("by", "in") if c != partner), None)
    if reporter is None and partner is not None:
        reporter = next((c for c in _topic(scene, token) if c not in (partner, *BLOCS)), None)
    return Parties(reporter, partner)


def _verb(scene: Scene, token: Token) -> bool:
    """As in "exported", "expects to export"."""
    told = token.lexeme.form in ("export", "import") and _MODAL.search(scene.text(token.start - 8, token.start))
    return token.cell("trade_terms", "kind") == "verb" or bool(told)


_MODAL = re.compile(r"\b(?:to|will|would|can|could|must|may|might)\s+$")


def _subject(scene: Scene, token: Token) -> list[str]:
    """The nearest single country before the word in its clause."""
    low, _ = scene.segment(token.start)
    before = [a for a in scene.countries(lambda a: low <= a.start and a.stop <= token.start) if len(a.countries) == 1]
    return codes(before[-1:])


def _topic(scene: Scene, token: Token) -> list[str]:
    """Single countries before the word in its sentence, the first of them first."""
    return codes([a for a in scene.countries(lambda a: a.stop <= token.start) if len(a.countries) == 1])


def complete(
    read: Parties, flow: str, frame: Frame, pair: Pair, allowed: frozenset[str | None] | None = None
) -> Parties:
    """Fill what the words around do not tell: from the frame, then from the document's pair, then from its home.

    allowed: when given, the partner of a country whose trade is told without one must be among these or the world.
    """
    reporter, partner = read.reporter, read.partner
    told, named, owned = read.told or bool(reporter and partner), bool(partner), bool(reporter)
    if reporter and not partner:
        same = frame.reporter == reporter and frame.partner
        partner = frame.partner if same else pair.other(reporter) or _turned(reporter, frame)
        partner = partner if allowed is None or partner == "WLD" or partner in allowed else None
    elif partner == "WLD":
        reporter = reporter or frame.home or frame.reporter
    elif partner and not reporter:
        same = frame.partner == partner and frame.reporter
        home = frame.home if frame.home != partner else None
        reporter = frame.reporter if same else home or pair.other(partner) or _turned(partner, frame)
    elif not reporter and not partner:
        reporter, partner = _from_frame(flow, frame, pair, allowed)
    return Parties(reporter, partner, told, named, owned)


def _turned(code: str, frame: Frame) -> str | None:
    """The other side of the frame, when this country is one of its sides."""
    if frame.partner == code:
        return frame.reporter
    return frame.partner if frame.reporter == code else None


def _from_frame(
    flow: str, frame: Frame, pair: Pair, allowed: frozenset[str | None] | None
) -> tuple[str | None, str | None]:
    if frame.flow is not None and frame.reporter:
        return frame.reporter, frame.partner
    if flow in ("turnover", "balance"):
        mutual = allowed is None or pair.second in allowed or ((pair.about or flow == "turnover") and not pair.national)
        return pair.first, pair.second if mutual else None
    if pair.titled and pair.other(frame.home):
        return frame.home, pair.other(frame.home)
    return None, None
