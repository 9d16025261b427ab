"""Which figures beside words of energy are not of energy: an ordered list of small rules; the first answer decides.

Each rule returns the reason why a figure makes no row, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bilat_nb.facts.measure import by_amount
from bilat_nb.facts.scene import Scene
from bilat_nb.model import Quantity

PHYSICAL = ("volume", "mass", "energy", "power")
LEAD, TAIL = 60, 60
"""Characters before and after a figure in which a word turns it into something else."""

_OWNED = re.compile(
    r"\b(?:owns?|owned|stakes?(?: of)?|interests?(?: of)?|shares? of|holds?|held|holding|acquir\w+|controls?"
    r"|equity)\s+(?:an?\s+|the\s+|about\s+|other\s+|remaining\s+)*$",
    re.I,
)
_A_STAKE = re.compile(r"[\s-]*(?:\w+\s+){0,2}(?:stake|interest|share|equity|holding|owned|ownership)\b", re.I)
_FEE = re.compile(
    r"\b(?:fees?|tax(?:es)?|tariffs?|excise|royalt(?:y|ies)|dut(?:y|ies)|levy|levies|fines?|damages|premium|discount"
    r"|subsid(?:y|ies)|margins?|profits?|earnings|dividends?)\b",
    re.I,
)
_LIMIT = re.compile(
    r"\bceilings?\b|\b(?:OPEC|cartel|group|organi[sz]ation)(?:['’]s)?\s+(?:[\w-]+\s+){0,4}(?:quotas?|limits?)\b"
)
_SHIP = re.compile(r"[\s-]*(?:dwt|deadweight|gross (?:registered )?ton|grt|ton (?:tanker|ship|vessel|carrier))", re.I)
_SHIP_BEFORE = re.compile(r"\b(?:vessel|freighter|bulk carrier|tanker)\b[^.;]{0,30}$", re.I)
_GRADE = re.compile(r"\s*(?:sulphur|sulfur|octane|low[- ]sul|ash|moisture|purity)\b", re.I)
_OTHER_TOTAL = re.compile(
    r"\s*of (?:(?:the|its|their|those|these|all|total|overall|country's|country’s|[A-Z][\w-]+(?:['’]s)?)\s+){1,4}"
    r"(?:exports?|imports?|trade|turnover|purchases|shipments|revenues?|income|earnings|budget|GDP|sales)\b"
)
_OF_IT = re.compile(r"\s*of (?:it|them|that|this)\b")
_ENERGY_IS = re.compile(r"\b(?:energy|fuels?|hydrocarbons|minerals?)\b(?:[\w\s]{0,30})$", re.I)
_HAS_SHARE = re.compile(
    r"\b(?:made up|make up|makes up|making up|accounts? for|accounted for|accounting for|constitut\w+|represent\w+"
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
    near = _FEE.search(_lead(scene, figure, 40)) or _FEE.search(_tail(scene, figure, 24))
    return "a fee or a tax" if near else None


def limit(scene: Scene, figure: Quantity) -> str | None:
    """As in "OPEC's ceiling of 15.8 mln bpd"; the quota of a country is what it is to produce."""
    if figure.unit != "bbl/d":
        return None
    return "a ceiling" if _LIMIT.search(_lead(scene, figure) + "|" + _tail(scene, figure, 24)) else None


def of_goods(scene: Scene, figure: Quantity) -> str | None:
    """As in "crude oil made up 60 percent of those imports": a share of goods, which is of trade."""
    if figure.dimension not in ("percent", "fraction"):
        return None
    lead, tail = _lead(scene, figure), _tail(scene, figure)
    if not (_OTHER_TOTAL.match(tail) or (_OF_IT.match(tail) and _ENERGY_IS.search(lead))):
        return None
    return "a share in trade or money" if _HAS_SHARE.search(lead) else None


def amount(scene: Scene, figure: Quantity) -> str | None:
    """As in "raised by 5 billion", "cut the price 50 cents a barrel": what something changed by."""
    return "the amount of a change" if figure.dimension not in RATES and by_amount(scene, figure) else None


RATES = ("percent", "fraction", "multiple")
RULES: tuple[Rule, ...] = (stake, grade, ship, fee, limit, of_goods, amount)


def not_energy(scene: Scene, figure: Quantity) -> str | None:
    """Return why a figure cannot be of energy, or None."""
    for rule in RULES:
        if why := rule(scene, figure):
            return why
    return None
