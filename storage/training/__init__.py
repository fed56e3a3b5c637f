"""Programmes, workshops and seats in them, and what people would like to learn."""
