"""Which columns hold what was written, so that a test can say that nothing of it changed."""

DERIVED = frozenset({"glance"})
"""Columns that the database itself keeps in step with others, and nobody writes."""
