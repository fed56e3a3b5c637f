import json
from pathlib import Path

import pytest
import yaml

from sandbox.manifest import read_manifest
from sandbox.workspace import read_workspace
from tests.sandbox.village import MANIFEST, WORKSPACE


def test_a_manifest_is_read_alike_from_yaml_json_and_memory(tmp_path: Path) -> None:
    in_yaml, in_json = tmp_path / "manifest.yml", tmp_path / "manifest.json"
    in_yaml.write_text(yaml.safe_dump(MANIFEST))
    in_json.write_text(json.dumps(MANIFEST))
    assert read_manifest(in_yaml) == read_manifest(in_json) == read_manifest(MANIFEST)
    assert read_manifest(MANIFEST).commands["/row"].usage_hint == "[how far]"


def test_a_wrong_manifest_says_what_is_wrong(tmp_path: Path) -> None:
    words = tmp_path / "manifest.yml"
    words.write_text("just words")
    with pytest.raises(ValueError, match="is a mapping"):
        read_manifest(words)
    with pytest.raises(ValueError, match="starts with a slash"):
        read_manifest({"features": {"slash_commands": [{"command": "row"}]}})


def test_the_bot_is_a_member_only_where_the_file_says_so(tmp_path: Path) -> None:
    file = tmp_path / "workspace.json"
    file.write_text(json.dumps(WORKSPACE))
    workspace = read_workspace(file, read_manifest(MANIFEST))
    assert [channel.name for channel in workspace.conversations_of(workspace.bot.id)] == ["general"]


def test_a_wrong_workspace_says_what_is_wrong() -> None:
    manifest = read_manifest(MANIFEST)
    with pytest.raises(ValueError, match="members who have no account: U0GHOST"):
        read_workspace({"channels": [{"id": "C1", "name": "deck", "members": ["U0GHOST"]}]}, manifest)
    with pytest.raises(ValueError, match="without an id"):
        read_workspace({"channels": [{"name": "deck"}]}, manifest)
    with pytest.raises(ValueError, match="no field 'wings'"):
        read_workspace({"users": [{"id": "U1", "name": "x", "wings": 2}]}, manifest)
