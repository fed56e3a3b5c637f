"""A local Slack: its Web API, Socket Mode, signed HTTP and a page to try an app in.

It knows nothing of the app under test, which reaches it as it would reach Slack: through a base address and tokens.
"""
