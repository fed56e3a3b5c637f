"""HR's hub, its settings for all, and the record of who did what."""
