"""Resolve: what an expression refers to, found within the document and never guessed."""
