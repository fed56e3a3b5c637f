"""What a benchmark prints: each figure beside its yardstick."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured; `most` or `least` is the yardstick, and with neither it only stands beside the others."""

    what: str
    measured: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether it is within its yardstick."""
        return (self.most is None or self.measured <= self.most) and (self.least is None or self.measured >= self.least)

    def __str__(self) -> str:
        return f"{self.what:<66} {self.measured:>10.4g} {self.unit:<5} {self._yardstick()}".rstrip()

    def _yardstick(self) -> str:
        if self.most is None and self.least is None:
            return ""
        wanted = f"at most {self.most:g}" if self.most is not None else f"at least {self.least:g}"
        return f"{wanted:<16} {'met' if self.is_met else 'NOT MET'}"


@dataclass(frozen=True, slots=True)
class Took:
    """How long something took: seconds by the clock and of the processor, and the process's peak memory in MB."""

    wall: float
    cpu: float
    memory: float
    result: Any


def show(*figures: Figure) -> None:
    """Print figures, at once."""
    for figure in figures:
        print(figure, flush=True)


def head(title: str) -> None:
    """Print what is measured next, and how busy the machine is."""
    print(f"\n{title}  (load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores)", flush=True)


def peak_memory() -> float:
    """Return the most memory that this process ever held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # What Linux tells by getrusage counts the process from which this one was forked, before it became its own.
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 2**10
    import resource  # noqa: PLC0415  there is none on Windows

    scale = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale


def in_a_process(function: Any, *arguments: Any) -> Any:  # noqa: ANN401  whatever it takes and returns
    """Run a function in a fresh process of its own, so that its memory is its own, and return what it returns."""
    from multiprocessing import get_context  # noqa: PLC0415  only the measuring process needs it

    with get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)
