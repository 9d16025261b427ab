"""The reading of calendar expressions.

From words to expressions: tokens, hits, days and parts (rules of the first pass), grammar (their order), neighbours,
week_phrases and phrases (second pass), ranges, bounds, reader (the document as a whole).

From expressions to days: points, calendar, fiscal, inside, known, choosing, deictic, resolving, describing, context.
"""
