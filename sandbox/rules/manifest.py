from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from sandbox.rules.breach import Breach, Place, Surface
from sandbox.rules.event_scopes import EVENT_SCOPES
from sandbox.rules.objects import URL
from sandbox.rules.shape import Anything, Choice, Field, Flag, Items, Number, Pairs, Shape, Words

_SWITCH: Final = Field(Flag())
_SCOPES: Final = Field(Items(Words(least=1), 255))
_LONG_DESCRIPTION_LEAST: Final = 174


def _is_color(text: str) -> bool:
    digits = text.removeprefix("#")
    return text.startswith("#") and len(digits) in (3, 6) and all(digit in "0123456789abcdefABCDEF" for digit in digits)


def _is_command(text: str) -> bool:
    return text.startswith("/") and text != "/" and text == text.lower() and not any(map(str.isspace, text))


def _is_https(text: str) -> bool:
    return text.startswith("https://")


_HTTPS: Final = Words(3000, 1, _is_https, "must be an https URL")
_DISPLAY: Final = Shape(
    {
        "name": Field(Words(35, 1), required=True),
        "description": Field(Words(140)),
        "long_description": Field(Words(4000, _LONG_DESCRIPTION_LEAST)),
        "background_color": Field(Words(holds=_is_color, sentence="must be a colour such as #0000AA")),
    }
)
_PROMPTS: Final = Field(
    Items(Shape({"title": Field(Words(least=1), required=True), "message": Field(Words(least=1), required=True)}))
)
_FEATURES: Final = Shape(
    {
        "app_home": Field(
            Shape(
                {
                    "home_tab_enabled": _SWITCH,
                    "messages_tab_enabled": _SWITCH,
                    "messages_tab_read_only_enabled": _SWITCH,
                }
            )
        ),
        "agent_view": Field(Anything()),
        "assistant_view": Field(
            Shape({"assistant_description": Field(Words(least=1), required=True), "suggested_prompts": _PROMPTS})
        ),
        "bot_user": Field(Shape({"display_name": Field(Words(80, 1), required=True), "always_online": _SWITCH})),
        "shortcuts": Field(
            Items(
                Shape(
                    {
                        "type": Field(Choice(("global", "message")), required=True),
                        "name": Field(Words(least=1), required=True),
                        "callback_id": Field(Words(255, 1), required=True),
                        "description": Field(Words(150, 1), required=True),
                    }
                ),
                10,
            )
        ),
        "slash_commands": Field(
            Items(
                Shape(
                    {
                        "command": Field(
                            Words(32, 1, _is_command, "must begin with / and have no capitals or spaces"), required=True
                        ),
                        "description": Field(Words(2000, 1), required=True),
                        "usage_hint": Field(Words(1000)),
                        "url": Field(_HTTPS),
                        "should_escape": _SWITCH,
                    }
                ),
                50,
            )
        ),
        "unfurl_domains": Field(Items(Words(least=1), 5)),
        "workflow_steps": Field(Anything()),
    }
)
_OAUTH: Final = Shape(
    {
        "redirect_urls": Field(Items(URL, 1000)),
        "scopes": Field(Shape({"bot": _SCOPES, "user": _SCOPES, "bot_optional": _SCOPES, "user_optional": _SCOPES})),
        "token_management_enabled": _SWITCH,
        "pkce_enabled": _SWITCH,
    }
)
_SETTINGS: Final = Shape(
    {
        "allowed_ip_address_ranges": Field(Items(Words(least=1), 50)),
        "event_subscriptions": Field(
            Shape(
                {
                    "request_url": Field(_HTTPS),
                    "bot_events": Field(Items(Words(least=1), 100)),
                    "user_events": Field(Items(Words(least=1), 100)),
                    "metadata_subscriptions": Field(Items(Pairs(Words(least=1)), 20, 1)),
                }
            )
        ),
        "incoming_webhooks": Field(Shape({"incoming_webhooks_enabled": _SWITCH})),
        "interactivity": Field(
            Shape(
                {
                    "is_enabled": Field(Flag(), required=True),
                    "request_url": Field(_HTTPS),
                    "message_menu_options_url": Field(_HTTPS),
                }
            )
        ),
        "org_deploy_enabled": _SWITCH,
        "socket_mode_enabled": _SWITCH,
        "token_rotation_enabled": _SWITCH,
        "is_hosted": _SWITCH,
        "is_mcp_enabled": _SWITCH,
        "function_runtime": Field(Choice(("remote", "slack"))),
    }
)
_MANIFEST: Final = Shape(
    {
        "_metadata": Field(Shape({"major_version": Field(Number(1, 2)), "minor_version": Field(Number(0, 100))})),
        "display_information": Field(_DISPLAY, required=True),
        "features": Field(_FEATURES),
        "oauth_config": Field(_OAUTH),
        "settings": Field(_SETTINGS),
        "functions": Field(Anything()),
        "workflows": Field(Anything()),
        "datastores": Field(Anything()),
        "types": Field(Anything()),
        "outgoing_domains": Field(Items(Words(least=1), 10)),
        "app_directory": Field(Anything()),
        "external_auth_providers": Field(Anything()),
    }
)


def check_manifest(manifest: Mapping[str, object]) -> list[Breach]:
    """Say what Slack would refuse in an app manifest, and which events it subscribes to without the scope they need.

    https://docs.slack.dev/reference/app-manifest; limits also from npm @slack/web-api manifest.ts.
    """
    root = Place("", Surface.MESSAGE, "invalid_manifest")
    refused = root.under("manifest.invalid")
    return [
        *_MANIFEST.check(manifest, refused),
        *_check_commands(manifest, refused),
        *_check_addresses(manifest, refused),
        *_check_event_scopes(manifest, root),
    ]


def _within(value: object, *names: str) -> object:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _commands(manifest: Mapping[str, object]) -> list[Mapping[str, object]]:
    commands = _within(manifest, "features", "slash_commands")
    return [command for command in commands if isinstance(command, Mapping)] if isinstance(commands, list) else []


def _check_commands(manifest: Mapping[str, object], root: Place) -> Iterator[Breach]:
    commands = _commands(manifest)
    place = root.at("features").at("slash_commands")
    names = Counter(name for command in commands if isinstance(name := command.get("command"), str))
    for name, count in names.items():
        if count > 1:
            yield place.refuse("manifest.invalid", f"command given {count} times: {name}")
    scopes = _strings(_within(manifest, "oauth_config", "scopes", "bot"))
    if commands and "commands" not in scopes:
        yield place.refuse("manifest.invalid", "slash commands need the bot scope commands")
    if scopes and not isinstance(_within(manifest, "features", "bot_user"), Mapping):
        yield root.at("features").refuse("manifest.invalid", "bot scopes need features.bot_user")


def _check_addresses(manifest: Mapping[str, object], root: Place) -> Iterator[Breach]:
    if _within(manifest, "settings", "socket_mode_enabled") is True:
        return
    settings = root.at("settings")
    if _within(manifest, "settings", "interactivity", "is_enabled") is True and not _within(
        manifest, "settings", "interactivity", "request_url"
    ):
        yield settings.at("interactivity").refuse("manifest.invalid", "without Socket Mode a request_url is needed")
    events = settings.at("event_subscriptions")
    if _within(manifest, "settings", "event_subscriptions", "bot_events") and not _within(
        manifest, "settings", "event_subscriptions", "request_url"
    ):
        yield events.refuse("manifest.invalid", "without Socket Mode a request_url is needed")
    if any(not command.get("url") for command in _commands(manifest)):
        sentence = "without Socket Mode every command needs a url"
        yield root.at("features").at("slash_commands").refuse("manifest.invalid", sentence)


def _check_event_scopes(manifest: Mapping[str, object], root: Place) -> Iterator[Breach]:
    place = root.at("settings").at("event_subscriptions").at("bot_events")
    scopes = frozenset(_strings(_within(manifest, "oauth_config", "scopes", "bot")))
    for event in _strings(_within(manifest, "settings", "event_subscriptions", "bot_events")):
        needed = EVENT_SCOPES.get(event)
        if needed is None:
            yield place.refuse("manifest.invalid", f"a bot cannot subscribe to {event}")
        elif needed and scopes.isdisjoint(needed):
            yield place.refuse("scope.event", f"{event} needs the bot scope {' or '.join(needed)}")
