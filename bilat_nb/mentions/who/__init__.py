"""The grammar of actors within one sentence: items, names, offices, references."""
