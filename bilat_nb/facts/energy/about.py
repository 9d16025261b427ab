"""What a figure of energy is about."""

from __future__ import annotations

from dataclasses import dataclass

from bilat_nb.facts.energy.routes import Route
from bilat_nb.facts.figures.scene import Scene
from bilat_nb.model import Quantity, Token


def told_ways(commodity: str) -> tuple[str, ...]:
    """Indicators that go the way in which a commodity goes between two countries; oil has a world price."""
    return ("delivery",) if commodity in ("oil", "oil_products") else ("delivery", "price")


@dataclass(slots=True)
class Subject:
    """What a figure is about: commodity, indicator, route, and the words that say so."""

    commodity: str
    indicator: str
    route: Route
    word: Token | None = None
    term: Token | None = None
    project: str | None = None
    share: bool = False
    """The figure is a share, whatever the words around it say."""

    def share_of_needs(self, scene: Scene, figure: Quantity) -> bool:
        """Whether it is a share of what one country imports or uses, without who supplies it."""
        if figure.unit != "%" or figure.trend or self.route.supplier or not self.route.recipient:
            return False
        return self.indicator in ("delivery", "consumption") and scene.text(figure.stop, figure.stop + 4) == " of "
