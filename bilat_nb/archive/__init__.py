"""Archives: millions of documents to Parquet tables, on one machine or on Dask, resumable; and queries over the result.

units  ->  records  ->  work (one unit: documents to parts)  ->  local or dask engine  ->  parse  ->  query

Nothing is imported here: a process that reads units must not load what only queries need.
"""
