from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.clock import Clock


@given(st.lists(st.floats(0, 1e7), max_size=20))
def test_stamps_always_rise_however_the_clock_jumps(jumps: list[float]) -> None:
    clock = Clock()
    stamps = [clock.stamp()]
    for ahead in sorted(jumps):
        clock.move_to(ahead)
        stamps += [clock.stamp(), clock.stamp()]
    assert stamps == sorted(set(stamps))
    assert all(len(stamp.split(".")[1]) == 6 for stamp in stamps)


def test_stamps_given_at_the_same_moment_differ() -> None:
    class Standing(Clock):
        def now(self) -> datetime:
            return datetime(2026, 11, 23, 12, tzinfo=UTC)

    clock = Standing()
    assert [clock.stamp() for _ in range(3)] == ["1795435200.000000", "1795435200.000001", "1795435200.000002"]


def test_the_file_tells_the_app_how_far_the_clock_runs_ahead(tmp_path: Path) -> None:
    shared = tmp_path / "clock"
    clock = Clock(shared)
    assert float(shared.read_text()) == 0
    clock.move_to(86400)
    assert float(shared.read_text()) == 86400
    assert list(tmp_path.iterdir()) == [shared]


def test_the_clock_does_not_go_back() -> None:
    clock = Clock()
    clock.move_to(60)
    with pytest.raises(ValueError, match="cannot go back"):
        clock.move_to(30)
