"""The database's reading of a rule: where each fact stands, and of whom the rule holds."""
