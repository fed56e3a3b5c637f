"""`python -m bot try`: the local Slack, the sample company and the app together."""

import os
import sys
from pathlib import Path

import click

from bot.clock import SystemClock
from bot.config import Settings
from bot.running import run_everything
from bot.trying import fill_with_sample_company, local_slack


def try_it_out(folder: Path, port: int) -> int:
    """Run until told to stop; return the exit status."""
    click.echo("Starting a local Slack with a sample company …")
    try:
        with local_slack(folder, port) as slack:
            settings = Settings.from_env(slack.environ)
            fill_with_sample_company(settings, SystemClock()())
            click.echo(f"\n  Open {slack.address} in your browser.\n")
            click.echo("  Pick who to be, then type /openings, or be HR and type /hr in #hr-admin. Ctrl+C ends it.\n")
            return run_everything(settings)
    except RuntimeError as error:
        click.echo(
            f"{error}\nIs it running already? Stop it, or choose another port and folder: "
            f"{os.path.relpath(sys.executable)} -m bot try --port {port + 1} --folder {os.path.relpath(folder)}-2",
            err=True,
        )
        return 1
