from collections.abc import Iterator, Mapping
from typing import Final

from sandbox.rules.arguments import read_arguments
from sandbox.rules.blocks import check_blocks
from sandbox.rules.breach import Breach, Place, Surface
from sandbox.rules.known_methods import RETIRED, RETIRED_FAMILIES, is_not_served
from sandbox.rules.message import check_message
from sandbox.rules.method import Method, TokenKind
from sandbox.rules.methods import METHODS
from sandbox.rules.view import check_view

_ACCEPTED: Final = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain")
_BOT_TOKENS: Final = ("xoxb-", "xoxe.xoxb-")
_OTHER_TOKENS: Final = ("xoxp-", "xoxe.xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxc-", "xoxd-", "xoxe-")


def check_call(method: str, arguments: Mapping[str, object], content_type: str, token: str | None) -> list[Breach]:
    """Say what Slack would refuse or only frown at in one Web API call: token, body, arguments, content.

    `arguments` are those of the body and the address together, as decoded from JSON or from a form. `content_type` is
    the header of a call with a body, and empty where all arguments stood in the address; for a body without the
    header pass `application/octet-stream`, which is what HTTP takes it for. What needs the workspace's state (is the
    token known, does the channel exist, has the trigger expired) is not decided here.
    """
    served = METHODS.get(method)
    if served is None:
        return [_unserved(method)]
    root = Place("", Surface.MESSAGE, "invalid_arguments")
    breaches = [*_check_token(served, token, root), *_check_content_type(served, content_type, root)]
    if any(breach.rule == "http.json_on_form_only" for breach in breaches):
        return breaches
    read = read_arguments(served, arguments)
    breaches.extend(read.breaches)
    if "text" in served.kinds:
        breaches.extend(check_message(read.values, served.name))
    elif "blocks" in read.values:
        breaches.extend(check_blocks(read.values["blocks"], Place("/blocks", Surface.MESSAGE, "invalid_blocks")))
    view = read.values.get("view")
    if isinstance(view, Mapping):
        breaches.extend(check_view(view, Surface.HOME if served.name == "views.publish" else Surface.MODAL))
    if served.wants_limit and "limit" not in read.values:
        sentence = "give a limit: a large workspace answers limit_required"
        breaches.append(root.warn("page.no_limit", sentence))
    return breaches


def _unserved(method: str) -> Breach:
    root = Place("", Surface.MESSAGE, "unknown_method")
    successor = RETIRED.get(method)
    if successor is None and method.startswith(RETIRED_FAMILIES):
        successor = f"conversations.{method.split('.', 1)[1]}"
    if successor is not None:
        return root.refuse("method.deprecated", f"{method} is retired; use {successor}", "method_deprecated")
    if is_not_served(method):
        return root.refuse("method.unknown", f"{method} is a method of Slack's that this sandbox does not serve")
    return root.refuse("method.unknown", f"there is no method named {method}")


def _check_token(method: Method, token: str | None, root: Place) -> Iterator[Breach]:
    if method.token is TokenKind.NONE:
        return
    if not token:
        yield root.refuse("auth.missing", "no authentication token provided", "not_authed")
        return
    bot, app = token.startswith(_BOT_TOKENS), token.startswith("xapp-")
    if app if method.token is TokenKind.APP else bot:
        return
    if bot or app or token.startswith(_OTHER_TOKENS):
        wanted = "an app-level token (xapp-)" if method.token is TokenKind.APP else "a bot token (xoxb-)"
        yield root.refuse("auth.token_type", f"{method.name} takes {wanted}", "not_allowed_token_type")
    else:
        yield root.refuse("auth.invalid", "this is not a token of Slack's", "invalid_auth")


def _check_content_type(method: Method, content_type: str, root: Place) -> Iterator[Breach]:
    media_type = content_type.split(";", 1)[0].strip().lower()
    if not media_type:
        return
    if media_type == "application/octet-stream":
        yield root.refuse("http.content_type", "a body needs a Content-Type", "missing_post_type")
    elif media_type not in _ACCEPTED:
        yield root.refuse(
            "http.content_type", f"Content-Type must be one of {', '.join(_ACCEPTED)}", "invalid_post_type"
        )
    elif media_type == "application/json" and not method.json_allowed:
        yield root.refuse("http.json_on_form_only", f"{method.name} reads no JSON body: send a form")
