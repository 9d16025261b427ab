"""Which commodity and which indicator a figure measures, from the words around it and from its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Quantity, Token

BY_UNIT = {
    "m3": ("gas", "lng", "oil", "oil_products"),
    "kWh": ("electricity", "nuclear", "renewables", "gas", "lng"),
    "MW": ("electricity", "nuclear", "renewables", "energy"),
    "bbl": ("oil", "oil_products", "renewables"),
    "bbl/d": ("oil", "oil_products", "renewables"),
    "t": ("oil", "oil_products", "coal", "lng", "nuclear", "renewables"),
}
"""Commodities that a unit can measure, the one that it suggests by itself first."""

PER = ("1000m3", "m3", "MMBtu", "bbl", "t", "kWh", "MWh", "l", "gallon")
"""What a price of energy is told per."""

SUGGESTS = {"m3": "gas", "kWh": "electricity", "MW": "electricity", "bbl": "oil", "bbl/d": "oil"}
PAYS = ("pay", "paid", "lend", "lent", "transferred", "charged")
"""Verbs that make a payment of money, and a price of a price."""
PHYSICAL = ("volume", "mass", "energy", "power")
_OF = re.compile(r"\s*(?:\([^()]{0,20}\)\s*)?(?:of|in)\s+(?:[\w’'-]+\s+){0,3}$", re.I)
_FROM_TO = re.compile(
    r"\s*(?:of (?:[\w-]+ ){1,2})?(?:(?:annually|yearly|(?:a|per|each|every) (?:year|day)) )?"
    r"(?:from|to)\s+(?:the\s+)?[A-Z]"
)
_OFFICE_BEFORE = re.compile(
    r"\b(?:Minist(?:ry|er|ries)|Departments?|Secretar(?:y|iat)|Agency|Commission|Committee|Authority|Administration"
    r"|Institute|Directorate|Bureau|Company|Corporation|Regulator|Community|Council|Centre|Center|Chamber|Union)"
    r"\s+(?:of|for)\s+(?:the\s+)?(?:[A-Z][\w-]+(?:,| and|, and| &)?\s+){0,4}$"
)
_OFFICE_AFTER = re.compile(
    r"\s+(?:(?:and|&)\s+[A-Z][\w-]+\s+|[A-Z][\w-]+\s+){0,2}(?:Minist(?:ry|er|ries)|Department|Secretary|Secretariat"
    r"|Agency|Commission|Commissioner|Committee|Authority|Administration|Institute|Regulator|Regulatory|Company"
    r"|Corporation|Corp|Co|Inc|Ltd|PLC|Plc|AG|Group|Community|Council|Week|Weekly|World|Journal|Daily|Intelligence|Economist|Forum|Conference|Dialogue|Charter)\b"
)
_VERB = re.compile(r"\b(?:will|would|could|may|might|to|further)\s+$")
"""What makes a verb of "fuel" and of "wind"."""
_WINDS = re.compile(r"\s+(?:up|down|along|through|its|their)\b")
_EXCLUDING = re.compile(
    r"\b(?:(?:excluding|except|exclude|without)\s+(?:food and |food, )?"
    r"|(?:including|incl\.?|such as|counting)\s+(?:the\s+)?)$",
    re.I,
)
_NON = re.compile(r"\bnon[- ](?:[\w-]+(?: and | or |/))?$", re.I)
_JOINED = re.compile(r"\b(?:and|while|but|whereas)\b")
_ADJACENT = re.compile(r"[\s-]*$")


def fits(commodity: str, figure: Quantity) -> bool:
    """Whether a commodity can be measured in the figure's unit."""
    unit = figure.unit or ""
    if figure.dimension == "price" and unit.split("/")[-1] not in PER:
        return False
    if figure.dimension in PHYSICAL and unit not in BY_UNIT:
        return False
    if commodity == "energy":
        return figure.dimension != "mass"
    if "/1000m3" in unit or unit.endswith("/m3"):
        return commodity in ("gas", "lng")
    if unit.endswith("/bbl"):
        return commodity in ("oil", "oil_products")
    if unit.endswith("/kWh"):
        return commodity == "electricity"
    return unit not in BY_UNIT or commodity in BY_UNIT[unit]


def commodity_words(scene: Scene) -> list[Token]:
    """Words for commodities, and projects that stand for one."""
    named = [t for t in scene.sentence.terms if t.cell("commodities", "commodity") or t.cell("projects", "commodity")]
    return [t for t in named if _is_commodity(scene, t)]


def _is_commodity(scene: Scene, token: Token) -> bool:
    """Not "to fuel growth", not "non-oil exports", not "oil including condensate"."""
    lead = scene.text(max(0, token.start - 20), token.start)
    if _EXCLUDING.search(lead) or _is_office(scene, token) or _in_address(scene, token):
        return False
    if token.lexeme.form == "condensate" and lead.endswith("oil and "):
        return False  # "crude oil and condensate" is oil
    verb = token.lexeme.form in ("fuel", "wind") and _VERB.search(lead)
    verb = verb or (token.lexeme.form == "wind" and _WINDS.match(scene.text(token.stop, token.stop + 10)))
    return not verb and _NON.search(lead) is None


def _is_office(scene: Scene, token: Token) -> bool:
    """As in "Ministry of Energy and Mines", "Oil Minister": the name of an office."""
    if not scene.text(token.start, token.start + 1).isupper():
        return False
    if _OFFICE_BEFORE.search(scene.text(max(0, token.start - 60), token.start)):
        return True
    return _OFFICE_AFTER.match(scene.text(token.stop, token.stop + 50)) is not None


def _in_address(scene: Scene, token: Token) -> bool:
    """As in "https://example.org/oil-and-gas": no word of the text."""
    if scene.text(token.start - 1, token.start) not in ("/", "-", "_", "#", "=", "."):
        return False
    run = scene.text(max(scene.sentence.start, token.start - 300), token.start).rsplit(" ", 1)[-1]
    return "://" in run or run.startswith("www.")


def commodity_name(token: Token) -> str:
    """The commodity of such a word."""
    return token.cell("commodities", "commodity") or token.cell("projects", "commodity")


def is_piped(token: Token, figure: Quantity) -> bool:
    """A pipeline carries what its unit says: cubic metres of gas, tonnes of oil."""
    return token.lexeme.form.startswith("pipeline") and figure.unit in ("m3", "t", "bbl", "bbl/d")


def commodity_of(scene: Scene, figure: Quantity, words: Sequence[Token]) -> Token | None:
    """The word for what a figure measures: "... of gas" first, then the nearest in its segment or sentence."""
    good = [t for t in words if fits(commodity_name(t), figure) or is_piped(t, figure)]
    if figure.unit == "m3":  # a company of oil may sell gas; oil itself is told in cubic metres by its word
        good = [t for t in good if t.get("commodities") or commodity_name(t) in ("gas", "lng")]
    for token in good:
        if figure.stop <= token.start and token.start - figure.stop < 50:
            gap = scene.text(figure.stop, token.start)
            if _OF.fullmatch(gap) or _ADJACENT.fullmatch(gap):
                return token
    beyond = [t for t in good if t.start >= figure.stop and _of_the_next(scene, figure, t)]
    good = [t for t in good if t not in beyond] or ([] if beyond else good)
    plain = [t for t in good if commodity_name(t) != "energy"]
    named = [t for t in plain if t.cell("commodities", "commodity")] or plain or good
    segment, whole = scene.segment(figure.start), (scene.sentence.start, scene.sentence.stop)
    for span, group in ((scene.comma(figure.start), named), (segment, named), (segment, good), (whole, named)):
        inside = [t for t in group if span[0] <= t.start and t.stop <= span[1]]
        inside = [t for t in inside if not _next_clause(scene, figure, t)] or inside
        if inside:
            return min(inside, key=lambda t: (_gap(t, figure), t.start))
    return None


def _of_the_next(scene: Scene, figure: Quantity, token: Token) -> bool:
    """As in "21 bcm by pipeline and 1.6 bcm in the form of LNG": the commodity is of the next figure."""
    between = [f for f in scene.figures if f.start >= figure.stop and f.stop <= token.start]
    alike = [f for f in between if f.dimension == figure.dimension]
    return (
        bool(alike)
        and re.search(r",|;|\band\b|\bthan\b|\bwhile\b", scene.text(figure.stop, alike[-1].start)) is not None
    )


def _gap(token: Token, figure: Quantity) -> int:
    """Characters between; words after the figure count double."""
    return figure.start - token.stop if token.stop <= figure.start else 2 * (token.start - figure.stop)


def allowed(indicator: str, figure: Quantity, form: str = "") -> bool:
    """Whether an indicator can have a figure of this dimension."""
    if figure.dimension == "power":
        return indicator in ("capacity", "delivery", "production", "consumption")
    if figure.dimension == "price":
        return indicator == "price"
    if figure.dimension == "money":
        return indicator in ("investment", "payment") or form.startswith(PAYS)
    if figure.dimension in PHYSICAL:
        return indicator not in ("investment", "payment", "price")
    return True


def _next_clause(scene: Scene, figure: Quantity, term: Token) -> bool:
    """As in "exports amounted to 8.2 TWh and imports to 4.9": the word after "and" is of the next figure."""
    gap = scene.text(figure.stop, term.start) if term.start >= figure.stop else ""
    return _JOINED.search(gap) is not None


_PURPOSE = re.compile(r"\b(?:to|will) (?:help )?(?:meet|cover|satisfy)\b[^,;]*$")
_PLANT_AFTER = re.compile(
    r"(?:-|\s)(?:(?:[\w,.-]+\s+){0,4})(?:refinery|refineries|pipeline|power plant|power station|plant"
    r"|terminal|line|unit|generator|turbine|boiler|reactor)\b",
    re.I,
)


_WITH = re.compile(r"\b(?:link|line|pipeline|interconnector|cable|terminal|plant)\b[^.;,]{0,30}, with\s+$")


def is_plant(scene: Scene, figure: Quantity) -> bool:
    """As in "a 160,000 barrel-per-day refinery"."""
    lead = scene.text(max(scene.sentence.start, figure.start - 24), figure.start)
    whole = scene.text(scene.segment(figure.start)[0], figure.start)
    if _WITH.search(whole) and scene.text(figure.stop, figure.stop + 6).startswith((",", "/y,", " a year,")):
        return True
    if re.search(r"\b(?:a|an|the|its|their|new|['’]s)\s+(?:new\s+|planned\s+)?$", lead) is None:
        return False
    return _PLANT_AFTER.match(scene.text(figure.stop, figure.stop + 50)) is not None


_TRADE_NOUNS = frozenset("import imports export exports shipments deliveries supplies purchases".split())
_LEADS_TO = re.compile(
    r"\s+(?:(?:rose|fell|grew|dropped|increased|declined|down|up|averaged|reached)\s+)?(?:to|of|at|by)?\s*"
)


def indicator_of(scene: Scene, figure: Quantity) -> Token | None:
    """The word that says whether it is delivered, produced, built, paid ..."""
    words = [
        t for t in scene.terms("energy_terms") if allowed(t.cell("energy_terms", "indicator"), figure, t.lexeme.form)
    ]
    words = [t for t in words if t.lexeme.form != "used" or not scene.text(t.stop, t.stop + 4).startswith(" to ")]
    words = [t for t in words if t.lexeme.form != "crossing" or any(a.start - t.stop == 1 for a in scene.countries())]
    able = [t for t in words if t.cell("energy_terms", "indicator") == "capacity" and 0 < figure.start - t.stop < 3]
    if figure.dimension in PHYSICAL and not able and _FROM_TO.match(scene.text(figure.stop, figure.stop + 40)):
        words = [t for t in words if t.cell("energy_terms", "indicator") in ("delivery", "transit")]
    words = [t for t in words if t.start < figure.stop or not _PURPOSE.search(scene.text(figure.stop, t.start))]
    words = [t for t in words if t.start < figure.stop or not scene.blocked(figure.stop, t.start)]
    rate = figure.dimension in ("percent", "fraction", "multiple")
    for span in (scene.comma(figure.start), scene.segment(figure.start), (scene.sentence.start, scene.sentence.stop)):
        inside = [t for t in words if span[0] <= t.start and t.stop <= span[1]]
        if span != scene.comma(figure.start):
            inside = [t for t in inside if t.stop <= figure.start] or ([] if rate else inside)
        inside = [t for t in inside if not _next_clause(scene, figure, t)] or inside
        if inside and figure.dimension == "power":
            return _of_power(inside, figure)
        if inside:
            near = min(inside, key=lambda t: _gap(t, figure))
            if near.lexeme.form in _TRADE_NOUNS and _LEADS_TO.fullmatch(scene.text(near.stop, figure.start)):
                return near  # "the rise in demand brought imports to 6 million"
            special = [
                t for t in inside if t.cell("energy_terms", "indicator") != "delivery" and abs(_gap(t, figure)) < 60
            ]
            return min(special or inside, key=lambda t: _gap(t, figure))
    return None


_TRADED = (
    "import",
    "take",
    "took",
    "export",
    "buy",
    "bought",
    "purchase",
    "sell",
    "sold",
    "supplie",
    "supply",
    "receive",
    "send",
    "sent",
    "deliver",
    "provide",
)


def _of_power(terms: list[Token], figure: Quantity) -> Token | None:
    """A power is a capacity, unless a verb of trade right before it says that it is bought or sold."""
    near = min(terms, key=lambda t: _gap(t, figure))
    after = 0 <= near.start - figure.stop < 40 and near.lexeme.form.startswith(("import", "bring in", "export"))
    if after and not any(t.cell("energy_terms", "indicator") == "capacity" for t in terms):
        return near  # "4 GW of imported electricity"
    traded = near.lexeme.form.startswith(_TRADED) and near.stop <= figure.start and figure.start - near.stop < 30
    if near.lexeme.form in ("demand", "domestic demand") and 0 <= figure.start - near.stop < 30:
        return near
    built = [t for t in terms if t.cell("energy_terms", "indicator") == "capacity"]
    return near if traded and not built else min(built, key=lambda t: _gap(t, figure), default=None)


def default_indicator(figure: Quantity) -> str | None:
    """What the unit alone says: a power is a capacity, a price a price."""
    return {"power": "capacity", "price": "price"}.get(figure.dimension)
