"""HR writes nudges, starts them and reads what they did; employees answer them and ask for quiet."""
