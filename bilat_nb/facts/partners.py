"""Partners: reporter, partner, product and share base of a word of trade, completed from the frame and the document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilat_nb.facts.frame import Frame, Pair
from bilat_nb.facts.scene import Scene
from bilat_nb.facts.sides import Sides, codes, sides
from bilat_nb.model import Quantity, Token

BLOCS = frozenset("EAEU CIS EU BRICS ASEAN SCO WLD GCC AU OPEC G7 G20 NATO UN CSTO".split())
_WORLD = re.compile(
    r"\b(?:the (?:whole )?world|worldwide|(?:all|other) (?:countries|partners)|everything|total|foreign|external"
    r"|overall)\b",
    re.I,
)


@dataclass(slots=True)
class Parties:
    """Whose trade, with whom; `told` when both were read around the word itself."""

    reporter: str | None
    partner: str | None
    told: bool = False
    named: bool = False
    """The partner was read around the word, not filled in."""


def parties(scene: Scene, token: Token, flow: str, frame: Frame, pair: Pair) -> Parties:
    """Return reporter and partner of the flow named by `token`."""
    around = sides(scene, token.start, token.stop)
    readers = {"exports": _exports, "imports": _imports, "balance": _balance}
    read = readers.get(flow, _turnover)(scene, token, around)
    same = frame.sentence == scene.sentence.index and frame.reporter is not None
    if same and flow == "balance" and not read.named:
        read.reporter = frame.reporter
    if same and _verb(token) and not _own_subject(scene, token, frame):
        read.reporter = frame.reporter
    return complete(read, flow, frame, pair)


_FIGURE_OF = re.compile(r"\s*(?:\(|:|[-–—]|accounted for|accounts for|made up|worth|at|with)\s*", re.I)
_THOSE = re.compile(r"\b(?:those|that|deliveries|supplies|sales) of\s+$", re.I)
_LISTED = re.compile(r"\s*(?:with|at|for|:|[-–—(]|,)\s*(?:only\s+)?", re.I)
_WHOLE_WORLD = re.compile(
    r"\b(?:the (?:whole |rest of the )?world|worldwide|globally|(?:all|other|foreign) (?:countries|markets))\b", re.I
)


def beside(scene: Scene, figure: Quantity, who: Parties) -> Parties:
    """A list names the partner right before each figure: "Nigeria with 29.2%", "China ($5 bn)"."""
    for actor in scene.countries(lambda a: a.stop <= figure.start and figure.start - a.stop < 10):
        code = actor.countries[0]
        if len(actor.countries) == 1 and not actor.demonym and _LISTED.fullmatch(scene.text(actor.stop, figure.start)):
            return who if code in (who.reporter, who.partner) else Parties(who.reporter, code, True)
    return who


def _own_subject(scene: Scene, token: Token, frame: Frame) -> bool:
    """Whether a country stands between the last figure and a verb: else the verb goes on with the subject before it."""
    return any(
        True
        for _ in scene.countries(
            lambda a: (
                a.start >= frame.figure_stop
                and a.stop <= token.start
                and not _PREPOSED.search(scene.text(max(0, a.start - 8), a.start))
            )
        )
    )


def _first(*groups: list[str]) -> str | None:
    return next((group[0] for group in groups if group), None)


def _exports(scene: Scene, token: Token, around: Sides) -> Parties:
    own = codes(around.left) if not _verb(token) else []
    reporter = _first(
        own, around.codes("from", "by"), around.codes("of"), _subject(scene, token) if _verb(token) else []
    )
    partner = next((c for c in around.codes("to") + around.codes("in", "into", "among", "with") if c != reporter), None)
    if partner is None and len(own) > 1:
        partner = own[1]
    if partner is None and _WHOLE_WORLD.search(scene.text(token.stop, min(scene.sentence.stop, token.stop + 70))):
        partner = "WLD"
    return Parties(reporter, partner)


def _imports(scene: Scene, token: Token, around: Sides) -> Parties:
    own = codes(around.left) if not _verb(token) else []
    reporter = _first(
        own, around.codes("by"), around.codes("to", "into", "in"), _subject(scene, token) if _verb(token) else []
    )
    partner = next((c for c in around.codes("from") + around.codes("of", "with") if c != reporter), None)
    if reporter is None:
        reporter = next((c for c in around.codes("of", demonym=False) if c != partner), None)
    return Parties(reporter, partner)


_PREPOSED = re.compile(r"\b(?:to|from|with|in|of)\s+(?:the\s+)?$", re.I)
_FAVOUR = re.compile(r"\b(?:in favou?r of|on the side of|for)\s+(?:the\s+)?$", re.I)


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
    topic = [c for c in _topic(scene, token) if c not in (read.partner, *BLOCS)]
    return Parties(topic[-1] if topic else None, read.partner)


def _turnover(scene: Scene, token: Token, around: Sides) -> Parties:
    between = around.codes("between") or around.codes("of")
    if len(between) > 1:
        return Parties(between[0], between[1], True)
    left = codes(around.left)
    if len(left) > 1:
        return Parties(left[0], left[1], True)
    partner = _first(around.codes("with"), around.codes("to", "for", "among"))
    reporter = next((c for c in left + between + around.codes("by", "in") if c != partner), None)
    if reporter is None and partner is not None:
        reporter = next((c for c in _topic(scene, token) if c not in (partner, *BLOCS)), None)
    return Parties(reporter, partner)


def _verb(token: Token) -> bool:
    return token.cell("trade_terms", "kind") == "verb"


def _subject(scene: Scene, token: Token) -> list[str]:
    """The nearest single country before the word in its clause."""
    low, _ = scene.segment(token.start)
    before = [a for a in scene.countries(lambda a: low <= a.start and a.stop <= token.start) if len(a.countries) == 1]
    return codes(before[-1:])


def _topic(scene: Scene, token: Token) -> list[str]:
    """Single countries before the word in its sentence, the first of them first."""
    return codes([a for a in scene.countries(lambda a: a.stop <= token.start) if len(a.countries) == 1])


def complete(read: Parties, flow: str, frame: Frame, pair: Pair) -> Parties:
    """Fill what the words around do not tell: from the frame, then from the document's pair."""
    reporter, partner = read.reporter, read.partner
    read.told = read.told or bool(reporter and partner)
    read.named = bool(partner)
    if reporter and not partner:
        same = frame.reporter == reporter and frame.partner
        partner = (
            frame.partner if same else pair.other(reporter) or (frame.reporter if frame.partner == reporter else None)
        )
    elif partner and not reporter:
        same = frame.partner == partner and frame.reporter
        reporter = (
            frame.reporter if same else pair.other(partner) or (frame.partner if frame.reporter == partner else None)
        )
    elif not reporter and not partner:
        reporter, partner = _from_frame(flow, frame, pair)
    return Parties(reporter, partner, read.told, read.named)


def _from_frame(flow: str, frame: Frame, pair: Pair) -> tuple[str | None, str | None]:
    if frame.flow is not None and frame.reporter:
        return frame.reporter, frame.partner
    if flow in ("turnover", "balance"):
        return pair.first, pair.second
    return None, None


def product_of(scene: Scene, figure: Quantity, token: Token | None, share: bool) -> str:
    """The product named beside the word of trade, in lower case, or ``all``."""
    for item in scene.terms("products"):
        name = item.cell("products", "product") or item.lexeme.form
        if name == "services" and scene.text(item.start - 4, item.start) == "and ":
            continue
        if item.stop <= figure.start and _FIGURE_OF.fullmatch(scene.text(item.stop, figure.start)):
            return name
        if (
            item.stop <= figure.start
            and item.start >= scene.comma(figure.start)[0]
            and _THOSE.search(scene.text(max(0, item.start - 12), item.start))
        ):
            return name
        if figure.stop <= item.start and re.fullmatch(
            r"\s+for\s+(?:[\w-]+\s+){0,2}", scene.text(figure.stop, item.start)
        ):
            return name
        if token is not None and _beside(scene, item, token):
            return name
        if (
            share
            and item.stop <= figure.start
            and figure.start - item.stop < 60
            and item.start >= scene.comma(figure.start)[0]
        ):
            return name
    return "all"


def _beside(scene: Scene, item: Token, token: Token) -> bool:
    """As in "exports of machinery", "food exports", "Russian oil exports"."""
    if item.stop <= token.start:
        return re.fullmatch(r"\s+(?:products?\s+|and\s+[\w-]+\s+)?", scene.text(item.stop, token.start)) is not None
    lead = r"\s+" if token.cell("trade_terms", "kind") == "verb" else r"\s+(?:of|in)\s+(?:[\w’'-]+\s+){0,2}"
    return re.fullmatch(lead, scene.text(token.stop, item.start)) is not None


def share_base(scene: Scene, figure: Quantity, token: Token | None, pair: Pair) -> tuple[str | None, Parties | None]:
    """What a share is part of: world, bilateral or a bloc's code, with the parties that this tells."""
    if token is None:
        return None, None
    around = sides(scene, token.start, token.stop)
    if holder := _holder(scene, token):
        owner = next((c for c in codes(around.left) + around.codes("of") if c != holder and c not in BLOCS), None)
        return "world", Parties(owner or pair.other(holder), holder)
    named = codes(around.left) + [c for p in ("of", "between", "by") for c in around.codes(p)]
    with_whom = [c for p in ("with", "to", "from", "among") for c in around.codes(p)]
    bloc = next((c for c in with_whom if c in BLOCS and c != "WLD"), None)
    owner = next((c for c in named if c not in BLOCS), None)
    if bloc:
        return bloc, _seen_from(scene, figure, owner, pair)
    if len({c for c in named + with_whom if c not in BLOCS}) > 1 or (with_whom and with_whom[0] not in BLOCS):
        partner = next((c for c in with_whom + named if c != owner), None)
        return "bilateral", Parties(owner or pair.other(partner), partner)
    if owner or token.cell("trade_terms", "kind") == "world" or _WORLD.search(scene.text(figure.stop, token.stop + 60)):
        return "world", _seen_from(scene, figure, owner, pair)
    return None, None


def _holder(scene: Scene, token: Token) -> str | None:
    """Whose share it is: "Russia's share in the country's foreign trade"."""
    for word in scene.terms("share_words"):
        if word.lexeme.form.endswith("share") and word.stop <= token.start:
            for actor in scene.countries(lambda a, w=word: 0 <= w.start - a.stop <= 4):  # type: ignore[misc]
                return actor.countries[0] if len(actor.countries) == 1 else None
    return None


def _seen_from(scene: Scene, figure: Quantity, owner: str | None, pair: Pair) -> Parties:
    """The owner's trade, and as partner the country that the sentence is about."""
    subject = [
        c
        for a in scene.countries(lambda a: a.stop <= figure.start)
        for c in a.countries
        if c != owner and c not in BLOCS
    ]
    partner = pair.other(owner) or (subject[0] if subject else None)
    if owner is None:
        owner = pair.other(subject[0]) if subject else pair.first
        partner = subject[0] if subject else pair.second
    return Parties(owner, partner)
