"""Which money beside words of energy is not invested in energy, paid or owed for it."""

from __future__ import annotations

import re

from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Quantity

_FINANCE = re.compile(
    r"\b(?:rebates?|write-?(?:downs?|offs?)|charges? (?:of|for)|profits?|losses|loss of|revenues?|revs|present value"
    r"|capital and exploration|capital spending|exploration|properties|taxpayers|consumers|households|refiners|fees?"
    r"|earnings|dividends?|per share|shares?|shareholders|stocks?|stakes?|acqui\w+|takeover|merger|bid|tender"
    r"|letters? of credit|damages|fined?|poll|oper|net income|cash|debentures|notes|bonds|securities|depletion"
    r"|allowance|bills|assistance|relief|renters|families|weatheri[sz]ation|tax credits?"
    r"|deficit|quarter|partnership|unit|subsidiary|assets|financing|reserves)\b",
    re.I,
)
_COMPENSATES = re.compile(
    r"\bcompensat|\bdebts?\b|\barrears\b|\bow(?:es?|ed)\b|\bpa(?:y|id|ys) (?:back|off|for)\b|\bsettl|\btransferred\b"
    r"|\bgive back\b|\blends?\b|\bloans?\b|\bcredit line\b",
    re.I,
)
_IMPORTED = re.compile(r"\b(?:bills?|invoices?) for (?:[\w-]+ )?(?:imports?|imported|purchases)\b")
"""What a country pays for all that it imports is its trade."""
_PROGRAMME = re.compile(
    r"\b(?:fund(?:s|ing|ed)?|grants?|programm?es?|appropriations?|budget|Law|Act|Deal|[Aa]genda|opportunit(?:y|ies)"
    r"|public works|manufacturing)\b"
)
_BUILT = re.compile(
    r"\b(?:projects?|plants?|stations?|pipelines?|lines?|terminals?|refiner(?:y|ies)|construction|sections?|grids?"
    r"|infrastructure|interconnect\w+|fields?|units?|reactors?|dams?|parks?|farms?|laying|networks?|cables?)\b",
    re.I,
)
_BOUGHT = re.compile(
    r"\b(?:imports?|purchases?|supplies|deliveries|bills?|buys?|bought|exports?)\b[^.;]{0,70}\bcosts?\b", re.I
)
COST_OF_IT = re.compile(r"\b(?:Its|The|its|the) (?:total |estimated |overall |construction )?cost\b")
"""Of a plant that was spoken of before."""
REACH = 110


def not_of_energy(scene: Scene, figure: Quantity, cost: bool, loose: bool = False) -> str | None:
    """Return why an amount of money is no investment in energy nor a payment for it.

    Parameters
    ----------
    scene, figure : Scene, Quantity
        The amount in its sentence.
    cost : bool
        It is told as what something costs: only what is built counts.
    loose : bool
        The document is not about two countries: programmes at home and offers of funds count for nothing.
    """
    low, high = scene.segment(figure.start)
    around = scene.text(max(low, figure.start - REACH), min(high, figure.stop + REACH // 2))
    if _FINANCE.search(around) and not _COMPENSATES.search(around):
        return "money of a company or of a budget"
    if _IMPORTED.search(around):
        return "trade"
    whole = scene.text(scene.sentence.start, scene.sentence.stop)
    built = _BUILT.search(whole) is not None or COST_OF_IT.search(whole) is not None or bool(scene.terms("projects"))
    if loose and _PROGRAMME.search(around):
        return "a programme of one country"
    if cost and (_BOUGHT.search(around) or not built):
        return "the cost of something that is not built"
    return None
