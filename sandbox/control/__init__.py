"""The control API: what the page and the tests' people do, see and order. It is no part of Slack."""
