"""Which words of a sentence are of trade between countries, and which figures beside them are of something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

import re2

from bilat_nb.facts.figures.frame import Frame, is_mutual
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import Sides, sides
from bilat_nb.model import Quantity, Token

_COMPANY = re.compile(
    r"<[A-Z.&-]{1,12}>|\b(?:Co|Corp|Inc|Ltd|Plc|PLC|AG|SA|NV|GmbH|company|companies|firm|firms|group|unit|subsidiary"
    r"|shares|stocks?|bonds?|dealers?|brokers?|securities|currency|futures|treasur(?:y|ies)|central bank"
    r"|stake|bourse|investors?|wholesale|retail|merchants?|consolidated)\b"
)
"""Words of companies and markets: what is sold or bought in such a sentence is no trade of a country."""
ACCOUNT = 3
"""Sentences after which "the deficit" is no longer that of a budget or a current account."""
_BUSINESS = re2.compile(
    r"<[A-Z][A-Z.]{1,9}>|\b(?:Corp|Inc|Ltd|Plc|PLC|AG|GmbH|Holdings|net profit|per share|shareholders|[Tt]he company"
    r"|[Bb]ourse|BOURSE|stock exchange|brokers)\b"
)
_FIRM = re.compile(
    r"(?:<[A-Z][A-Z.]{1,9}>|\b(?:Corp|Co|Inc|Ltd|Plc|AG|SA|NV|GmbH|company|firm|group|maker|producer|subsidiary))"
    r"(?:['’]s?|\s(?:[\w.-]+\s+){0,6}its)\s+(?:[\w/-]+\s+){0,3}$"
)
"""As in "the company's exports", "Statoil Corp said its gas exports"."""
_ANY_VERB = frozenset("paid sent sold bought purchased delivered supplied".split()) | {"took in", "brought in"}
"""Verbs that say little: they need goods, or a word of trade, beside them."""
_WORTH = re.compile(
    r"\b(?:goods|worth|products|produce|commodities|merchandise|exports?|imports?|gas|oil|electricity|tonn?es|tons)\b"
)
_TRADED = re.compile(r"\s+(?:goods|with|between|commodities|products)\b")
_TO = re.compile(r"\b(?:to|would|will|should|could)\s+$")
_REVISED = re.compile(
    r"\b(?:revised(?: (?:up|down|downwards?|upwards?))? from|provisional figure of"
    r"|(?:originally|initially|previously|first) (?:reported|put|estimated)(?: (?:at|as))?)\s+(?:a\s+)?$"
)
_LIMIT = re.compile(
    r"\b(?:limit(?:s|ed|ing)?|restrict(?:s|ed|ing)?|capp?(?:ed|ing)?|hold(?:ing)?|curb(?:s|ed|ing)?)\b[^.;,]{0,60}\bto\s+$"
)
_NUMBER_OF = re.compile(r"\s*(?:increase|decrease|rise|fall|drop|decline|growth)?\s*in the number of\b")
_CAUSE = re.compile(
    r"\s*(?:of (?:it|that|this|the (?:rise|fall|increase|decline|growth))\s+)?(?:was|is|were|are|could be|can be)\s+"
    r"(?:accounted for by|due to|attributed to|attributable to|explained by|caused by)\b"
)
_CARRIED_BY = re.compile(
    r"\s+(?:travels?|moves?|goes|go|passes|pass|transits?|(?:is|are|was|were) (?:carried|shipped|transported|moved))"
    r"\s+(?:on|by|through|along|via|over|across)\b"
)
"""As in "80 percent of the country's foreign trade travels on the river"."""
_NEXT = re.compile(r"\s+([A-Za-z][\w-]*)")
_GOES_ON = re.compile(
    r"(?:of|to|from|with|between|in|into|for|by|at|on|over|under|during|since|until|after|before|among|through|via|per"
    r"|and|or|but|as|while|than|that|which|who|if|when|where|was|were|is|are|be|been|has|have|had|will|would|could|can"
    r"|should|may|might|did|does|do|not|also|still|only|more|less|up|down|worth|alone|so|it|its|we|they|he|she|the|a|an"
    r"|this|these|last|next|all|both|each|there|here|now|then|again|already|almost|nearly|about|around|some"
    r"|fell|rose|grew|went|came|stood|hit|lost|made|shrank|sank|slid|got|kept|saw|brought|took|ran|set|put|led|cut"
    r"|amounts?|totals?|makes?|comes?|shows?|continues?|remains?|doubles|triples|turnovers?|volumes?|value"
    r"|flows?|figures?|statistics|exchanges?|growth|surplus|deficit|balance|gap|shortfall|imbalances?|earnings"
    r"|revenues?|sales|deliver(?:y|ies)|suppl(?:y|ies)|shipments|goods|receipts|performance|turn-over|side|basket"
    r"|share|shares|\w+(?:ed|ly|ing))"
)
"""Words that may follow "trade" when it is what a figure measures."""
_VERBS = ("change_words", "level_words", "share_words", "status_words", "multiples")
Patterns = tuple[tuple[re.Pattern[str], int, str], ...]
BEFORE: Patterns = ((_REVISED, 44, "a figure that was revised"), (_LIMIT, 90, "a limit"))
_OF_A_MARKET = re.compile(r"\s*(?:pct |per ?cent )?of (?:the |its |their )?(?:[\w.’']+ ){0,3}market\b")
_SHORT = re.compile(r"\s+short\b")
AFTER: Patterns = (
    (_OF_A_MARKET, 60, "a share of a market"),
    (_NUMBER_OF, 40, "a number of things"),
    (_CAUSE, 70, "a cause"),
    (_SHORT, 12, "what is missing"),
)
"""Words right before and after a figure that make it none of trade, how far they reach, and why."""
_BALANCE_NEXT = re.compile(r"\s+(?:account\s+)?")
_BALANCE_IN = re.compile(r"\s+(?:in|on|of|for)\s+(?:[\w'’-]+\s+){0,3}")


def is_strong(terms: Sequence[Token]) -> bool:
    """Whether among the words of a sentence is one that can only be of trade between countries."""
    return any((row := t.get("trade_terms")) is not None and not row["needs"] for t in terms)


def is_business(text: str) -> bool:
    """Whether a text is about companies rather than countries."""
    return next(islice(_BUSINESS.finditer(text), 1, None), None) is not None


def nouns(scene: Scene, frame: Frame) -> list[Token]:
    """Words that a figure may measure: of trade, where they are told of countries, and the traps."""
    found = []
    for token in scene.sentence.terms:
        row = token.get("trade_terms")
        if row is None:
            if "trap_words" in token.lexeme.readings:
                found.append(token)
        elif row["needs"] == "never" or _earns(scene, token) or _of_a_balance(scene, token) or _compound(scene, token):
            continue
        elif not row["needs"] or row["kind"] == "noun" or _of_countries(scene, token, row["needs"], frame):
            found.append(token)
    return found


def _earns(scene: Scene, token: Token) -> bool:
    """As in "they brought in $8.6 billion": goods that earn money are not bought."""
    if token.lexeme.form not in ("brought in", "took in"):
        return False
    return not any(a.stop <= token.start for a in scene.countries())


def _compound(scene: Scene, token: Token) -> bool:
    """As in "trade legislation", "the World Production and Trade Report": another noun's first half."""
    if token.lexeme.form not in ("trade", "import", "export", "commerce"):
        return False
    after = _NEXT.match(scene.text(token.stop, min(scene.sentence.stop, token.stop + 30)))
    if after is None:
        return False
    word = after.group(1)
    if any(
        t.start == token.stop + after.start(1) and any(name in t.lexeme.readings for name in _VERBS)
        for t in scene.sentence.terms
    ):
        return False
    capital = scene.text(token.start, token.start + 1).isupper()
    if word[0].isupper():
        return capital and not word.isupper()
    return not _GOES_ON.fullmatch(word)


def _of_a_balance(scene: Scene, token: Token) -> bool:
    """The word only says whose balance it is: "trade deficit", "a surplus in its trade with Italy"."""
    if token.cell("trade_terms", "flow") != "turnover" or "trade" not in token.lexeme.form:
        return False
    for other in scene.terms("trade_terms"):
        if other.cell("trade_terms", "flow") == "balance":
            if other.start >= token.stop and _BALANCE_NEXT.fullmatch(scene.text(token.stop, other.start)):
                return True
            if other.stop <= token.start and _BALANCE_IN.fullmatch(scene.text(other.stop, token.start)):
                return True
    return False


def _of_countries(scene: Scene, token: Token, needs: str, frame: Frame) -> bool:
    """Whether "sales", "the total" or "surplus" are of trade: so are the words around, or a country owns them."""
    near = frame.near(scene.sentence.index) and frame.strong
    if token.cell("trade_terms", "kind") == "weak" and any(
        0 < t.start - token.stop < len("  ") and t.get("trade_terms") for t in scene.sentence.terms
    ):
        return False  # "a total surplus"
    if token.cell("trade_terms", "kind") == "weak" and _TO.search(scene.text(token.start - 7, token.start)):
        return False
    if needs == "trade":
        return near or is_strong(scene.sentence.terms) or token.cell("trade_terms", "flow") == "balance"
    around = sides(scene, token.start, token.stop)
    if needs == "pair":
        return _of_pair(scene, token, around)
    if len(around.codes("between")) > 1 or (around.left and around.codes("to", "from", "with")):
        return True
    if _of_firms(scene, token):
        return True
    if _COMPANY.search(scene.text(scene.sentence.start, scene.sentence.stop)):
        return False
    if token.cell("trade_terms", "kind") == "verb" and token.lexeme.form in _ANY_VERB:
        return _of_goods(scene, token, frame) or bool(around.codes("to", "from") and (around.left or near))
    if is_strong(scene.sentence.terms) or (not frame.business and (near or frame.about)):
        return True
    return bool(around.left or any(around.after.get(p) for p in ("to", "from", "with", "between")))


def _of_goods(scene: Scene, token: Token, frame: Frame) -> bool:
    """Whether goods stand beside "bought" or "sold", or a country that does so speaks of itself."""
    low, high = max(scene.sentence.start, token.start - 60), min(scene.sentence.stop, token.stop + 90)
    if frame.about and _WE_FOR.search(scene.text(low, token.stop + 5)):
        return True
    return _WORTH.search(scene.text(low, high)) is not None or any(
        low <= t.start < high for t in scene.terms("products")
    )


_FIRMS = re.compile(
    r"\s+(?:companies|firms|enterprises|exporters|importers|producers|businesses|suppliers|sellers|customers|buyers|farmers"
    r"|manufacturers|growers|consumers)\s+(?:[\w-]+\s+){0,2}$"
)
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


# --- figures that are of something else ----------------------------------------------------------------------


def refusal(scene: Scene, figure: Quantity, token: Token | None, rule: str, frame: Frame) -> str | None:
    """Why a figure that stands beside a word of trade is none of trade between countries; None when it is."""
    if _regional(scene, figure, rule):
        return "trade of a region"
    if token is not None and _of_an_account(scene, figure, token, frame):
        return "another account than trade"
    needs = token.cell("trade_terms", "needs") if token is not None else None
    if token is not None and needs and not _of_countries(scene, token, needs, frame):
        return "not told of a country"
    low, high = scene.sentence.start, scene.sentence.stop
    if token is not None and _FIRM.search(scene.text(max(low, token.start - 90), token.start)):
        frame.forget()
        return "trade of a company"
    if (
        token is not None
        and figure.stop <= token.start
        and _CARRIED_BY.match(scene.text(token.stop, min(high, token.stop + 40)))
    ):
        return "a way of transport"
    for pattern, reach, why in BEFORE:
        if pattern.search(scene.text(max(low, figure.start - reach), figure.start)):
            return why
    return next(
        (
            why
            for pattern, reach, why in AFTER
            if pattern.match(scene.text(figure.stop, min(high, figure.stop + reach)))
        ),
        None,
    )


def _regional(scene: Scene, figure: Quantity, rule: str) -> bool:
    """Trade of a part of a country; a share that such trade has in the trade of the country counts."""
    if rule == "of_total":
        return False
    low = scene.sentence.start if rule == "carried" else scene.segment(figure.start)[0]
    return any(low <= t.start < figure.start for t in scene.terms("region_words"))


def _of_an_account(scene: Scene, figure: Quantity, token: Token, frame: Frame) -> bool:
    """The balance of payments, of a budget: "the current account showed a surplus of $376 million"."""
    if token.cell("trade_terms", "flow") != "balance" or "trade" in token.lexeme.form:
        return False
    near = frame.near(scene.sentence.index) and frame.strong
    if sides(scene, token.start, token.stop).codes("with", "vis-a-vis") and not any(
        t.cell("trap_words", "why") == "budget" for t in scene.sentence.terms
    ):
        return False
    if not is_strong(scene.sentence.terms) and (not near or 0 < scene.sentence.index - frame.account < ACCOUNT):
        return True
    low = scene.segment(token.start)[0]
    before = [t for t in scene.sentence.terms if low <= t.start and t.stop <= max(token.start, figure.start)]
    other = [t.start for t in before if t.cell("trap_words", "why") == "budget"]
    trade = [t.start for t in before if "trade" in t.lexeme.form and t.cell("trade_terms", "flow")]
    return bool(other) and max(other) > max(trade, default=-1)
