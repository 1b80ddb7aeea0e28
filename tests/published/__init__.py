"""Proof against published tables: what a department printed is what its leaf rows give again."""
