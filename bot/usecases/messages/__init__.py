"""What waits too long is brought up, and HR takes over where a message did not get through."""
