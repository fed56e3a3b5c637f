"""Employees look, wish and take seats; HR plans training, offers places, and says who came."""
