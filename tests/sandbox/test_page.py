"""The page's own files: nothing in them is dead, and what it cannot draw is known."""

import re
from pathlib import Path

from sandbox.rules.blocks import BLOCKS
from sandbox.rules.elements import ELEMENTS
from sandbox.server import PAGE

SCRIPTS = {path.name: path.read_text("utf-8") for path in PAGE.glob("*.js")}

NOT_DRAWN = {"auth_provider", "call", "card", "carousel", "container", "context_actions", "plan", "task_card"}
"""Blocks for assistants and for apps of other kinds: the page says that it cannot draw them."""

ONLY_THERE = {"icon_button", "feedback_buttons"}
"""Elements of `context_actions` alone."""


def _drawers(script: str) -> set[str]:
    table = re.search(r"const DRAWERS = \{\n(.*?)\n\};", SCRIPTS[script], re.DOTALL)
    assert table is not None
    return set(re.findall(r"^  (\w+):", table[1], re.MULTILINE))


def _named_elsewhere(name: str, home: str) -> bool:
    return any(re.search(rf"\b{name}\b", text) for script, text in SCRIPTS.items() if script != home)


def test_every_block_that_slack_takes_is_drawn_or_known_not_to_be() -> None:
    assert _drawers("blocks.js") == set(BLOCKS) - NOT_DRAWN


def test_every_element_that_slack_takes_is_drawn() -> None:
    assert _drawers("elements.js") == set(ELEMENTS) - ONLY_THERE - {"image"}


def test_whatever_a_script_gives_out_another_one_uses() -> None:
    given = [
        (script, name)
        for script, text in SCRIPTS.items()
        for name in re.findall(r"^export (?:async )?(?:function|class|const) (\w+)", text, re.MULTILINE)
    ]
    assert len(given) > len(SCRIPTS) / 2
    assert [(script, name) for script, name in given if not _named_elsewhere(name, script)] == []


def test_whatever_a_script_takes_in_it_uses() -> None:
    idle = [
        (script, name)
        for script, text in SCRIPTS.items()
        for names in re.findall(r"^import \{([^}]*)\}", text, re.MULTILINE)
        for name in re.findall(r"\w+", names)
        if len(re.findall(rf"\b{name}\b", text)) < 2
    ]
    assert idle == []


def test_every_drawing_and_every_style_is_used() -> None:
    scripts = "\n".join(SCRIPTS.values())
    drawings = re.findall(r'^  (\w+): "M', SCRIPTS["icons.js"], re.MULTILINE)
    assert [name for name in drawings if not re.search(rf'"{name}"', scripts)] == []
    styles = {name for path in PAGE.glob("*.css") for name in _class_names(path)}
    by_type = {f"block-{name.replace('_', '-')}" for name in BLOCKS}
    assert sorted(name for name in styles - by_type if not re.search(rf"\b{name}\b", scripts)) == []


def _class_names(style_sheet: Path) -> set[str]:
    rules = re.sub(r"\{[^{}]*\}|/\*.*?\*/", " ", style_sheet.read_text("utf-8"), flags=re.DOTALL)
    return set(re.findall(r"\.([a-z][\w-]*)", rules))
