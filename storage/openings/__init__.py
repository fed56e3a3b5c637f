"""Openings and applications: who applied, who considered it, how it ended, and whom an opening suits."""
