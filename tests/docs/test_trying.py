"""What the README tells a newcomer to try."""

import json
import re
from pathlib import Path

from bot.trying import COMPANY

README = Path(__file__).parents[2] / "README.md"


def test_the_nudge_to_start_is_there_and_goes_out_by_eleven_on_a_monday() -> None:
    (title,) = re.findall(r"preview \*(.+?)\* and start it", README.read_text("utf-8"))
    nudges = {each["title"]: each for each in json.loads((COMPANY / "nudges.json").read_text("utf-8"))}
    assert "Monday" in nudges[title]["weekdays"]
    assert nudges[title]["at"] <= "11:00"
