"""Claims beside official figures, and all verdicts together."""

from bilat_nb.comparison.comparing import compare
from bilat_nb.comparison.everything import verdicts

__all__ = ["compare", "verdicts"]
