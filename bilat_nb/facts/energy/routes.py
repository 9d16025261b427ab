"""Routes: from whom to whom a commodity goes, and what the document has told of it before."""

from __future__ import annotations

from dataclasses import dataclass

from bilat_nb.facts.figures.frame import Pair


@dataclass(slots=True)
class Route:
    """Supplier and recipient; None is not told."""

    supplier: str | None = None
    recipient: str | None = None
    varies: str = "supplier"
    """Which side a list of countries goes through."""
    listed: bool = False
    """It is one of a list of countries."""
    back: bool = False
    """It goes the other way than what the text is about: "and took 1.1 TWh back"."""

    @property
    def known(self) -> bool:
        """Whether both sides are told."""
        return bool(self.supplier and self.recipient)

    def shares(self, other: Route) -> bool:
        """Whether the side that is told here is the same there."""
        return self.supplier == other.supplier if self.supplier else self.recipient == other.recipient


@dataclass(frozen=True, slots=True)
class Memory:
    """The route of the figure before, the one known for the commodity, the pair and the home of the document.

    same: the figure before stands in the same sentence; alike: it has the same indicator.
    """

    last: Route | None
    known: Route | None
    pair: Pair
    home: str | None
    same: bool = False
    alike: bool = False

    def listed(self, code: str) -> Route:
        """The next country of a list: the side that varies takes it, the other one stays."""
        last = self.last or Route()
        if last.varies == "recipient" or last.recipient in (code, None):
            return Route(last.supplier if last.supplier != code else None, code, "recipient", True)
        return Route(code, last.recipient, listed=True)

    def seller(self, code: str) -> Route:
        """One that is called a supplier, to the recipient that the text is about."""
        last = self.last or Route()
        return Route(code, last.recipient if last.recipient != code else None, listed=True)

    def buyer(self, code: str) -> Route:
        """One that is called a buyer, from the supplier that the text is about."""
        last = self.last or Route()
        return Route(last.supplier if last.supplier != code else None, code, "recipient", True)

    def fill(self, told: Route, open_side: str | None) -> Route:
        """Complete what the words tell: from the figure before, the commodity, the home, then the pair.

        open_side: the side (supplier or recipient) that is anybody unless it is told, as in a total of imports.
        """
        if told.known:
            return told
        if open_side is not None and getattr(told, open_side) is None:
            return self._open(told, open_side)
        if not told.supplier and not told.recipient:
            route = self.last if self.last is not None else self.known
            return Route(route.supplier, route.recipient, route.varies) if route is not None else Route()
        fits = [r for r in (self.last, self.known) if r is not None and r.known and told.shares(r)]
        if fits:
            return Route(told.supplier or fits[0].supplier, told.recipient or fits[0].recipient)
        if self.alike and self.last is not None and not self.last.known and told.shares(self.last):
            return told  # a total goes on
        code = told.supplier or told.recipient
        other = self.home if self.home != code else None
        other = other or self._after(told) or self.pair.other(code)
        return Route(told.supplier or other, told.recipient or other)

    def _open(self, told: Route, open_side: str) -> Route:
        """One side is anybody; the other is told, that of the figure before, or the home of the document."""
        side = "recipient" if open_side == "supplier" else "supplier"
        before = getattr(self.last, side) if self.last is not None else None
        if before is None and self.same and self.last is not None and not self.alike:
            before = getattr(self.last, open_side)  # "output was 8.4 million, while imports averaged 3.9 million"
        route = Route()
        setattr(route, side, getattr(told, side) or (before if self.same else self.home or before))
        return route

    def _after(self, told: Route) -> str | None:
        """One side changes and the other stays, as in a list; a side that changes places turns the flow."""
        if self.last is None:
            return None
        if told.supplier:
            return self.last.supplier if told.supplier == self.last.recipient else self.last.recipient
        return self.last.recipient if told.recipient == self.last.supplier else self.last.supplier
