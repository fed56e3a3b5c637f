"""Employees, their Slack accounts, and what is theirs."""
