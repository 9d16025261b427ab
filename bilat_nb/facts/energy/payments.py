"""Who pays whom for energy: debts, loans, bills and what is given back."""

from __future__ import annotations

import re

from bilat_nb.facts.energy.routes import Memory, Route
from bilat_nb.facts.energy.words import Words, before_term, countries_before, first, given, single
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.facts.figures.sides import Sides, codes, sides
from bilat_nb.model import Quantity, Token

DEBTS = ("debt", "debts", "arrears", "owed", "owes", "owe")
LOANS = ("loan", "loans", "credit")
_LENDS = ("lend", "lent")
_PAYS = ("pay", "paid", "give", "gave", "transferred", "settle", "bill", "invoice", "charged", *_LENDS)
_EARNS = ("collected", "earned")
_BACK = re.compile(r"\b(?:give|gives|gave|given|pay|pays|paid|paying) back\b|\brefund|\breimburs|\bcompensat|\breturn")


def loan_word(scene: Scene, figure: Quantity) -> Token | None:
    """The word for a loan between the commas around a figure; a letter of credit is none."""
    low, high = scene.comma(figure.start)
    near = (t for t in scene.terms("energy_terms") if t.lexeme.form in LOANS and low <= t.start < high)
    return next((t for t in near if not scene.text(t.start - 10, t.start).endswith("letter of ")), None)


def payment_route(scene: Scene, words: Words, told: Route, memory: Memory) -> Route:
    """Return the route of a payment: the supplier is who sells or lends, the recipient who buys or borrows.

    Parameters
    ----------
    scene, words : Scene, Words
        The sentence and the words that the amount was bound to.
    told : Route
        What the words tell as of a delivery.
    memory : Memory
        What the document told before; where it knows who sells to whom, two of that pair are not turned round.
    """
    form = words.term.lexeme.form if words.term is not None else ""
    if form not in (*DEBTS, *LOANS, *_EARNS) and not form.startswith(_PAYS):
        return memory.fill(told, None)
    route = _by_word(scene, words, told)
    known = memory.known if memory.known is not None and memory.known.known else memory.last
    named = {code for code in (route.supplier, route.recipient) if code}
    loan = form in LOANS
    if known is not None and known.known and named <= {known.supplier, known.recipient} and not loan:
        return Route(known.supplier, known.recipient)
    if route.supplier and route.recipient:
        return route
    other = memory.pair.other(route.supplier or route.recipient)
    if other is None and known is not None and route.supplier:
        other = first([c for c in (known.recipient, known.supplier) if c], route.supplier)
    return Route(route.supplier or other, route.recipient or other) if named else route


def _by_word(scene: Scene, words: Words, told: Route) -> Route:
    term = words.term
    form = term.lexeme.form if term is not None else ""
    around = sides(scene, term.start, term.stop) if term is not None else Sides()
    subject = before_term(scene, term)
    if form in LOANS:  # "a Russian loan", "a loan from Russia"
        lender = first(words.after("from", "by") + codes(around.left))
        return Route(lender, first(words.after("to", "for"), lender))
    if form.startswith(_LENDS):
        lender = first(subject)
        return Route(lender, first(given(scene, term) + words.after("to", "for"), lender))
    if form in _EARNS:
        seller = first(subject)
        return Route(seller, first(words.after("from"), seller))
    if form in DEBTS:
        debtor = first(codes(around.left) + subject + countries_before(scene, words.figure.start))
        return Route(first(given(scene, term) + words.after("to"), debtor), debtor)
    if told.supplier and told.recipient:
        return told
    payer = first(codes(around.left) + subject)
    payee = first(given(scene, term) + words.after("to") + _paid_to(scene, words), payer)
    turned = _BACK.search(scene.text(scene.sentence.start, scene.sentence.stop)) is not None
    return Route(payer, payee) if turned else Route(payee or told.supplier, payer if payer != told.supplier else None)


def _paid_to(scene: Scene, words: Words) -> list[str]:
    """As in "has transferred 1.84 billion euros to Tehran": right after the amount."""
    near = [a for a in scene.countries(single) if 0 < a.start - words.figure.stop < len(" to the ")]
    return codes([a for a in near if scene.text(words.figure.stop, a.start).strip() in ("to", "to the")])
