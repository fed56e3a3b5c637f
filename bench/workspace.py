"""The smallest workspace that the app starts in: one HR channel with one member."""

from typing import Any

ONE_HR_MEMBER: dict[str, Any] = {
    "team": {"id": "T0BENCH001", "name": "Bench"},
    "users": [
        {
            "id": "U0BENCHHR1",
            "name": "hr",
            "real_name": "Hana Rivers",
            "email": "hr@bench.example",
            "tz": "Europe/Berlin",
        }
    ],
    "channels": [
        {"id": "G0BENCHHR1", "name": "hr", "is_private": True, "members": ["U0BENCHHR1"], "bot": True},
        {"id": "C0BENCH001", "name": "general", "is_private": False, "members": ["U0BENCHHR1"], "bot": True},
    ],
}
