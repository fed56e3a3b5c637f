"""Tuition assistance: the policy, requests, and what was granted."""
