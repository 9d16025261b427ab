"""Explorers for notebooks: pickers, a figure whose marks can be picked, the evidence behind each, a linked table.

ipywidgets enters here. An explorer computes nothing: it calls public helpers and shows the calls.
"""

from bilat_nb.widgets.contacts import ContactsExplorer
from bilat_nb.widgets.energy import EnergyExplorer
from bilat_nb.widgets.progress import parse_watched
from bilat_nb.widgets.trade import TradeExplorer
from bilat_nb.widgets.verdicts import VerdictsExplorer
from bilat_nb.widgets.yours import YourDocuments

explore_trade = TradeExplorer
explore_contacts = ContactsExplorer
explore_energy = EnergyExplorer
explore_verdicts = VerdictsExplorer
your_documents = YourDocuments

__all__ = [
    "ContactsExplorer",
    "EnergyExplorer",
    "TradeExplorer",
    "VerdictsExplorer",
    "YourDocuments",
    "explore_contacts",
    "explore_energy",
    "explore_trade",
    "explore_verdicts",
    "parse_watched",
    "your_documents",
]
