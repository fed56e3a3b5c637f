"""Settings and the calendar, the record of who did what, and what HR takes out."""
