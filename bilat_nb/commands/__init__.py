"""The commands of ``bilat-nb``, one module each: `command` is what `bilat_nb.cli` calls."""
