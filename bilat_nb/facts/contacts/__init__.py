"""Contacts between officials, and the counts of contacts that a document states."""
