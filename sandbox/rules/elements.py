from collections.abc import Mapping
from typing import Final

from sandbox.rules.breach import Surface
from sandbox.rules.choices import (
    check_initial_option,
    check_initial_options,
    check_number_bounds,
    check_option_source,
    check_option_values,
    check_span,
    is_date,
    is_decimal,
    is_time,
)
from sandbox.rules.objects import (
    CONFIRM,
    DISPATCH,
    FEEDBACK_BUTTON,
    FILTER,
    IMAGE_FIELDS,
    URL,
    WORKFLOW,
    check_image_source,
    option,
    option_group,
    plain_text,
)
from sandbox.rules.rich_text import RICH_TEXT_ONLY
from sandbox.rules.shape import Choice, Field, Flag, Items, Number, Shape, Words

_MODAL: Final = frozenset({Surface.MODAL})
_MESSAGE: Final = frozenset({Surface.MESSAGE})

_ACTION: Final = {"action_id": Field(Words(255, 1))}
_CONFIRM: Final = {"confirm": Field(CONFIRM)}
_FOCUS: Final = {"focus_on_load": Field(Flag())}
_PLACEHOLDER: Final = {"placeholder": Field(plain_text(150))}
_PICK: Final = _ACTION | _CONFIRM | _FOCUS
_MENU: Final = _PICK | _PLACEHOLDER
_MANY: Final = _MENU | {"max_selected_items": Field(Number(1, 10**6))}
_TYPED: Final = _ACTION | _FOCUS | _PLACEHOLDER | {"dispatch_action_config": Field(DISPATCH)}
_IDS: Final = Field(Items(Words(least=1)))
_ID: Final = Field(Words(least=1))
_STYLE: Final = Field(Choice(("primary", "danger")))
_STATIC: Final = {
    "options": Field(Items(option(), 100, 1)),
    "option_groups": Field(Items(option_group(), 100, 1)),
}
_STATIC_CHECKS: Final = (check_option_source, check_option_values)
_EXTERNAL: Final = {"min_query_length": Field(Number(0, 3000))}
_RESPONSE_URL: Final = {"response_url_enabled": Field(Flag())}
_CURRENT: Final = {"default_to_current_conversation": Field(Flag()), "filter": Field(FILTER)}
_TICKED: Final = Field(Items(option(mrkdwn=True), 10, 1), required=True)

BUTTONS: Final[Mapping[str, Shape]] = {
    "button": Shape(
        _ACTION
        | _CONFIRM
        | {
            "text": Field(plain_text(75), required=True),
            "value": Field(Words(2000)),
            "url": Field(URL),
            "style": _STYLE,
            "accessibility_label": Field(Words(75)),
            "agent_prompt": Field(Words(4000)),
            "agent_prompt_display": Field(Words()),
            "visible_to_user_ids": _IDS,
        }
    ),
    "workflow_button": Shape(
        _ACTION
        | {
            "text": Field(plain_text(75), required=True),
            "workflow": Field(WORKFLOW, required=True),
            "style": _STYLE,
            "accessibility_label": Field(Words(75)),
        },
        surfaces=_MESSAGE,
    ),
    "icon_button": Shape(
        _ACTION
        | _CONFIRM
        | {
            "icon": Field(Words(least=1), required=True),
            "text": Field(plain_text(75), required=True),
            "value": Field(Words(2000)),
            "accessibility_label": Field(Words(75)),
            "visible_to_user_ids": _IDS,
        },
        surfaces=_MESSAGE,
    ),
    "feedback_buttons": Shape(
        _ACTION
        | {
            "positive_button": Field(FEEDBACK_BUTTON, required=True),
            "negative_button": Field(FEEDBACK_BUTTON, required=True),
        },
        surfaces=_MESSAGE,
    ),
    "overflow": Shape(
        _ACTION | _CONFIRM | {"options": Field(Items(option(url=True), 5, 1), required=True)}, (check_option_values,)
    ),
}

MENUS: Final[Mapping[str, Shape]] = {
    "static_select": Shape(
        _MENU | _STATIC | {"initial_option": Field(option())}, (*_STATIC_CHECKS, check_initial_option)
    ),
    "external_select": Shape(_MENU | _EXTERNAL | {"initial_option": Field(option())}),
    "users_select": Shape(_MENU | {"initial_user": _ID}),
    "channels_select": Shape(_MENU | _RESPONSE_URL | {"initial_channel": _ID}),
    "conversations_select": Shape(_MENU | _RESPONSE_URL | _CURRENT | {"initial_conversation": _ID}),
    "multi_static_select": Shape(
        _MANY | _STATIC | {"initial_options": Field(Items(option(), 100, 1))}, (*_STATIC_CHECKS, check_initial_options)
    ),
    "multi_external_select": Shape(_MANY | _EXTERNAL | {"initial_options": Field(Items(option(), 100, 1))}),
    "multi_users_select": Shape(_MANY | {"initial_users": _IDS}),
    "multi_channels_select": Shape(_MANY | {"initial_channels": _IDS}),
    "multi_conversations_select": Shape(_MANY | _CURRENT | {"initial_conversations": _IDS}),
}

PICKERS: Final[Mapping[str, Shape]] = {
    "checkboxes": Shape(
        _PICK | {"options": _TICKED, "initial_options": Field(Items(option(mrkdwn=True), 10, 1))},
        (check_option_values, check_initial_options),
    ),
    "radio_buttons": Shape(
        _PICK | {"options": _TICKED, "initial_option": Field(option(mrkdwn=True))},
        (check_option_values, check_initial_option),
    ),
    "datepicker": Shape(
        _MENU | {"initial_date": Field(Words(holds=is_date, sentence="must be YYYY-MM-DD", rule="bk.date_format"))}
    ),
    "timepicker": Shape(
        _MENU
        | {
            "initial_time": Field(Words(holds=is_time, sentence="must be HH:mm", rule="bk.date_format")),
            "timezone": Field(Words(least=1)),
        }
    ),
    "datetimepicker": Shape(
        # Ten digits: any other length is a date long past or milliseconds.
        _PICK | {"initial_date_time": Field(Number(10**9, 10**10 - 1, "bk.date_format"))},
        surfaces=frozenset({Surface.MODAL, Surface.MESSAGE}),
    ),
}

_INITIAL_WORDS: Final = {"initial_value": Field(Words())}
_DECIMAL: Final = Field(Words(holds=is_decimal, sentence="must be a number, as a string"))

INPUTS: Final[Mapping[str, Shape]] = {
    "plain_text_input": Shape(
        _TYPED
        | {
            "initial_value": Field(Words(3000)),
            "multiline": Field(Flag()),
            "min_length": Field(Number(0, 3000)),
            "max_length": Field(Number(1, 3000)),
        },
        (check_span("min_length", "max_length"),),
    ),
    "rich_text_input": Shape(
        _TYPED
        | {
            "initial_value": Field(RICH_TEXT_ONLY),
            "min_lines": Field(Number(1, 100)),
            "max_lines": Field(Number(1, 100)),
        },
        (check_span("min_lines", "max_lines"),),
        surfaces=frozenset({Surface.MODAL, Surface.HOME}),
    ),
    "email_text_input": Shape(_TYPED | _INITIAL_WORDS, surfaces=_MODAL),
    "url_text_input": Shape(_TYPED | _INITIAL_WORDS, surfaces=_MODAL),
    "number_input": Shape(
        _TYPED
        | {
            "is_decimal_allowed": Field(Flag(), required=True),
            "initial_value": _DECIMAL,
            "min_value": _DECIMAL,
            "max_value": _DECIMAL,
        },
        (check_number_bounds,),
        surfaces=_MODAL,
    ),
    "file_input": Shape(
        _ACTION | {"filetypes": Field(Items(Words(least=1), least=1)), "max_files": Field(Number(1, 10))},
        surfaces=_MODAL,
    ),
}

IMAGE: Final = Shape(IMAGE_FIELDS, (check_image_source,))

ELEMENTS: Final[Mapping[str, Shape]] = {**BUTTONS, **MENUS, **PICKERS, **INPUTS, "image": IMAGE}
"""Every element by its type, with limits and surfaces: https://docs.slack.dev/reference/block-kit/block-elements.

An element's own page decides its surfaces where it and the page of the input block differ.
"""

INTERACTIVE: Final = frozenset(ELEMENTS) - {"image"}
"""The elements that send an interaction, and so need an `action_id` to be told apart by."""
