"""Which figures beside words of energy are not of energy: an ordered list of small rules; the first answer decides.

Each rule returns the reason why a figure makes no row, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bilat_nb.facts.energy.unreal import part, supposed
from bilat_nb.facts.figures.measure import by_amount
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Quantity, Reading

PHYSICAL = ("volume", "mass", "energy", "power")
LEAD, TAIL = 60, 60
"""Characters before and after a figure in which a word turns it into something else."""

_OWNED = re.compile(
    r"\b(?:owns?|owned|stakes?(?: of)?|interests?(?: of)?|shares of|holds?|held|holding|acquir\w+|controls?"
    r"|equity)\s+(?:an?\s+|the\s+|about\s+|other\s+|remaining\s+)*$",
    re.I,
)
_A_STAKE = re.compile(r"[\s-]*(?:\w+\s+){0,2}(?:stake|interest|share|equity|holding|owned|ownership)\b", re.I)
_FEE = re.compile(
    r"\b(?:(?:production|lifting|operating) costs?|fees?|tax(?:es)?|tariffs?|excise"
    r"|royalt(?:y|ies)|dut(?:y|ies)|levy|levies|fines?|damages|premium"
    r"|discount"
    r"|subsid(?:y|ies)|margins?|profits?|earnings|dividends?)\b",
    re.I,
)
_CEILING = re.compile(r"\b(?:ceilings?|(?:output|production) limits?)\b", re.I)
_CARTEL = re.compile(r"\b(?:OPEC|Opec|cartel)\b")
_GOES_UP = re.compile(
    r"\b(?:(?:go|goes|going|went) (?:up|down)|build|rise|fall|drop)\s+(?:by\s+)?(?:as much as|up to|between)?\s*$", re.I
)
_HIGHER = re.compile(r"\s*(?:higher|lower|more|less|dearer|cheaper)\b", re.I)
_TO_MAKE = re.compile(r"\s*to (?:extract|produce|find|develop|make|lift|meet)\b")
_LIMIT = re.compile(
    r"\bceilings?\b|\b(?:OPEC|cartel|group|organi[sz]ation)(?:['’]s)?\s+(?:[\w-]+\s+){0,4}(?:quotas?|limits?)\b"
)
_QUOTA = re.compile(r"\bquotas?\b", re.I)
_QUOTA_OF = re.compile(r"\bquota of\s+(?:\w+\s+){0,2}$", re.I)
_AGAINST = re.compile(r"\b(?:against|compared|above|below|than|under|over|exceed\w*)\b[^;]{0,50}$", re.I)
_RUNS = re.compile(
    r"\b(?:refinery|crude|refining) (?:crude )?(?:oil )?(?:runs|throughput|use|utili[sz]ation)\b|\boperating capacity\b"
    r"|\butili[sz]ation\b"
    r"|\bprocess(?:ed|es|ing)\s+(?:\w+\s+)?$|\bused? of capacity\b",
    re.I,
)
_OF_CAPACITY = re.compile(
    r"\s*of (?:[\w-]+['’s]*\s+){0,3}(?:capacity|(?:full|rated|nominal|maximum|reactor) power|levels?)\b", re.I
)
_BY = re.compile(
    r"\bby\s+(?:(?:about|some|an?|almost|nearly|over|more than|as much as|up to|around|another|average of)\s+){0,2}$",
    re.I,
)
_EXCESS = re.compile(
    r"[\s-]*(?:\w+\s+)?(?:excess|surplus|shortage|shortfall|deficit|glut|out of the system|off the market)\b",
    re.I,
)
_LOST = re.compile(
    r"\b(?:lost|losing|loss of|losses of|times the|shortfall of|surplus of|glut of|excess of)\b[^.;,]{0,30}$", re.I
)
_SPARE = re.compile(r"\b(?:excess|spare|surplus|idle|unused)\s+(?:[\w-]+\s+){0,2}capacity\b[^;]*$", re.I)
_SHIP = re.compile(
    r"[\s-]*(?:dwt|(?:[\w-]+ ){0,2}(?:tanker|carrier|vessel|ship)\b|deadweight|gross (?:registered )?ton|grt"
    r"|ton (?:tanker|ship|vessel|carrier))",
    re.I,
)
_SHIP_BEFORE = re.compile(r"\b(?:vessel|freighter|bulk carrier|tanker)(?:,| of| is| was)\b[^.;]{0,30}$", re.I)
_GRADE = re.compile(r"\s*(?:sulphur|sulfur|octane|low[- ]sul|ash|moisture|purity|yield|recovery)\b", re.I)
_OTHER_TOTAL = re.compile(
    r"\s*of (?:(?:the|its|their|those|these|all|total|overall|country's|country’s|[A-Z][\w-]+(?:['’]s)?|[\w-]+['’]s)"
    r"\s+){1,4}"
    r"(?:exports?|imports?|trade|turnover|purchases|shipments|revenues?|income|earnings|budget|GDP|sales)\b"
)
_OF_SALES = re.compile(
    r"\s*of (?:[\w-]+(?:['’]s?)?\s+){1,4}(?:sales|revenues?|earnings|income|profits?|turnover"
    r"|assets|shares|stock|interests?|properties|acreage|customers|members|wells|vehicles|cars|homes"
    r"|refiner(?:y|ies)|plants?|fields?|company|subsidiary|venture|block)\b"
)
_OF_IT = re.compile(r"\s*of (?:it|them|that|this)\b")
_OF_QUOTE = re.compile(r"\s*of (?:the )?(?:price of )?(?:Brent|WTI|JKM|TTF|Henry Hub|Dubai)\b")
_ENERGY_IS = re.compile(r"\b(?:energy|fuels?|hydrocarbons|minerals?)\b(?:[\w\s]{0,30})$", re.I)
_HAS_SHARE = re.compile(
    r"\b(?:made up|make up|makes up|making up|accounts? for|accounted for|accounting for|constitut\w+|represent\w+"
    r"|generat\w+|earn\w*|brings?"
    r"|comprised?)\s+(?:\w+\s+){0,3}$"
)

Rule = Callable[[Scene, Quantity], str | None]


def _lead(scene: Scene, figure: Quantity, reach: int = LEAD) -> str:
    return scene.text(max(scene.segment(figure.start)[0], figure.start - reach), figure.start)


def _tail(scene: Scene, figure: Quantity, reach: int = TAIL) -> str:
    return scene.text(figure.stop, min(scene.segment(figure.start)[1], figure.stop + reach))


def stake(scene: Scene, figure: Quantity) -> str | None:
    """As in "Indian companies own 30% of Area 1", "bought a 50 pct stake in the refinery"."""
    if figure.unit != "%":
        return None
    owned = _OWNED.search(_lead(scene, figure)) or _A_STAKE.match(_tail(scene, figure))
    return "a stake in a company or field" if owned else None


def grade(scene: Scene, figure: Quantity) -> str | None:
    """As in "0.3 pct sulphur", "97 octane"."""
    return "a grade of fuel" if _GRADE.match(_tail(scene, figure)) else None


def ship(scene: Scene, figure: Quantity) -> str | None:
    """As in "the vessel, 78,078 tonnes dwt"."""
    if figure.unit != "t":
        return None
    return (
        "the size of a ship" if _SHIP.match(_tail(scene, figure)) or _SHIP_BEFORE.search(_lead(scene, figure)) else None
    )


def fee(scene: Scene, figure: Quantity) -> str | None:
    """As in "an import fee of five dollars a barrel"."""
    if figure.dimension != "price":
        return None
    near = (
        _TO_MAKE.match(_tail(scene, figure, 24))
        or _FEE.search(_lead(scene, figure, 40))
        or _COSTS.search(_lead(scene, figure, 160))
        or _FEE.search(_tail(scene, figure, 24))
    )
    return "a fee or a tax" if near else None


def limit(scene: Scene, figure: Quantity) -> str | None:
    """As in "OPEC's ceiling of 15.8 mln bpd"; the quota of a country is what it is to produce."""
    if figure.unit != "bbl/d":
        return None
    lead, tail = _lead(scene, figure), _tail(scene, figure, 24)
    whole = scene.text(scene.sentence.start, scene.sentence.stop)
    if _LIMIT.search(lead + "|" + tail) or (_CEILING.search(whole) and _CARTEL.search(whole)):
        return "a ceiling"
    given = _QUOTA_OF.search(lead) and not _AGAINST.search(lead)
    other = _QUOTA.search(lead + "|" + tail) and not given
    return "a quota that is spoken of" if other else None


def runs(scene: Scene, figure: Quantity) -> str | None:
    """As in "refinery runs rose to 11.80 mln bpd", "75.7 pct of operating capacity"."""
    if figure.unit not in ("bbl/d", "%"):
        return None
    if figure.unit == "%" and _OF_CAPACITY.match(_tail(scene, figure)):
        return "how far a plant is used"
    lead = scene.text(max(scene.sentence.start, figure.start - 110), figure.start)
    return "how far refineries are used" if _RUNS.search(lead) else None


_MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+$")


def spelled_day(scene: Scene, figure: Quantity) -> str | None:
    """As in "the week ended April three to 15.73 mln": the day is no end of a range."""
    lead = scene.text(max(scene.sentence.start, figure.start - 12), figure.start)
    return "a day in words" if figure.low is not None and _MONTH.search(lead) else None


def petty(_: Scene, figure: Quantity) -> str | None:
    """As in "crude was raised 50 cents a barrel": no barrel costs so little."""
    least = {"bbl": 3.0, "l": 0.05, "gallon": 0.1, "gal": 0.1, "t": 5.0}.get((figure.unit or "").split("/")[-1])
    small = figure.dimension == "price" and least is not None and abs(figure.value) < least
    return "too small for a price" if small else None


def lost(scene: Scene, figure: Quantity) -> str | None:
    """As in "lost exports of 185,000 bpd": what did not come."""
    spare = _SPARE.search(_lead(scene, figure, 90))
    told = spare or _LOST.search(_lead(scene, figure)) or _EXCESS.match(_tail(scene, figure, 24))
    return "what was lost or is too much" if figure.dimension in PHYSICAL and told else None


def of_goods(scene: Scene, figure: Quantity) -> str | None:
    """As in "crude oil made up 60 percent of those imports": a share of goods, which is of trade."""
    if figure.dimension not in ("percent", "fraction"):
        return None
    lead, tail = _lead(scene, figure), _tail(scene, figure)
    if _OF_SALES.match(tail):
        return "a share in what a company sells"
    total = _OTHER_TOTAL.match(tail)
    if total and any(figure.stop <= t.start < figure.stop + total.end() for t in scene.terms("commodities")):
        return None  # "24 percent of South Korean LNG imports"
    if not (total or (_OF_IT.match(tail) and _ENERGY_IS.search(lead))):
        return None
    return "a share in trade or money" if _HAS_SHARE.search(lead) else None


def amount(scene: Scene, figure: Quantity) -> str | None:
    """As in "raised by 5 billion", "cut the price 50 cents a barrel": what something changed by."""
    if figure.dimension in RATES:
        return None
    if figure.dimension == "price" and _HIGHER.match(_tail(scene, figure, 24)):
        return "the amount of a change"
    if figure.dimension in PHYSICAL and _GOES_UP.search(_lead(scene, figure, 30)):
        return "the amount of a change"
    by = figure.dimension != "money" and _BY.search(_lead(scene, figure, 30)) and figure.dimension != "energy"
    return "the amount of a change" if by or by_amount(scene, figure) else None


_COSTS = re.compile(r"\b(?:production|lifting|operating|finding|extraction) costs?\b[^;]{0,110}$", re.I)
_WELL = re.compile(
    r"\b(?:choke|flow rates?|tested (?:at|on)|wells?\b[^.;]{0,60}\b(?:tested|flow(?:ed|ing)|yield\w*)"
    r"|perforat\w+|drill-?stem|wildcat|(?:from|at) depths?|exploratory (?:oil |gas )?wells?"
    r"|wells? (?:in [\w\s]{1,30})?(?:tested|flowed|yielded))\b",
    re.I,
)
_FOUND = re.compile(r"\b(?:discover(?:ies|ed)|finding|found|additions|extensions|revisions)\b[^.;]{0,60}$", re.I)
_ADDS = re.compile(
    r"\b(?:add|adds|added|adding)\s+(?:(?:about|some|another|an|extra|up to|over|around)\s+){0,3}$", re.I
)
_OVER = re.compile(
    r"\s*(?:of (?:[\w-]+ ){1,2})?(?:over|above|below|under|beyond)\s+"
    r"(?:(?:its|their|the|last|OPEC['’]s?)\s+)?(?:[\w-]+['’]?s?\s+){0,2}"
    r"(?:limits?|quotas?|ceilings?|targets?|levels?|average)\b",
    re.I,
)


def well(scene: Scene, figure: Quantity) -> str | None:
    """As in "the well flowed 4.5 million cubic feet a day through a choke", "discoveries dropped to 11 million"."""
    if figure.dimension not in PHYSICAL or figure.dimension == "power":
        return None
    if _WELL.search(scene.text(scene.sentence.start, scene.sentence.stop)):
        return "a test of a well"
    return "what was found" if _FOUND.search(_lead(scene, figure, 90)) else None


def surplus(scene: Scene, figure: Quantity) -> str | None:
    """As in "one million bpd over its limits", "will add 5,000 barrels a day": no level of anything."""
    if figure.dimension not in PHYSICAL or figure.dimension == "power":
        return None
    adds = figure.unit in ("bbl", "bbl/d") and _ADDS.search(_lead(scene, figure, 40))
    told = _OVER.match(_tail(scene, figure)) or adds
    return "what is above a limit or added" if told else None


def formula(scene: Scene, figure: Quantity) -> str | None:
    """As in "at 13.37 percent of Brent": a price told as a part of another one."""
    return "a formula for a price" if figure.unit == "%" and _OF_QUOTE.match(_tail(scene, figure, 30)) else None


RATES = ("percent", "fraction", "multiple")
RULES: tuple[Rule, ...] = (
    formula,
    supposed,
    part,
    well,
    surplus,
    stake,
    grade,
    ship,
    fee,
    limit,
    runs,
    spelled_day,
    petty,
    lost,
    of_goods,
    amount,
)


_FOOD = re.compile(r"(?:oil|oils|oilseeds?|oilmeals?|oilcakes?|meals?|cakes?|fats|seeds|sugar)$")


def is_of_food(reading: Reading) -> bool:
    """Whether the oil of a document is eaten: it names palm or castor oil and no barrel."""
    terms = [t for s in reading.sentences for t in s.terms if "commodities" in t.lexeme.readings]
    food = [t for t in terms if not t.cell("commodities", "commodity") and _FOOD.search(t.lexeme.form)]
    if not food:
        return False
    barrels = any((q.unit or "").startswith("bbl") for s in reading.sentences for q in s.quantities)
    other = [t for t in terms if t.cell("commodities", "commodity") not in ("", "oil", "energy", "oil_products")]
    return not barrels and len(other) < len(food)


def not_energy(scene: Scene, figure: Quantity) -> str | None:
    """Return why a figure cannot be of energy, or None."""
    for rule in RULES:
        if why := rule(scene, figure):
            return why
    return None
