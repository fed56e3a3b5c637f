"""Our own programs in processes of their own: they log as they do in production, into a file, and the terminal shows figures alone."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent.parent
_BETWEEN_LOOKS = 0.02
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Running:
    """A program that runs, and the file with its log."""

    process: subprocess.Popen[bytes]
    log: Path

    def wait_until(self, is_ready: Callable[[], bool]) -> None:
        """Wait until it is.

        Raises:
            RuntimeError: the program has ended before; with its log.
        """
        while not is_ready():
            if self.process.poll() is not None:
                raise RuntimeError(f"It did not start:\n{self.log.read_text(encoding='utf-8')}")
            time.sleep(_BETWEEN_LOOKS)

    def wait_until_it_says(self, words: str) -> None:
        """Wait until its log holds these words.

        Raises:
            RuntimeError: the program has ended before; with its log.
        """
        self.wait_until(lambda: words in self.log.read_text(encoding="utf-8"))


@contextmanager
def running(module: Sequence[str], environ: Mapping[str, str], log: Path) -> Iterator[Running]:
    """Run ``python -m`` with `module` (and its arguments) while the block lasts, with `environ` beside our own."""
    command = [sys.executable, "-m", *module]
    with (
        log.open("wb") as written,
        subprocess.Popen(command, cwd=_HERE, env={**os.environ, **environ}, stderr=written) as process,  # noqa: S603  our own modules
    ):
        try:
            yield Running(process, log)
        finally:
            process.terminate()
