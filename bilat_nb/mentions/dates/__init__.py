"""The reading of calendar expressions: tokens, the grammar in two passes, and what the expressions mean.

tokens -> hits -> days, parts -> grammar -> phrases -> ranges: from words to expressions (`points`).
calendar, fiscal -> inside -> resolving -> context: from expressions to days.
"""
