"""Official figures to hold against what documents say: the bundled tables, tables of one's own, or fetched ones."""

from bilat_nb.reference.fetching import ReferenceUnavailableError, fetch_reference
from bilat_nb.reference.loading import REFERENCE_TABLES, load_reference, reference_folder
from bilat_nb.reference.own import add_reference

__all__ = [
    "REFERENCE_TABLES",
    "ReferenceUnavailableError",
    "add_reference",
    "fetch_reference",
    "load_reference",
    "reference_folder",
]
