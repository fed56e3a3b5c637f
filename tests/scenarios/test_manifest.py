from pathlib import Path

from bot.manifest import as_yaml, manifest
from bot.views.ids import Command
from sandbox.rules import check_manifest
from tests.scenarios.world import World

_FILE = Path(__file__).parents[2] / "manifest.yml"


def test_the_manifest_in_the_repository_is_the_one_that_the_app_prints() -> None:
    assert _FILE.read_text("utf-8") == as_yaml(), "write it anew: python -m bot manifest > manifest.yml"


def test_the_manifest_breaks_no_rule_of_slack() -> None:
    assert [breach for breach in check_manifest(manifest()) if breach.severity == "error"] == []


def test_every_command_of_the_manifest_is_answered(world: World) -> None:
    named = [entry["command"] for entry in manifest()["features"]["slash_commands"]]
    assert named == [command.value for command in Command]
    for command in named:
        answered = world.ada.command(f"{command} help")
        assert answered.ok, command
        assert answered.words, command
