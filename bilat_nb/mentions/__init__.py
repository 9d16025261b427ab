"""Mentions: what a text names, one module per kind, each a function from tokens to records."""
