"""One seed for everything random in a run of the tests: Hypothesis's examples, and what tests draw themselves.

Each run draws a seed of its own and prints it; ``--seed`` makes a run repeat another one. A test that takes the fixture
`seed` runs with as many different ones as ``--seeds`` says.
"""

from collections.abc import Generator
from random import SystemRandom

import pytest

_HIGHEST = 999_999


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("random tests")
    group.addoption("--seed", type=int, help="repeat the random tests of the run that printed this seed")
    group.addoption("--seeds", type=int, default=1, help="with how many seeds each test of faults runs (1)")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Draw the seed before Hypothesis asks for it, and before other processes are told the options."""
    if config.option.seed is None:
        config.option.seed = SystemRandom().randint(0, _HIGHEST)
    config.option.hypothesis_seed = str(config.option.seed)


def pytest_report_header(config: pytest.Config) -> str:
    return f"seed: {config.option.seed}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        seeds = range(metafunc.config.option.seeds)
        metafunc.parametrize("seed", seeds, indirect=True, ids=[f"seed{number}" for number in seeds])


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """What this test draws from, and nothing else: ``Random(seed)``."""
    first: int = request.config.option.seed
    return first + int(request.param)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say how to repeat a random test that failed."""
    report = yield
    if report.failed and _is_random(item):
        option = item.config.option
        again = f"pytest '{item.nodeid}' --seed {option.seed}" + (
            f" --seeds {option.seeds}" if option.seeds > 1 else ""
        )
        report.sections.append(("Repeat it", again))
    return report


def _is_random(item: pytest.Item) -> bool:
    return "seed" in getattr(item, "fixturenames", ()) or hasattr(getattr(item, "obj", None), "hypothesis")
