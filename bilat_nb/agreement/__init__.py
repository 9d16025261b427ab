"""Do the documents agree? Claims laid side by side, recomputed, with the arithmetic shown."""

from bilat_nb.agreement.implying import implied
from bilat_nb.agreement.reconciling import reconcile

__all__ = ["implied", "reconcile"]
