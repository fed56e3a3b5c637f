from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sandbox.rules.method import Kind, Method, TokenKind

__all__ = ["METHODS", "Kind", "Method", "TokenKind"]

_CONTENT: Final = {
    "text": Kind.WORDS,
    "blocks": Kind.BLOCKS,
    "attachments": Kind.ATTACHMENTS,
    "markdown_text": Kind.WORDS,
    "metadata": Kind.METADATA,
    "as_user": Kind.FLAG,
    "link_names": Kind.FLAG,
    "parse": Kind.WORDS,
}
_AUTHOR: Final = {"username": Kind.WORDS, "icon_emoji": Kind.WORDS, "icon_url": Kind.WORDS}
_THREAD: Final = {"thread_ts": Kind.MESSAGE_TS, "reply_broadcast": Kind.FLAG}
_UNFURL: Final = {"unfurl_links": Kind.FLAG, "unfurl_media": Kind.FLAG}
_PAGE: Final = {"cursor": Kind.CURSOR, "limit": Kind.LIMIT}
_SPAN: Final = {
    "oldest": Kind.MOMENT,
    "latest": Kind.MOMENT,
    "inclusive": Kind.FLAG,
    "include_all_metadata": Kind.FLAG,
}
_TRIGGER: Final = {"trigger_id": Kind.WORDS, "interactivity_pointer": Kind.WORDS}

_ANY_HISTORY: Final = ("channels:history", "groups:history", "im:history", "mpim:history")
_ANY_READ: Final = ("channels:read", "groups:read", "im:read", "mpim:read")
_ANY_OPEN: Final = ("im:write", "mpim:write", "channels:manage", "groups:write")

_TABLE: Final = (
    Method("api.test", {"error": Kind.WORDS}, token=TokenKind.NONE, any_argument=True),
    Method("auth.test", {}),
    Method("apps.connections.open", {}, ("connections:write",), token=TokenKind.APP),
    Method(
        "chat.postMessage",
        # The reference lists client_msg_id only through its errors (duplicate_message_not_found): it is read.
        {"channel": Kind.DESTINATION, "mrkdwn": Kind.FLAG, "client_msg_id": Kind.WORDS}
        | _CONTENT
        | _AUTHOR
        | _THREAD
        | _UNFURL,
        ("chat:write",),
        frozenset({"channel"}),
    ),
    Method(
        "chat.postEphemeral",
        {"channel": Kind.DESTINATION, "user": Kind.USER, "thread_ts": Kind.MESSAGE_TS} | _CONTENT | _AUTHOR,
        ("chat:write",),
        frozenset({"channel", "user"}),
    ),
    Method(
        "chat.scheduleMessage",
        {"channel": Kind.DESTINATION, "post_at": Kind.WHOLE} | _CONTENT | _THREAD | _UNFURL,
        ("chat:write",),
        frozenset({"channel", "post_at"}),
    ),
    Method(
        "chat.update",
        {
            "channel": Kind.CONVERSATION,
            "ts": Kind.MESSAGE_TS,
            "reply_broadcast": Kind.FLAG,
            "file_ids": Kind.COMMA_LIST,
            "unfurled_attachments": Kind.ATTACHMENTS,
        }
        | _CONTENT,
        ("chat:write",),
        frozenset({"channel", "ts"}),
    ),
    Method(
        "chat.delete",
        {"channel": Kind.CONVERSATION, "ts": Kind.MESSAGE_TS, "as_user": Kind.FLAG},
        ("chat:write",),
        frozenset({"channel", "ts"}),
    ),
    Method(
        "chat.getPermalink",
        {"channel": Kind.CONVERSATION, "message_ts": Kind.MESSAGE_TS},
        required=frozenset({"channel", "message_ts"}),
        json_allowed=False,
    ),
    Method(
        "conversations.open",
        {
            "channel": Kind.CONVERSATION,
            "users": Kind.COMMA_LIST,
            "return_im": Kind.FLAG,
            "prevent_creation": Kind.FLAG,
        },
        _ANY_OPEN,
        exactly_one=(frozenset({"channel", "users"}),),
    ),
    Method(
        "conversations.history",
        {"channel": Kind.CONVERSATION} | _PAGE | _SPAN,
        _ANY_HISTORY,
        frozenset({"channel"}),
        json_allowed=False,
        most_per_page=999,
    ),
    Method(
        "conversations.replies",
        {"channel": Kind.CONVERSATION, "ts": Kind.MESSAGE_TS} | _PAGE | _SPAN,
        _ANY_HISTORY,
        frozenset({"channel", "ts"}),
        json_allowed=False,
    ),
    Method(
        "conversations.members",
        {"channel": Kind.CONVERSATION} | _PAGE,
        _ANY_READ,
        frozenset({"channel"}),
        json_allowed=False,
        wants_limit=True,
    ),
    Method(
        "conversations.info",
        {"channel": Kind.CONVERSATION, "include_locale": Kind.FLAG, "include_num_members": Kind.FLAG},
        _ANY_READ,
        frozenset({"channel"}),
        json_allowed=False,
    ),
    Method(
        "conversations.list",
        {"exclude_archived": Kind.FLAG, "team_id": Kind.WORDS, "types": Kind.COMMA_LIST} | _PAGE,
        _ANY_READ,
        json_allowed=False,
        most_per_page=999,
        wants_limit=True,
    ),
    Method("conversations.join", {"channel": Kind.CONVERSATION}, ("channels:join",), frozenset({"channel"})),
    Method(
        "users.conversations",
        {
            "user": Kind.USER,
            "exclude_archived": Kind.FLAG,
            "exclude_muted": Kind.FLAG,
            "team_id": Kind.WORDS,
            "types": Kind.COMMA_LIST,
        }
        | _PAGE,
        _ANY_READ,
        json_allowed=False,
        most_per_page=999,
        wants_limit=True,
    ),
    Method(
        "users.info",
        {"user": Kind.USER, "include_locale": Kind.FLAG},
        ("users:read",),
        frozenset({"user"}),
        json_allowed=False,
    ),
    Method(
        "users.list",
        {"include_locale": Kind.FLAG, "team_id": Kind.WORDS} | _PAGE,
        ("users:read",),
        json_allowed=False,
        wants_limit=True,
    ),
    Method(
        "users.lookupByEmail",
        {"email": Kind.WORDS},
        ("users:read.email",),
        frozenset({"email"}),
        json_allowed=False,
    ),
    Method(
        "views.open",
        {"view": Kind.VIEW} | _TRIGGER,
        required=frozenset({"view"}),
        exactly_one=(frozenset(_TRIGGER),),
    ),
    Method(
        "views.push",
        {"view": Kind.VIEW} | _TRIGGER,
        required=frozenset({"view"}),
        exactly_one=(frozenset(_TRIGGER),),
    ),
    Method(
        "views.update",
        {"view": Kind.VIEW, "view_id": Kind.WORDS, "external_id": Kind.WORDS, "hash": Kind.WORDS},
        required=frozenset({"view"}),
        exactly_one=(frozenset({"view_id", "external_id"}),),
    ),
    Method(
        "views.publish",
        {"user_id": Kind.USER, "view": Kind.VIEW, "hash": Kind.WORDS, "interactivity_pointer": Kind.WORDS},
        required=frozenset({"user_id", "view"}),
    ),
    Method(
        "files.getUploadURLExternal",
        {"filename": Kind.WORDS, "length": Kind.WHOLE, "snippet_type": Kind.WORDS, "alt_txt": Kind.WORDS},
        ("files:write",),
        frozenset({"filename", "length"}),
        json_allowed=False,
    ),
    Method(
        "files.completeUploadExternal",
        {
            "files": Kind.FILES,
            "channel_id": Kind.CONVERSATION,
            "channels": Kind.COMMA_LIST,
            "thread_ts": Kind.MESSAGE_TS,
            "initial_comment": Kind.WORDS,
            "blocks": Kind.BLOCKS,
        }
        | _AUTHOR,
        ("files:write",),
        frozenset({"files"}),
    ),
    Method("files.info", {"file": Kind.WORDS} | _PAGE, ("files:read",), frozenset({"file"}), json_allowed=False),
    Method(
        "reactions.add",
        {"channel": Kind.CONVERSATION, "name": Kind.WORDS, "timestamp": Kind.MESSAGE_TS},
        ("reactions:write",),
        frozenset({"channel", "name", "timestamp"}),
    ),
    Method(
        "team.info",
        {"team": Kind.WORDS, "domain": Kind.WORDS, "include_slackbot_availability": Kind.FLAG},
        ("team:read",),
        json_allowed=False,
    ),
    Method("bots.info", {"bot": Kind.WORDS, "team_id": Kind.WORDS}, ("users:read",), json_allowed=False),
)

METHODS: Final[Mapping[str, Method]] = MappingProxyType({method.name: method for method in _TABLE})
"""The methods this sandbox serves.

Arguments, scopes and content types after github.com/slack-ruby/slack-api-ref (methods/) and
github.com/slackapi/slack-api-specs (slack_web_openapi_v2.json).
"""
