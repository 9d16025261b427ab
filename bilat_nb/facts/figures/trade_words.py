"""Which words of a sentence are of trade between countries."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import islice

import re2

from bilat_nb.facts.figures.frame import Frame, is_mutual
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import Sides, sides
from bilat_nb.model import Token

_COMPANY = re.compile(
    r"<[A-Z.&-]{1,12}>|\b(?:Co|Corp|Inc|Ltd|Plc|PLC|AG|SA|NV|GmbH|company|companies|firm|firms|group|unit|subsidiary"
    r"|shares|stocks?|bonds?|dealers?|brokers?|securities|currency|futures|treasur(?:y|ies)|central bank"
    r"|stake|bourse|investors?|wholesale|retail|merchants?|consolidated)\b"
)
"""Words of companies and markets: what is sold or bought in such a sentence is no trade of a country."""
_BUSINESS = re2.compile(
    r"<[A-Z][A-Z.]{1,9}>|\b(?:Corp|Inc|Ltd|Plc|PLC|AG|GmbH|Holdings|net profit|per share|shareholders|[Tt]he company"
    r"|[Bb]ourse|BOURSE|stock exchange|brokers)\b"
)
_ANY_VERB = frozenset("paid sent sold bought purchased delivered supplied".split()) | {"took in", "brought in"}
"""Verbs that say little: they need goods, or a word of trade, beside them."""
_WORTH = re.compile(
    r"\b(?:goods|worth|products|produce|commodities|merchandise|exports?|imports?|gas|oil|electricity|tonn?es|tons)\b"
)
_TRADED = re.compile(r"\s+(?:goods|with|between|commodities|products)\b")
_TO = re.compile(r"\b(?:to|would|will|should|could)\s+$")
_NEXT = re.compile(r"\s+([A-Za-z][\w-]*)")
_GOES_ON = re.compile(
    r"(?:of|to|from|with|between|in|into|for|by|at|on|over|under|during|since|until|after|before|among|through|via|per"
    r"|and|or|but|as|while|than|that|which|who|if|when|where|was|were|is|are|be|been|has|have|had|will|would|could|can"
    r"|should|may|might|did|does|do|not|also|still|only|more|less|up|down|worth|alone|so|it|its|we|they|he|she|the|a|an"
    r"|this|these|last|next|all|both|each|there|here|now|then|again|already|almost|nearly|about|around|some"
    r"|fell|rose|grew|went|came|stood|hit|lost|made|shrank|sank|slid|got|kept|saw|brought|took|ran|set|put|led|cut"
    r"|amounts?|totals?|makes?|comes?|shows?|continues?|remains?|doubles|triples|turnovers?|volumes?|value"
    r"|flows?|figures?|statistics|exchanges?|growth|surplus|deficit|balance|gap|shortfall|imbalances?|earnings"
    r"|revenues?|sales|items|commodities|basket|deliver(?:y|ies)|suppl(?:y|ies)|shipments|goods|receipts|performance|turn-over|side|basket"
    r"|share|shares|\w+(?:ed|ly|ing))"
)
"""Words that may follow "trade" when it is what a figure measures."""
_VERBS = frozenset(("change_words", "level_words", "share_words", "status_words", "multiples"))
NEAR_BALANCE = 120
"""Characters around "trade" within which a balance has it as its own."""
_BALANCE_NEXT = re.compile(r"\s+(?:account\s+)?")
_BALANCE_IN = re.compile(r"\s+(?:in|on|of|for)\s+(?:[\w'’-]+\s+){0,3}")


def is_strong(terms: Sequence[Token]) -> bool:
    """Whether among the words of a sentence is one that can only be of trade between countries."""
    return any((row := t.get("trade_terms")) is not None and not row["needs"] for t in terms)


def strong(scene: Scene) -> bool:
    """Whether a sentence has such a word; found once, as it is asked for every word."""
    return scene.once("strong", lambda: is_strong(scene.sentence.terms))


def is_business(text: str) -> bool:
    """Whether a text is about companies rather than countries."""
    return next(islice(_BUSINESS.finditer(text), 1, None), None) is not None


def nouns(scene: Scene, frame: Frame) -> list[Token]:
    """Words that a figure may measure: of trade, where they are told of countries, and the traps."""
    return scene.once(("nouns", frame.sentence, frame.strong), lambda: nouns_among(scene.sentence.terms, scene, frame))


def nouns_among(terms: Sequence[Token], scene: Scene, frame: Frame) -> list[Token]:
    """Those of some words of a sentence that a figure may measure."""
    found = []
    for token in terms:
        row = token.get("trade_terms")
        if row is None:
            if "trap_words" in token.lexeme.readings:
                found.append(token)
        elif row["needs"] == "never" or any(aside(scene, token) for aside in ASIDES):
            continue
        elif not row["needs"] or row["kind"] == "noun" or of_countries(scene, token, row["needs"], frame):
            found.append(token)
    return found


_INCLUDED = re.compile(r"\s+(?:included|excluded)\b")
_INCLUDING = re.compile(r"\b(?:including|excluding|plus|without)\s+(?:the\s+)?$")


def _included(scene: Scene, token: Token) -> bool:
    """As in "exports to Qatar, re-exports included, were": what is said of another word."""
    before = scene.text(max(scene.sentence.start, token.start - 14), token.start)
    if token.lexeme.form in ("imports", "exports") and _INCLUDING.search(before):  # "car sales, including imports"
        return not any(a.start >= token.stop for a in scene.countries())
    if not token.lexeme.form.startswith("re-exp"):
        return False
    return _INCLUDED.match(scene.text(token.stop, token.stop + 12)) is not None or _INCLUDING.search(before) is not None


def _earns(scene: Scene, token: Token) -> bool:
    """As in "they brought in $8.6 billion": goods that earn money are not bought."""
    if token.lexeme.form not in ("brought in", "took in"):
        return False
    return not any(a.stop <= token.start for a in scene.countries())


def _compound(scene: Scene, token: Token) -> bool:
    """As in "trade legislation", "the World Production and Trade Report": another noun's first half."""
    if token.lexeme.form not in ("trade", "import", "export", "commerce"):
        return False
    text = scene.reading.text
    after = _NEXT.match(text, token.stop, min(scene.sentence.stop, token.stop + 30))
    if after is None:
        return False
    word, place = after[1], after.start(1)
    capital = text[token.start].isupper() and not word.isupper()
    told = capital if word[0].isupper() else not _GOES_ON.fullmatch(word)
    return told and all(_VERBS.isdisjoint(t.lexeme.readings) for t in scene.terms_within(place, place + 1))


def _of_a_balance(scene: Scene, token: Token) -> bool:
    """The word only says whose balance it is: "trade deficit", "a surplus in its trade with Italy"."""
    if token.cell("trade_terms", "flow") != "turnover" or "trade" not in token.lexeme.form:
        return False
    balances = scene.once("balances", lambda: _balances(scene))
    if not balances[0]:
        return False
    starts, (low, high) = balances[0], (token.start - NEAR_BALANCE, token.stop + NEAR_BALANCE)
    for other in balances[1][bisect_left(starts, low) : bisect_left(starts, high)]:
        if other.start >= token.stop and _BALANCE_NEXT.fullmatch(scene.text(token.stop, other.start)):
            return True
        if other.stop <= token.start and _BALANCE_IN.fullmatch(scene.text(other.stop, token.start)):
            return True
    return False


def _balances(scene: Scene) -> tuple[list[int], list[Token]]:
    """The words of a sentence for a balance, with where they start."""
    found = [t for t in scene.sentence.terms if t.cell("trade_terms", "flow") == "balance"]
    return [t.start for t in found], found


def of_countries(scene: Scene, token: Token, needs: str, frame: Frame) -> bool:
    """Return whether "sales" or "surplus" are of trade: so are the words around, or a country owns them."""
    near = frame.near(scene.sentence.index) and (frame.strong or frame.sentence == scene.sentence.index)
    if token.cell("trade_terms", "kind") == "weak" and any(
        t.get("trade_terms") for t in scene.terms_within(token.stop + 1, token.stop + 2)
    ):
        return False  # "a total surplus"
    if token.cell("trade_terms", "kind") == "weak" and _TO.search(scene.text(token.start - 7, token.start)):
        return False
    if needs == "trade":
        return near or strong(scene) or token.cell("trade_terms", "flow") == "balance"
    around = sides(scene, token.start, token.stop)
    if needs == "pair":
        return _of_pair(scene, token, around)
    if len(around.codes("between")) > 1 or (around.left and around.codes("to", "from", "with")):
        return True
    if _of_firms(scene, token) or _THERE.match(scene.text(token.stop, token.stop + 14)):
        return True
    if scene.once("company", lambda: _COMPANY.search(scene.text(scene.sentence.start, scene.sentence.stop))):
        return False
    if token.cell("trade_terms", "kind") == "verb" and token.lexeme.form in _ANY_VERB:
        return _of_goods(scene, token, frame) or bool(around.codes("to", "from") and (around.left or near))
    if strong(scene) or (not frame.business and (near or frame.about)):
        return True
    return bool(around.left or any(around.after.get(p) for p in ("to", "from", "with", "between")))


def _of_goods(scene: Scene, token: Token, frame: Frame) -> bool:
    """Whether goods stand beside "bought" or "sold", or a country that does so speaks of itself."""
    low, high = max(scene.sentence.start, token.start - 60), min(scene.sentence.stop, token.stop + 90)
    if frame.about and _WE_FOR.search(scene.text(low, token.stop + 5)):
        return True
    if _WORTH.search(scene.text(token.start, high)):
        return True
    two = frame.about or len({c for a in scene.countries() for c in a.countries}) > 1  # not "vehicles sold in 2030"
    goods = _WORTH.search(scene.text(low, token.start)) or any(t.get("products") for t in scene.terms_within(low, high))
    return two and bool(goods)


_FIRMS = re.compile(
    r"\s+(?:companies|firms|enterprises|exporters|importers|producers|businesses|suppliers|sellers|customers|buyers|farmers"
    r"|manufacturers|growers|consumers)\s+(?:[\w-]+\s+){0,2}$"
)
_THERE = re.compile(r"\s+(?:to|from)\s+there\b")
_WE_FOR = re.compile(r"\b(?:[Ww]e|[Tt]hey)\s+(?:\w+\s+){0,2}\w+\s+for\b")
"""As in "last year we bought for 97 billion euros and sold for 84"."""


def _of_firms(scene: Scene, token: Token) -> bool:
    """As in "Spanish companies sold Cuba goods": all those of a country stand for it."""
    before = [a for a in scene.countries(lambda a: a.stop <= token.start) if a.demonym]
    return bool(before) and _FIRMS.fullmatch(scene.text(before[-1].stop, token.start)) is not None


def _of_pair(scene: Scene, token: Token, around: Sides) -> bool:
    """As in "the two countries traded goods for", "trading between France and Serbia"."""
    if (
        token.start > scene.sentence.start and scene.text(token.start, token.start + 1).isupper()
    ):  # "the Commerce Department"
        return False
    if around.codes("with", "between"):
        return True
    told = is_mutual(scene.text(scene.sentence.start, token.stop + 20)) or len(around.left) > 1
    return told or _TRADED.match(scene.text(token.stop, token.stop + 14)) is not None


_FINANCED = re.compile(
    r"\bfinanc(?:e|es|ed|ing)\b(?:\s+[\w.’'-]+){0,4}\s+$"
    r"|\b(?:orders|licen[cs]es|permits|bids) for\s+(?:[\w-]+\s+){0,3}$",
    re.I,
)
_OF_ELSE = re.compile(r"\s+(?:prices?|and investments?)\b")
_AT_RATE = re.compile(r"\s+(?:at|around|near|below|above)\s+(?:an?\b|about|around|\d)")


def _financed(scene: Scene, token: Token) -> bool:
    """As in "loans for financing Hong Kong's visible trade"; "the dollar will trade at 2.0" is no trade either."""
    if _OF_ELSE.match(scene.text(token.stop, min(scene.sentence.stop, token.stop + 18))):
        return True
    if _FINANCED.search(scene.text(max(scene.sentence.start, token.start - 60), token.start)):
        return True
    if token.lexeme.form not in ("trade", "trades", "traded", "trading") or not _TO.search(
        scene.text(token.start - 8, token.start)
    ):
        return False
    return _AT_RATE.match(scene.text(token.stop, token.stop + 12)) is not None


def _denied(scene: Scene, token: Token) -> bool:
    """As in "the non-merchandise deficit"."""
    return scene.text(token.start - 4, token.start).lower() == "non-" and token.start - 4 >= scene.sentence.start


ASIDES: tuple[Callable[[Scene, Token], bool], ...] = (_denied, _financed, _earns, _included, _of_a_balance, _compound)
"""Why a word of trade may be none that a figure measures."""
