"""Archives: millions of documents to Parquet tables, on one machine or on Dask, resumable; and queries over the result.

units  ->  records  ->  work (one unit: documents to parts)  ->  local or dask engine  ->  query
"""

from bilat_nb.archive.parse import parse_archive
from bilat_nb.archive.query import Archive, open_archive

__all__ = ["Archive", "open_archive", "parse_archive"]
