"""Facts: from the reading of a document to records.

One package per table, and `figures` for what trade and energy share.
"""
