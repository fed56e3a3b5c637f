"""Employees look at openings and apply; HR posts them, considers every application, and ends them."""
