"""Every benchmark, one after the other, each in a process of its own: `python -m bench`, or `make bench`."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime

import click

BENCHMARKS = tuple(
    f"bench.{name}" for name in ("start", "commands", "tick", "delivery", "report", "find", "importing", "audience")
)


@click.command()
@click.option("--only", multiple=True, type=click.Choice([each.removeprefix("bench.") for each in BENCHMARKS]))
def main(only: tuple[str, ...]) -> None:
    """Run them all, or those that are named."""
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    failed = []
    for module in BENCHMARKS:
        if only and module.removeprefix("bench.") not in only:
            continue
        print(f"\n=== {module}", flush=True)
        started = time.monotonic()
        done = subprocess.run([sys.executable, "-W", "ignore", "-m", module], check=False)  # noqa: S603  our own modules
        print(f"({time.monotonic() - started:.0f} s)", flush=True)
        if done.returncode:
            failed.append(module)
    if failed:
        raise click.ClickException(f"Could not be measured: {', '.join(failed)}")


if __name__ == "__main__":
    main()
