"""Who: a registry of groups and forces, role nouns, and their mentions in a text."""
