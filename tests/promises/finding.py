"""How surely the random days find a planted fault: `python -m tests.promises.finding [--seeds 5] [fault …]`.

Each fault of faults.py is planted, and the machine is let loose with the budget that it has in the suite, under so many
seeds. For each is printed how often it was found, and how many seconds of computing that took; without a fault nothing
may be found. It takes minutes, so the suite plants the faults into scripted days only (test_promises.py).
"""

import argparse
import contextlib
import io
import logging
import sys
import tempfile
import time
import traceback
from pathlib import Path

from hypothesis import Phase, settings

from storage.database import Database
from storage.schema import migrate
from tests.promises.days import ON_SQLITE, emptying, random_days
from tests.promises.faults import FAULTS, planted

_WITHOUT_SHRINKING = settings(ON_SQLITE, phases=[Phase.generate])
NO_FAULT = "no fault"


def main() -> int:
    """Look for each fault; return the exit status, which tells whether something was found where nothing is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5, help="how often the days are made up for each fault")
    parser.add_argument("faults", nargs="*", metavar="fault", help="only these, by name; all where none is named")
    asked = parser.parse_args()
    unknown = set(asked.faults) - {*FAULTS, NO_FAULT}
    if unknown:
        parser.error(f"There is no fault called {', '.join(sorted(unknown))}; there are: {', '.join(FAULTS)}")
    logging.disable(logging.CRITICAL)
    alarms = 0
    with tempfile.TemporaryDirectory() as folder:
        template, file = Path(folder, "template.sqlite3"), Path(folder, "days.sqlite3")
        for each in (template, file):
            database = Database(f"sqlite:///{each}")
            migrate(database)
            database.close()
        database = Database(f"sqlite:///{file}")
        for fault in asked.faults or [NO_FAULT, *FAULTS]:
            began = time.process_time()
            found = sum(_is_found(database, template, file, fault, seed) for seed in range(asked.seeds))
            seconds = (time.process_time() - began) / asked.seeds
            alarms += found if fault == NO_FAULT else 0
            sys.stdout.write(f"{fault:42} found {found} of {asked.seeds} times, {seconds:4.1f} s each\n")
            sys.stdout.flush()
        database.close()
    return 1 if alarms else 0


def _is_found(database: Database, template: Path, file: Path, fault: str, seed: int) -> bool:
    plant = contextlib.nullcontext() if fault == NO_FAULT else planted(fault)
    with plant, contextlib.redirect_stdout(io.StringIO()):
        try:
            random_days(database, emptying(file, template), seed, _WITHOUT_SHRINKING)
        except Exception:  # noqa: BLE001  whatever it is that does not hold
            if fault == NO_FAULT:
                sys.stderr.write(f"Seed {seed}:\n{traceback.format_exc()}\n")
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
