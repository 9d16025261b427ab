"""A short report on whether the documents agree, as Markdown or HTML."""

from bilat_nb.reporting.writing import report

__all__ = ["report"]
