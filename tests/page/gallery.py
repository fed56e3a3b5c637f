"""Every block and element of Block Kit that the local Slack's page draws, as an app would send them."""

from typing import Any

Part = dict[str, Any]

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


def words(text: str) -> Part:
    """Return a text object without styles."""
    return {"type": "plain_text", "text": text}


def styled(text: str) -> Part:
    """Return a text object in mrkdwn."""
    return {"type": "mrkdwn", "text": text}


def options(*names: str) -> list[Part]:
    """Return options whose values are their words in small letters."""
    return [{"text": words(name), "value": name.lower()} for name in names]


def asked(label: str, element: Part, **more: object) -> Part:
    """Return an input block whose ids are its label in small letters."""
    name = label.lower()
    return {"type": "input", "block_id": name, "label": words(label), "element": {"action_id": name} | element} | more


def pressed(element: Part) -> Part:
    """Return a row with this element alone, whose ids are its type."""
    return {"type": "actions", "block_id": element["type"], "elements": [{"action_id": element["type"]} | element]}


BOATS = options("Single scull", "Double scull", "Coxed four", "Eight")

SURE: Part = {
    "title": words("Really?"),
    "text": styled("The boat *leaves* without you."),
    "confirm": words("Leave"),
    "deny": words("Stay"),
    "style": "danger",
}

RICH: Part = {
    "type": "rich_text",
    "block_id": "rich",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Plain, "},
                {"type": "text", "text": "bold", "style": {"bold": True}},
                {"type": "text", "text": " and "},
                {"type": "text", "text": "struck", "style": {"strike": True}},
                {"type": "text", "text": " words, a "},
                {"type": "link", "url": "https://example.com/", "text": "link"},
                {"type": "text", "text": " and "},
                {"type": "emoji", "name": "rowboat"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "Catch"}]},
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "Drive"}]},
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "Row well and live."}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "stroke = 1 / time"}]},
    ],
}

VIDEO: Part = {
    "type": "video",
    "block_id": "video",
    "title": words("The catch, slowly"),
    "title_url": "https://example.com/watch",
    "alt_text": "A blade entering the water",
    "video_url": "https://example.com/embed",
    "thumbnail_url": "https://example.com/still.png",
    "description": words("Two minutes on timing."),
    "provider_name": "Rowing school",
    "author_name": "Coach",
}

SHOWN: list[Part] = [
    {"type": "header", "block_id": "header", "text": words("Boats :rowboat:")},
    {
        "type": "section",
        "block_id": "section",
        "text": styled(
            "Hello <@U0ALICE0001>, *bold*, _italic_, ~struck~, `code`, a <https://example.com/|link>.\n> quoted"
        ),
        "accessory": {"type": "image", "image_url": "https://example.com/boat.png", "alt_text": "A boat"},
    },
    {
        "type": "section",
        "block_id": "fields",
        "fields": [styled("*Boat*\nEight"), styled("*Water*\nCalm"), styled("*Crew*\n9"), styled("*Start*\n09:00")],
    },
    {"type": "divider", "block_id": "divider"},
    {
        "type": "context",
        "block_id": "context",
        "elements": [
            {"type": "image", "image_url": "https://example.com/cox.png", "alt_text": "The cox"},
            styled("Seen by *three* people"),
        ],
    },
    {
        "type": "image",
        "block_id": "image",
        "title": words("The river"),
        "image_url": "https://example.com/river.png",
        "alt_text": "A river at dawn",
    },
    RICH,
    {
        "type": "table",
        "block_id": "table",
        "column_settings": [{"align": "left"}, {"align": "right"}],
        "rows": [
            [{"type": "raw_text", "text": "Boat"}, {"type": "raw_text", "text": "Seats"}],
            [{"type": "raw_text", "text": "Eight"}, {"type": "raw_number", "value": 8, "text": "8"}],
        ],
    },
    VIDEO,
    {
        "type": "markdown",
        "block_id": "markdown",
        "text": "# Steering\n\n**Look** ahead, *not* at the crew.\n\n- port\n- starboard",
    },
]
"""Blocks that are looked at."""

PRESSED: list[Part] = [
    {
        "type": "actions",
        "block_id": "buttons",
        "elements": [
            {"type": "button", "action_id": "plain", "text": words("Look"), "value": "look"},
            {"type": "button", "action_id": "primary", "text": words("Row"), "style": "primary", "value": "row"},
            {"type": "button", "action_id": "danger", "text": words("Leave"), "style": "danger", "confirm": SURE},
        ],
    },
    pressed({"type": "overflow", "options": options("Rinse", "Repair")}),
    pressed({"type": "static_select", "placeholder": words("Pick a boat"), "options": BOATS}),
    pressed({"type": "datepicker"}),
    pressed({"type": "checkboxes", "options": options("Life jacket", "Torch")}),
    pressed({"type": "radio_buttons", "options": options("Port", "Starboard")}),
]
"""Elements that tell the app at once."""

FILLED: list[Part] = [
    asked("Name", {"type": "plain_text_input", "placeholder": words("What it is called")}),
    asked("Story", {"type": "plain_text_input", "multiline": True}, hint=words("As long as you like."), optional=True),
    asked("Log", {"type": "rich_text_input"}),
    asked("Crew", {"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"}),
    asked("Mail", {"type": "email_text_input"}),
    asked("Site", {"type": "url_text_input"}, optional=True),
    asked("Boat", {"type": "static_select", "options": BOATS}),
    asked("Spares", {"type": "multi_static_select", "options": BOATS, "max_selected_items": 2}),
    asked("Harbour", {"type": "external_select", "min_query_length": 1}),
    asked("Ports", {"type": "multi_external_select", "min_query_length": 1}, optional=True),
    asked("Cox", {"type": "users_select"}),
    asked("Rowers", {"type": "multi_users_select"}),
    asked("Room", {"type": "conversations_select"}, optional=True),
    asked("Channel", {"type": "channels_select"}, optional=True),
    asked("Day", {"type": "datepicker"}),
    asked("Hour", {"type": "timepicker"}),
    asked("Start", {"type": "datetimepicker"}),
    asked("Gear", {"type": "checkboxes", "options": options("Life jacket", "Torch")}, optional=True),
    asked("Side", {"type": "radio_buttons", "options": options("Port", "Starboard")}),
    asked("Map", {"type": "file_input", "filetypes": ["csv", "png"], "max_files": 2}, optional=True),
]
"""Everything that a form can ask for."""

FORM: Part = {
    "type": "modal",
    "callback_id": "gallery",
    "title": words("A whole boat"),
    "submit": words("Launch"),
    "blocks": FILLED,
}
