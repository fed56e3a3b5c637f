import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sandbox.rules.breach import Breach, Place, Surface
from sandbox.rules.method import Kind, Method

CONVERSATION_ID: Final = re.compile(r"[CDG][A-Z0-9]+")
USER_ID: Final = re.compile(r"[UW][A-Z0-9]+")
MESSAGE_TS: Final = re.compile(r"[0-9]{10}\.[0-9]{6}")
_MOMENT: Final = re.compile(r"[0-9]{1,10}(\.[0-9]{1,6})?")
_END_OF_TIME: Final = 10**10
_WHOLE: Final = re.compile(r"-?[0-9]{1,15}")
_FLAGS: Final = frozenset({"true", "false", "1", "0"})
_STRUCTURED: Final = frozenset({Kind.BLOCKS, Kind.ATTACHMENTS, Kind.METADATA, Kind.VIEW, Kind.FILES})


@dataclass(frozen=True)
class Arguments:
    """A call's arguments after reading: structured ones decoded, absent ones left out, and what was wrong with them."""

    values: Mapping[str, object]
    breaches: tuple[Breach, ...]


def read_arguments(method: Method, arguments: Mapping[str, object]) -> Arguments:
    """Decode and check the arguments of one call.

    Blocks, attachments, metadata, views and file lists may arrive as JSON text, as forms carry them. A value that
    cannot be decoded is reported and left out. What stands inside blocks and views is checked elsewhere.
    """
    root = Place("", Surface.MESSAGE, "invalid_arguments")
    values: dict[str, object] = {}
    breaches: list[Breach] = []
    for name, given in arguments.items():
        place = root.at(name)
        kind = method.kinds.get(name)
        if given is None or name == "token":
            continue
        if kind is None:
            if not method.any_argument:
                breaches.append(place.refuse("args.unknown", f"{method.name} has no argument named {name}"))
            continue
        value = _decoded(given) if kind in _STRUCTURED else given
        found = list(_check(kind, name, value, place, method))
        breaches.extend(found)
        if not (found and kind in _STRUCTURED):
            values[name] = value
    breaches.extend(_check_presence(method, values, arguments, root))
    return Arguments(values, tuple(breaches))


def _decoded(given: object) -> object:
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except (ValueError, RecursionError):
        return given


def _check_presence(
    method: Method, values: Mapping[str, object], arguments: Mapping[str, object], root: Place
) -> Iterator[Breach]:
    missing = {name for name in method.required if arguments.get(name) in (None, "")}
    yield from (root.at(name).refuse("args.missing", f"missing required field: {name}") for name in sorted(missing))
    for group in method.exactly_one:
        given = sorted(name for name in group if values.get(name) not in (None, ""))
        names = " or ".join(sorted(group))
        if not given:
            yield root.refuse("args.missing", f"missing required field: {names}")
        elif len(given) > 1:
            yield root.refuse("args.conflict", f"only one of {names} may be given")


def _check(kind: Kind, name: str, value: object, place: Place, method: Method) -> Iterator[Breach]:
    if kind in _FORMS:
        form = _FORMS[kind]
        if not form.holds(value):
            error = _TS_ERRORS.get(name) if form.rule == "msg.ts_format" else form.error
            yield place.refuse(form.rule, form.sentence, error)
    elif kind is Kind.LIMIT:
        limit = _whole(value)
        if limit is None or not 1 <= limit <= method.most_per_page:
            sentence = f"must be a whole number from 1 to {method.most_per_page}"
            yield place.refuse("page.limit", sentence, "invalid_limit")
    else:
        yield from _check_id(kind, value, place)


def _check_id(kind: Kind, value: object, place: Place) -> Iterator[Breach]:
    if not isinstance(value, str):
        yield place.refuse("args.type", f"must be a {kind.value}")
    elif kind is Kind.USER:
        if value and USER_ID.fullmatch(value) is None:
            yield place.refuse("args.type", "must be a user id such as U024BE7LH", "user_not_found")
    elif CONVERSATION_ID.fullmatch(value) or not value:
        return
    elif kind is Kind.DESTINATION:
        if USER_ID.fullmatch(value) is None:
            yield place.warn("msg.channel_name", "give a conversation by its id, not by its name")
    elif USER_ID.fullmatch(value):
        sentence = "must be a conversation id; open the direct message and take its D... id"
        yield place.refuse("msg.user_as_channel", sentence, "channel_not_found")
    else:
        yield place.refuse("args.type", "must be a conversation id such as C024BE91L", "channel_not_found")


def _is_string(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool) or value in (0, 1) or (isinstance(value, str) and value.lower() in _FLAGS)


def _whole(value: object) -> int | None:
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_whole(value: object) -> bool:
    return _whole(value) is not None


def _is_message_ts(value: object) -> bool:
    return isinstance(value, str) and MESSAGE_TS.fullmatch(value) is not None


def _is_moment(value: object) -> bool:
    if isinstance(value, str):
        return _MOMENT.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < _END_OF_TIME


def _is_array(value: object) -> bool:
    return isinstance(value, list)


def _is_object(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_array_of_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


def _is_files(value: object) -> bool:
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(item, Mapping) and isinstance(item.get("id"), str) for item in value)


@dataclass(frozen=True)
class _Form:
    """What a value must be, and what is answered when it is not; no `error` means `invalid_arguments`."""

    holds: Callable[[object], bool]
    sentence: str
    rule: str = "args.type"
    error: str | None = None


_FORMS: Final = {
    Kind.WORDS: _Form(_is_string, "must be a string"),
    Kind.FLAG: _Form(_is_flag, "must be true or false"),
    Kind.WHOLE: _Form(_is_whole, "must be a whole number"),
    Kind.COMMA_LIST: _Form(_is_string, "must be one string of items and commas", error="invalid_array_arg"),
    Kind.MESSAGE_TS: _Form(_is_message_ts, "must be a timestamp such as 1234567890.123456", "msg.ts_format"),
    Kind.MOMENT: _Form(_is_moment, "must be a timestamp or seconds", "msg.ts_format"),
    Kind.CURSOR: _Form(_is_string, "must be a next_cursor that Slack gave", "page.cursor", "invalid_cursor"),
    Kind.BLOCKS: _Form(_is_array, "must be an array of blocks", "bk.not_array", "invalid_blocks_format"),
    Kind.ATTACHMENTS: _Form(_is_array_of_objects, "must be an array of objects", error="invalid_attachments"),
    Kind.METADATA: _Form(_is_object, "must be an object", "msg.metadata_format", "invalid_metadata_format"),
    Kind.VIEW: _Form(_is_object, "must provide an object"),
    Kind.FILES: _Form(_is_files, 'must be an array of files such as {"id": "F044GKUHN9Z"}'),
}
_TS_ERRORS: Final = {
    "ts": "message_not_found",
    "message_ts": "message_not_found",
    "thread_ts": "invalid_thread_ts",
    "timestamp": "bad_timestamp",
    "oldest": "invalid_ts_oldest",
    "latest": "invalid_ts_latest",
}
