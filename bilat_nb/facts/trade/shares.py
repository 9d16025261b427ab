"""Shares: what a percentage is part of, and whose trade that is."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.frame import Pair
from bilat_nb.facts.figures.partners import BLOCS, Parties
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import codes, sides
from bilat_nb.model import Quantity, Token

_WORLD = re.compile(
    r"\b(?:the (?:whole )?world|worldwide|(?:all|other) (?:countries|partners)|everything|total|foreign|external"
    r"|overall)\b",
    re.I,
)


def share_base(
    scene: Scene, figure: Quantity, token: Token | None, pair: Pair, home: str | None = None
) -> tuple[str | None, Parties | None]:
    """What a share is part of: world, bilateral or a bloc's code, with the parties that this tells."""
    if token is None:
        return None, None
    around = sides(scene, token.start, token.stop)
    if holder := _holder(scene, token):
        owner = next((c for c in codes(around.left) + around.codes("of") if c != holder and c not in BLOCS), None)
        return "world", Parties(owner or pair.other(holder) or home, holder, True)
    own = (
        [home]
        if home
        and (
            _ALL_WE.search(scene.text(token.start - 40, token.start))
            or _OUR_OWN.search(scene.text(token.start - 40, token.start))
            or any(THE_COUNTRY.fullmatch(scene.text(a.start, a.stop)) for a in around.left)
        )
        else None
    )
    named = (own or codes(around.left)) + [c for p in ("of", "between", "by") for c in around.codes(p)]
    with_whom = [c for p in ("with", "to", "from", "among") for c in around.codes(p)]
    bloc = next((c for c in with_whom if c in BLOCS and c != "WLD"), None)
    owner = next((c for c in named if c not in BLOCS), None)
    if with_whom and _WENT.match(scene.text(token.stop, min(scene.sentence.stop, token.stop + 60))):
        return "world", Parties(owner or pair.other(with_whom[0]) or home, with_whom[0], True)
    if bloc:
        return bloc, _seen_from(scene, figure, owner, pair, home)
    if len({c for c in named + with_whom if c not in BLOCS}) > 1 or (with_whom and with_whom[0] not in BLOCS):
        partner = next((c for c in with_whom + named if c != owner), None)
        return "bilateral", Parties(owner or pair.other(partner) or home, partner)
    owner = owner or _possessor(scene, figure)
    if owner or token.cell("trade_terms", "kind") == "world" or _WORLD.search(scene.text(figure.stop, token.stop + 60)):
        return "world", _seen_from(scene, figure, owner, pair, home)
    return None, None


_ALL_WE = re.compile(
    r"\b(?:everything|all|what|that|goods|total)\s+(?:that\s+|which\s+)?(?:we|it|they"
    r"|the (?:country|republic|kingdom|nation|island|state|economy))\s+(?:has\s+|have\s+)?$"
)
_OUR_OWN = re.compile(r"\bof\s+(?:all\s+)?our\s+(?:[\w-]+\s+){0,2}$", re.I)
"""As in "39.4% of everything we shipped abroad", "28.6% of all the republic exported"."""
_WENT = re.compile(
    r"\s+(?:(?:[\w-]+\s+){0,2}(?:go|goes|went|gone|come|comes|came|(?:is|are|was|were|being|be)\s+(?:\w+ly\s+)?"
    r"(?:sent|shipped|sold|exported|destined|directed|bought|delivered|imported))|(?:is|are|was|were))\s+(?:to|from|with|for)\b"
)
"""As in "80 percent of its exports went to Italy": the place of the partner in all of them."""
THE_COUNTRY = re.compile(r"(?:the )?(?:country|republic|kingdom|island|nation)(?:['’]s)?", re.I)
_SHARE_OF = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?")


def _holder(scene: Scene, token: Token) -> str | None:
    """Whose share it is: "Russia's share in the country's foreign trade"."""
    for word in scene.terms("share_words"):
        if word.lexeme.form.endswith("share") and word.stop <= token.start:
            for actor in scene.countries(lambda a, w=word: 0 <= w.start - a.stop <= 4):  # type: ignore[misc]
                return actor.countries[0] if len(actor.countries) == 1 else None
            for actor in scene.countries(lambda a, w=word: w.stop < a.start and a.stop <= token.start):  # type: ignore[misc]
                if len(actor.countries) == 1 and _SHARE_OF.fullmatch(scene.text(word.stop, actor.start)):
                    return actor.countries[0]
    return None


def _possessor(scene: Scene, figure: Quantity) -> str | None:
    """As in "Brazil was Argentina's main partner, with a share of 15.2% of exports"."""
    for actor in scene.countries(lambda a: a.stop <= figure.start and len(a.countries) == 1):
        if scene.text(actor.stop, actor.stop + 1) in ("'", "’"):
            return actor.countries[0]
    return None


def _seen_from(scene: Scene, figure: Quantity, owner: str | None, pair: Pair, home: str | None) -> Parties:
    """The owner's trade, and as partner the country that the sentence is about."""
    before = codes(list(scene.countries(lambda a: a.stop <= figure.start)))
    after = codes(list(scene.countries(lambda a: a.start >= figure.stop)))
    subject = [c for c in before[::-1] if c != owner and c not in BLOCS]
    if owner is None:
        named = subject or [c for c in after if c not in BLOCS]
        told_by = home if not named or home != named[0] else None
        owner = told_by or (pair.other(named[0]) if named else pair.first)
        return Parties(owner, named[0] if named else pair.other(owner))
    return Parties(owner, subject[0] if subject else pair.other(owner))
