"""Employees ask for tuition assistance; HR says what it pays for, and decides."""
