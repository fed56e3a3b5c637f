"""The commands that are typed in a terminal; each imports what it needs when it runs, so that none waits for another's."""
# ruff: noqa: PLC0415

import gc
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.database import the_database
from bot.cli.environment import environment
from bot.config import Settings, SettingsError, database_url

_TOKENS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")


def main() -> int:
    """Run the command line; return the exit status: 0 done, 1 it could not be done, 2 the words or settings are off."""
    try:
        status = commands.main(standalone_mode=False)
    except SettingsError as error:
        click.echo(str(error), err=True)
        return 2
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 1
    return status if isinstance(status, int) else 0


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Coxswain: career nudges in Slack. HR steers, the employee rows."""


@commands.command()
@click.pass_context
def start(context: click.Context) -> int:
    """Run on your Slack if a token is set; else try it out (this is `make run`)."""
    settings = environment()
    wanted = run if any(settings.get(name, "").strip() for name in _TOKENS) else try_out
    status: int = context.invoke(wanted)
    return status


@commands.command()
def run() -> int:
    """Run everything in one process: commands, scheduler, delivery."""
    _look_for_no_garbage()
    from bot.running import run_everything

    with the_database():
        return run_everything(Settings.from_env(environment()))


@commands.command()
def web() -> int:
    """Answer commands only: one of several processes over one PostgreSQL."""
    _look_for_no_garbage()
    from bot.running import run_web

    with the_database():
        return run_web(Settings.from_env(environment()))


@commands.command()
def worker() -> int:
    """Schedule and deliver only: one of several processes over one PostgreSQL."""
    _look_for_no_garbage()
    from bot.running import run_worker

    with the_database():
        return run_worker(Settings.from_env(environment()))


def _look_for_no_garbage() -> None:
    """Let Python not look for garbage in what is being imported, a tenth of the time; `bot.app` does once it is."""
    gc.disable()


@commands.command("try")
@click.option("--port", default=4390, show_default=True, help="Where the local Slack's page is served.")
@click.option("--folder", default=Path("var/try"), type=click.Path(path_type=Path), help="Where the database goes.")
def try_out(port: int, folder: Path) -> int:
    """Try it out: a local Slack with a sample company, afresh each time; no tokens needed."""
    from bot.cli.trying import try_it_out

    return try_it_out(folder.resolve(), port)


@commands.command()
def migrate() -> int:
    """Bring the database's schema up to date."""
    from storage.database import Database
    from storage.schema import migrate as bring_up_to_date
    from storage.schema import version

    database = Database(database_url(environment()))
    try:
        with the_database():
            before = version(database)
            bring_up_to_date(database)
            after = version(database)
    finally:
        database.close()
    click.echo(f"The schema is at version {after}." if before == after else f"The schema was brought to {after}.")
    return 0


@commands.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--preview", is_flag=True, help="Show what would change, and change nothing.")
@click.option(
    "--dates", type=click.Choice(["day-first", "month-first"]), help="How dates such as 03/04/2024 are meant."
)
def import_file(file: Path, preview: bool, dates: str | None) -> int:  # noqa: FBT001  click hands a flag over so
    """Import a FILE from the HR system, as CSV or .xlsx.

    Employees, skills, completed trainings, reviews, recognition, leave, or the company calendar.
    """
    from bot.cli.importing import import_from_command_line

    with the_database():
        return import_from_command_line(database_url(environment()), file, preview, dates, datetime.now(UTC))


@commands.command()
def manifest() -> int:
    """Print the app manifest to paste into Slack."""
    from bot.manifest import as_yaml

    click.echo(as_yaml(), nl=False)
    return 0


@commands.command()
def doctor() -> int:
    """Check settings, tokens, scopes, channels, database and clock, and say how to mend what is wrong."""
    from bot.operating.doctor import examine

    ailing = 0
    for finding in examine(environment(), datetime.now(UTC)):
        click.echo(f"{'ok  ' if finding.is_well else 'BAD '} {finding.name}: {finding.said}")
        if not finding.is_well:
            ailing += 1
            click.echo(f"     -> {finding.remedy}")
    click.echo("All is well." if not ailing else f"{ailing} to mend.")
    return 1 if ailing else 0


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> int:
    """Copy the SQLite database to FILE, also while Coxswain runs."""
    from sqlalchemy import make_url

    from bot.operating.backup import BackupError, back_up

    url = make_url(database_url(environment()))
    if url.get_backend_name() != "sqlite":
        click.echo("DATABASE_URL is PostgreSQL: back it up with pg_dump.", err=True)
        return 1
    try:
        back_up(Path(url.database or ""), file)
    except BackupError as error:
        click.echo(str(error), err=True)
        return 1
    click.echo(f"Copied to {file}: {file.stat().st_size / 1e6:.1f} MB.")
    return 0
