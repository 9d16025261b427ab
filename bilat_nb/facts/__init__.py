"""Facts: one module per table, each a function from a reading to records."""
