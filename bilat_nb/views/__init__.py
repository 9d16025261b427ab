"""Figures: DataFrame in, (figure, axes) out.

Every mark carries the gid ``mark-<fact_id>``, so that the SVG of a figure can be made clickable. Figures are plain
`matplotlib.figure.Figure` objects: nothing is shown by itself and no global state is touched.
"""

from bilat_nb.views.calendar import contact_calendar
from bilat_nb.views.checks import agreement_checks
from bilat_nb.views.claims import claims_and_official
from bilat_nb.views.contacts import contacts_timeline
from bilat_nb.views.energy import energy_flows
from bilat_nb.views.export import describe, to_png, to_svg
from bilat_nb.views.frequency import contact_frequency
from bilat_nb.views.growth import growth_and_levels
from bilat_nb.views.matrix import agreement_matrix
from bilat_nb.views.network import contact_network
from bilat_nb.views.trade import trade_trends

__all__ = [
    "agreement_checks",
    "agreement_matrix",
    "claims_and_official",
    "contact_calendar",
    "contact_frequency",
    "contact_network",
    "contacts_timeline",
    "describe",
    "energy_flows",
    "growth_and_levels",
    "to_png",
    "to_svg",
    "trade_trends",
]
