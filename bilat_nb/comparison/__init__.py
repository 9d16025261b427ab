"""Claims beside official figures, and all verdicts together."""

from bilat_nb.comparison.comparing import compare
from bilat_nb.comparison.everything import verdicts
from bilat_nb.comparison.growing import growths
from bilat_nb.comparison.selecting import select_verdicts

__all__ = ["compare", "growths", "select_verdicts", "verdicts"]
