"""Refusing: figures that stand beside a word of trade and are none of trade between countries, with the reason."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.frame import Frame
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import sides
from bilat_nb.facts.figures.trade_words import is_strong, of_countries
from bilat_nb.model import Quantity, Token

ACCOUNT = 3
"""Sentences after which "the deficit" is no longer that of a budget or a current account."""
_FIRM = re.compile(
    r"(?:<[A-Z][A-Z.]{1,9}>|\b(?:Corp|Co|Inc|Ltd|Plc|AG|SA|NV|GmbH|company|firm|group|maker|producer|subsidiary))"
    r"(?:['’]s?|\s(?:[\w.-]+\s+){0,6}its)\s+(?:[\w/-]+\s+){0,3}$"
)
"""As in "the company's exports", "Statoil Corp said its gas exports"."""
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
_ON_GOODS = re.compile(
    r"\b(?:tariffs?|duty|duties|sanctions|levy|levies|taxes|surcharges?|quotas?)\s+(?:of\s+[\w.]+\s+\w+\s+)?on\s+"
    r"(?:(?:up to|about|some|around|nearly|over|more than|another|the)\s+)?$"
)
"""As in "100 pct tariffs on 300 mln dlrs worth of imports"."""
_RATE_OF = re.compile(
    r"\b(?:levy|tariffs?|duty|duties|tax|VAT)\b[^.;,]{0,40}\b(?:to|at|of|from|by)\s+(?:(?:about|up to|between)\s+)?$"
)
"""As in "raised the levy on imports to seven percent"."""
_FORCED = re.compile(
    r"\b(?:forc(?:e|es|ing)|requir(?:e|es|ing)|mandat(?:e|es|ing)|legislat\w+)\s+(?:an?\s+|the\s+)?(?:annual\s+)?$"
)
_RATIO = re.compile(r"\bratio\b[^.;,]{0,40}$")
_MARKET_TO = re.compile(r"\bshare\b[^;,]{0,40}\bmarket\b[^.;,]{0,30}\b(?:from|to|at)\s+(?:\w+\s+){0,2}$")
_RESERVES = re.compile(r"\breserves\b[^.;]{0,120}\b(?:equivalent|equal|sufficient|enough)\s+(?:to|for)\s+$")
_QUOTA = re.compile(r"\bquotas?\b[^.;,]{0,30}\b(?:to|of|at|from)\s+(?:\w+\s+)?$")
_MONEY_S = re.compile(
    r"\b(?:yen|dollar|mark|pound|sterling|franc|currency|rouble|ruble|peso|rupee|yuan|euro)['’]s\s+$", re.I
)
_PLANT = re.compile(
    r"\b(?:operation|plant|company|firm|factory|mine|group|subsidiary|enterprise|port|airport|province)"
    r"(?:\s+\w+){0,2}\s+(?:accounts?|accounted) for\s+$"
)
_DENIED = re.compile(
    r"\b(?:not|never)\s+(?:going\s+)?(?:to\s+)?(?:be\s+)?(?:exports?|imports?|sell|buy|exporting|importing)\s+$"
)
_GUARANTEE = re.compile(r"\b[Gg]uarantees?\b|\bGSM-\d")
_REPAID = re.compile(r"\b(?:repayments?|servicing|debt payments?)\b[^.;,]{0,30}\b(?:to|at|of)\s+$")
_EQUALS = re.compile(r"\b(?:equivalent|equal) to\s+(?:only\s+)?$")
_MOVED_BY = re.compile(r"\b(?:moves?|carr(?:y|ies)|handles?|handled|transports?|shuttles?|hauls?)\s+(?:only\s+)?$")
Patterns = tuple[tuple[re.Pattern[str], int, str], ...]
BEFORE: Patterns = (
    (_REVISED, 44, "a figure that was revised"),
    (_LIMIT, 90, "a limit"),
    (_ON_GOODS, 70, "goods that a tariff is laid on"),
    (_RATE_OF, 70, "a tariff"),
    (_FORCED, 30, "what a law asks for"),
    (_RATIO, 60, "a ratio"),
    (_MOVED_BY, 24, "a way of transport"),
    (_REPAID, 70, "what debts take"),
    (_DENIED, 40, "what is denied"),
    (_MONEY_S, 20, "a change of money or prices"),
    (_PLANT, 60, "what a plant or a place exports"),
    (_MARKET_TO, 110, "a share of a market"),
    (_RESERVES, 170, "what reserves are worth"),
    (_QUOTA, 60, "a quota"),
)
_OF_A_MARKET = re.compile(r"\s*(?:pct |per ?cent )?of (?:the |its |their )?(?:[\w.’']+ ){0,3}market\b")
_SHORT = re.compile(r"\s+short\b")
_OF_A_RISE = re.compile(r"\s*of (?:the|that|this) (?:rise|fall|increase|decrease|drop|decline|growth|gain)\b")
_SAVED = re.compile(r"\s*(?:saving|savings|loss|losses|cost)\s+(?:from|of|in|on|to)\b")
_OF_THE_GDP = re.compile(
    r"\s*of\s+(?:the\s+|its\s+|our\s+|[\w.]+['’]s\s+)?"
    r"(?:gnp|gdp|gross \w+ product|national income|budget"
    r"|(?:[\w.-]+ )?(?:production|output|consumption|demand|needs|requirements))\b",
    re.I,
)
_PACT = re.compile(r"[\s-]*(?:barter\s+)?(?:trade\s+)?(?:pact|deal|agreement|accord|protocol|contract|order)\b", re.I)
_DUTY_FREE = re.compile(r"\s*of\s+(?:[\w’'-]+\s+){1,6}(?:enter|entered|duty[- ]free|free of duty|tariff[- ]free)\b")
_THEIR_PRICE = re.compile(r"\s*(?:their|the|its)\s+(?:[\w-]+\s+){0,2}prices?\b")
_TO_FINANCE = re.compile(r"\s*(?:[\w.]+\s+){0,2}(?:to|for)\s+(?:help\s+)?(?:to\s+)?financ\w+\b")
_OF_MONEY = re.compile(
    r"\s*(?:rise|drop|fall|decline|depreciation|appreciation|devaluation|gain|slide|increase|decrease)\s+(?:in|of)\s+"
    r"(?:the\s+|its\s+)?(?:[\w.-]+\s+){0,3}(?:of the\s+)?"
    r"(?:dollar|yen|mark|pound|sterling|franc|currency|currencies|exchange rate|rouble|ruble|peso|prices?)\b"
)
_TO_SERVICE = re.compile(
    r"\s*of (?:(?:its|the|their|export|foreign|total|exports?|earnings|revenues?|income)\s+){1,4}"
    r"(?:to|on|for|in)\s+(?:servic|pay|repay|meet|debt|interest|finance)\w*"
)
AFTER: Patterns = (
    (_OF_A_MARKET, 60, "a share of a market"),
    (_NUMBER_OF, 40, "a number of things"),
    (_CAUSE, 70, "a cause"),
    (_SHORT, 12, "what is missing"),
    (_SAVED, 24, "a saving or a loss"),
    (_OF_THE_GDP, 50, "a share of something else"),
    (_PACT, 40, "a contract"),
    (_DUTY_FREE, 90, "what pays no duty"),
    (_THEIR_PRICE, 50, "a price"),
    (_TO_FINANCE, 40, "a credit"),
    (_OF_MONEY, 70, "a change of money or prices"),
    (_OF_A_RISE, 30, "a part of a change"),
    (_TO_SERVICE, 70, "what debts take"),
)
"""Words right before and after a figure that make it none of trade, how far they reach, and why."""


def refusal(scene: Scene, figure: Quantity, token: Token | None, rule: str, frame: Frame) -> str | None:
    """Why a figure that stands beside a word of trade is none of trade between countries; None when it is."""
    if _regional(scene, figure, rule):
        return "trade of a region"
    if token is not None and (why := _of_word(scene, figure, token, frame) or _of_firms(scene, token, frame)):
        return why
    low, high = scene.sentence.start, scene.sentence.stop
    aside = frame.sentence != scene.sentence.index and figure.dimension != "money"
    if aside and _EQUALS.search(scene.text(max(low, figure.start - 24), figure.start)):
        return "a comparison with trade"
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


def _of_word(scene: Scene, figure: Quantity, token: Token, frame: Frame) -> str | None:
    """Why the word of trade itself is none: a budget's deficit, sales within a country, what a river carries."""
    if _of_an_account(scene, figure, token, frame):
        return "another account than trade"
    needs = token.cell("trade_terms", "needs")
    if needs and not of_countries(scene, token, needs, frame):
        return "not told of a country"
    if needs and _GUARANTEE.search(scene.text(scene.sentence.start, scene.sentence.stop)):
        return "a credit"
    after = scene.text(token.stop, min(scene.sentence.stop, token.stop + 40))
    if figure.stop <= token.start and _CARRIED_BY.match(after):
        return "a way of transport"
    return None


def _of_firms(scene: Scene, token: Token, frame: Frame) -> str | None:
    """Why it is of a firm: its owner is one, the firm tells, or the text goes on about one."""
    low, high = scene.sentence.start, scene.sentence.stop
    said = _COMPANY_SAID.search(scene.text(low, high)) and not any(True for _ in scene.countries())
    if said or _FIRM.search(scene.text(max(low, token.start - 90), token.start)):
        return _of_firm(scene, frame, "trade of a company")
    if frame.firm < scene.sentence.index <= frame.firm + FIRM and _unowned(scene, token):
        return _of_firm(scene, frame, "trade of the company named before")
    if _of_no_country(scene, token):
        frame.forget()
        return "trade of no country"
    return None


FIRM = 2
"""Sentences through which a text goes on about the exports of a firm."""


def _of_firm(scene: Scene, frame: Frame, why: str) -> str:
    frame.forget()
    frame.firm = scene.sentence.index
    return why


def _unowned(scene: Scene, token: Token) -> bool:
    """Whether no country stands before a word of trade as its owner, in a text that has spoken of a firm's exports."""
    return not sides(scene, token.start, token.stop).left and token.cell("trade_terms", "flow") != "balance"


def _regional(scene: Scene, figure: Quantity, rule: str) -> bool:
    """Trade of a part of a country; a share that such trade has in the trade of the country counts."""
    if rule == "of_total":
        return False
    low = scene.sentence.start if rule == "carried" else scene.segment(figure.start)[0]
    return any(
        low <= t.start < figure.start and not _OF_STATES.search(scene.text(max(low, t.start - 12), t.start))
        for t in scene.terms("region_words")
    )


_OF_STATES = re.compile(r"\b(?:countries|states|nations|rest)\s+$")
"""As in "the countries of the region"."""


def _of_an_account(scene: Scene, figure: Quantity, token: Token, frame: Frame) -> bool:
    """The balance of payments, of a budget: "the current account showed a surplus of $376 million"."""
    if token.cell("trade_terms", "flow") != "balance" or "trade" in token.lexeme.form:
        return False
    near = frame.near(scene.sentence.index) and (frame.strong or frame.sentence == scene.sentence.index)
    if sides(scene, token.start, token.stop).codes("with", "vis-a-vis") and not any(
        t.cell("trap_words", "why") == "budget" for t in scene.sentence.terms
    ):
        return False
    recent = 0 < scene.sentence.index - frame.account < ACCOUNT and not frame.near(scene.sentence.index)
    if recent and "trade" not in scene.text(scene.sentence.start, scene.sentence.stop):
        return True
    if not is_strong(scene.sentence.terms) and (not near or 0 < scene.sentence.index - frame.account < ACCOUNT):
        return True
    low = scene.segment(token.start)[0]
    before = [t for t in scene.sentence.terms if low <= t.start and t.stop <= max(token.start, figure.start)]
    other = [t.start for t in before if t.cell("trap_words", "why") == "budget"]
    trade = [t.start for t in before if "trade" in t.lexeme.form and t.cell("trade_terms", "flow")]
    return bool(other) and max(other) > max(trade, default=-1)


_OWNER = re.compile(r"\b([A-Z][\w&-]*(?: [A-Z][\w&.-]*){0,3})(?:['’]s?)\s+(?:[\w/%.-]+\s+){0,4}$")
_NAME = re.compile(r"(?:^|\s)([A-Z][a-z][\w-]+)\s+(?:[a-z-]+\s+){0,2}$")
_OFFICIAL = re.compile(
    r"\b(?:government|country|kingdom|republic|state|nation|union|community|ministry|department|administration|bloc"
    r"|commission|bureau|office|bank|island|emirate|sultanate|federation|commonwealth|customs|world|side|members?"
    r"|today|yesterday|tomorrow|year|month|week|quarter|summer|winter|spring|autumn|countries|nations|states)$",
    re.I,
)
_CLAUSE = re.compile(r"\b(?:an?|the|its|their|to|from|in|of|and|economy|economies|power|country|has|had|have|was|is)\b")
_COMPANY_SAID = re.compile(
    r"\b(?:the (?:company|firm|group|maker)|company (?:officials?|executives?|spokes\w+)"
    r"|an? (?:industry|corporate|group) spokes\w+) (?:said|says|reported|added|expects|predicted)\b"
)
_FIRM_NEXT = r"(?: (?:Motors?|Corp|Co|Inc|Ltd|Plc|PLC|AG|SA|NV|GmbH|Group|Industries|Company)\b| <[A-Z])"


def _of_no_country(scene: Scene, token: Token) -> bool:
    """As in "Toyota's exports", "Nissan exports": the owner has a name, and it is that of no country."""
    low = max(scene.sentence.start, token.start - 90)
    lead = scene.text(low, token.start)
    if match := _OWNER.search(lead):
        if _OFFICIAL.search(match[1]) or _CLAUSE.search(lead[match.end(1) + 2 :]):
            return False
        return _unknown(scene, low + match.start(1), token.start, low + match.end(1))
    match = _NAME.search(lead)
    if match is None or not _unknown(scene, low + match.start(1), token.start, low + match.end(1)):
        return False
    return re.search(re.escape(match[1]) + _FIRM_NEXT, scene.reading.text) is not None


def _unknown(scene: Scene, start: int, word: int, stop: int) -> bool:
    """Whether a name is in no table of those who act, of places or of days, and no country stands behind it."""
    told = [*((p.start, p.stop) for p in scene.sentence.periods), *((t.start, t.stop) for t in scene.terms("products"))]
    if any(first < stop and start < last for first, last in told):
        return False
    return not any(a.start < word and start < a.stop for a in scene.sentence.actors)
