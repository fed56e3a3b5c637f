from collections.abc import Iterator

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox.line import Patience
from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from tests.sandbox.village import ALICE, BRUNO, MANIFEST, WORKSPACE, app_of, client_of


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """A local Slack that waits for nobody longer than a second."""
    with LocalSlack(WORKSPACE, MANIFEST, patience=Patience(1.0, (0.0, 0.0, 0.0))) as slack:
        yield slack


@pytest.fixture
def app(slack: LocalSlack) -> App:
    return app_of(slack)


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return client_of(slack)


@pytest.fixture
def alice(slack: LocalSlack) -> Person:
    return slack.person(ALICE)


@pytest.fixture
def bruno(slack: LocalSlack) -> Person:
    return slack.person(BRUNO)
