"""Who suits what, among a million: the product's own queries beside DuckDB on the same rows in the same run.

`python -m bench.audience` prints each figure beside its yardstick; `--employees` and `--openings` say how large. What is
measured stays out of the processes that measure something else, so that each one's memory is its own: here nothing is
imported that they do not need.
"""

import tempfile
from pathlib import Path
from statistics import median

import click

from bench.figures import Figure, head, in_a_process, show
from bench.openings import Company

TIMES_DUCKDB = 1.5
SHARE_OF_MEMORY = 0.1
ONE_OPENING = 25.0
ONE_EMPLOYEE = 0.5
ALIKE = 1.3
TIMES_FASTER = 100

_LOOPED = 100
"""So many openings are compared with a loop."""

_HERE = Path(__file__).parent.parent


@click.command()
@click.option("--employees", default=1_000_000, show_default=True)
@click.option("--openings", default=1_000, show_default=True)
@click.option("--fewer", default=100_000, show_default=True, help="The smaller company to compare with.")
@click.option("--looped", default=20_000, show_default=True, help="For how many people the loop of the ORM is timed.")
def main(employees: int, openings: int, fewer: int, looped: int) -> None:
    """Measure and print."""
    from bench import draws, searches  # noqa: PLC0415  see above

    (_HERE / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_HERE / "var") as folder:
        small, large = (draws.a_company(size, openings) for size in (fewer, employees))
        urls = {company: f"sqlite:///{folder}/{company.employees}.sqlite3" for company in (small, large)}
        for company, url in urls.items():
            head(f"{company.employees:,} employees with 8 of 500 skills, {openings:,} openings with 3 to 6 of them")
            in_a_process(_fill, url, company)
        _compare_all_pairs(urls[large], large)
        one = in_a_process(searches.each_opening, urls[large], large)
        show(Figure(f"one opening among {employees:,}: median", median(one) * 1000, "ms", most=ONE_OPENING))
        few, many = (in_a_process(searches.each_employee, urls[each], each.employees) for each in (small, large))
        of_one = f"one employee, all {openings:,} openings, at"
        show(
            Figure(f"{of_one} {fewer:,}: median", few * 1000, "ms", most=ONE_EMPLOYEE),
            Figure(f"{of_one} {employees:,}: median", many * 1000, "ms", most=ONE_EMPLOYEE),
            Figure("the same, larger to smaller company", many / few, "times", most=ALIKE),
        )
        _compare_with_a_loop(urls[small], Company(fewer, small.asked[:_LOOPED]), looped)


def _compare_all_pairs(url: str, company: Company) -> None:
    """Take turns: DuckDB's ways, ours, the same once more; the better time of each counts."""
    from bench import duck, searches  # noqa: PLC0415

    ways = [*duck.PLANS, *duck.PLANS_PER_OPENING]
    theirs = {name: in_a_process(duck.all_pairs, company, name) for name in ways}
    ours = in_a_process(searches.all_pairs, url, company)
    for name, took in theirs.items():
        assert took.result == ours.result[: len(took.result)], f"DuckDB ({name}) finds others"
        part = "" if name in duck.PLANS else f", timed on {len(took.result)} openings"
        show(
            Figure(f"all pairs by DuckDB, {name}{part}", took.wall, "s"),
            Figure(f"  of the processor; memory {took.memory:,.0f} MB", took.cpu, "s"),
        )
    best = min(theirs.values(), key=lambda took: took.wall)
    ours = min(ours, in_a_process(searches.all_pairs, url, company), key=lambda took: took.wall)
    show(
        Figure(f"all pairs by our SQL: {sum(ours.result):,} found", ours.wall, "s"),
        Figure(f"  of the processor; memory {ours.memory:,.0f} MB", ours.cpu, "s"),
        Figure("all pairs, our time to DuckDB's best", ours.wall / best.wall, "times", most=TIMES_DUCKDB),
        Figure("  the same in seconds of the processor", ours.cpu / best.cpu, "times"),
        Figure(
            "all pairs, our memory to DuckDB's at its best", ours.memory / best.memory, "times", most=SHARE_OF_MEMORY
        ),
    )


def _compare_with_a_loop(url: str, company: Company, looped: int) -> None:
    from bench import loop, searches  # noqa: PLC0415

    people, openings = company.employees, company.openings
    looped = min(looped, people)
    by_loop = in_a_process(loop.seconds_for_each, url, company, looped) * people * openings
    by_sql = sum(in_a_process(searches.each_opening, url, company))
    show(
        Figure(f"the ORM's loop, {people:,} x {openings}, timed on one opening and {looped:,} people", by_loop, "s"),
        Figure(f"our SQL, {people:,} x {openings}", by_sql, "s"),
        Figure("our SQL, times faster than the loop", by_loop / by_sql, "times", least=TIMES_FASTER),
    )


def _fill(url: str, company: Company) -> None:
    from bench.staff import fill  # noqa: PLC0415
    from storage.database import Database  # noqa: PLC0415

    database = Database(url)
    fill(database, company)
    database.close()


if __name__ == "__main__":
    main()
