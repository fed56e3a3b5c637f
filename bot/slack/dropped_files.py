"""Fetching a file that somebody shared, with the care that a file from outside needs."""

from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

_CHUNK = 256 * 1024
_TIMEOUT = 30
"""Seconds that Slack may be silent while a file is fetched."""


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file as Slack describes it; `address` is where its bytes are, `channels` where it was shared."""

    file_id: str
    name: str
    media_type: str
    size: int
    address: str
    channels: frozenset[str]


@dataclass(frozen=True, slots=True)
class NotFetched:
    """The file could not be had; `sentence` says why and what to do."""

    sentence: str


_GONE = NotFetched("Slack does not have that file any more. Please drop it here again.")
_NO_ACCESS = NotFetched(
    "Slack does not let me read files. Please ask whoever installed me to add the scope files:read and install me again."
)
_LOST = NotFetched("Slack did not hand the file over. Please drop it here again.")
_NO_ACCESS_CODES = frozenset({"missing_scope", "not_allowed_token_type", "no_permission", "access_denied"})


def describe_file(client: WebClient, file_id: str) -> SharedFile | NotFetched:
    """Ask Slack what a file is."""
    try:
        file: dict[str, Any] = client.files_info(file=file_id)["file"]
    except SlackApiError as error:
        return _NO_ACCESS if error.response.get("error") in _NO_ACCESS_CODES else _GONE
    except (OSError, HTTPException):
        return _LOST
    return SharedFile(
        file_id=file["id"],
        name=file.get("name") or file.get("title") or "",
        media_type=file.get("mimetype") or "",
        size=int(file.get("size") or 0),
        address=file.get("url_private_download") or file.get("url_private") or "",
        channels=frozenset((*file.get("channels", ()), *file.get("groups", ()), *file.get("ims", ()))),
    )


def fetch(client: WebClient, file: SharedFile, most: int) -> bytes | NotFetched:
    """Read a file's bytes, never more than `most`, whatever size Slack states.

    The token goes to Slack's own host and nowhere else: no redirect is followed. Without a right to the file Slack serves a
    page to sign in, with status 200, which is no file (docs.slack.dev, working with files).
    """
    too_large = NotFetched(
        f"The file has more than {most // 2**20} MB, which is more than I can read. "
        "Please export fewer columns, or one division at a time."
    )
    if file.size > most:
        return too_large
    if not _is_slack(file.address, client.base_url):
        return NotFetched("That file is not kept at Slack itself. Please download it and drop it here.")
    try:
        content = _read(client, file, most)
    except HTTPError as error:
        error.close()
        is_elsewhere = HTTPStatus.MULTIPLE_CHOICES <= error.code < HTTPStatus.BAD_REQUEST
        return _NO_ACCESS if is_elsewhere else _LOST
    except (URLError, OSError, HTTPException):
        return _LOST
    return too_large if isinstance(content, bytes) and len(content) > most else content


def _read(client: WebClient, file: SharedFile, most: int) -> bytes | NotFetched:
    """Read a file up to a little more than `most` bytes."""
    request = Request(file.address, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310  checked before
    proxy = {"http": client.proxy, "https": client.proxy} if client.proxy else {}
    with build_opener(ProxyHandler(proxy), _NoRedirect()).open(request, timeout=_TIMEOUT) as answer:
        if answer.headers.get_content_type() == "text/html" and not file.media_type.startswith("text/html"):
            return _NO_ACCESS
        content = bytearray()
        while len(content) <= most and (chunk := answer.read(_CHUNK)):
            content += chunk
    return bytes(content)


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any, **_more: Any) -> None:  # noqa: ANN401  urllib's signature
        """Follow no redirect: urllib would take the token along."""
        return


def _is_slack(address: str, api: str) -> bool:
    """Tell whether an address is of the host that answers the Web API, or of one below it, such as files.slack.com."""
    try:
        place, own = urlsplit(address), urlsplit(api)
        is_same_door = (place.scheme, place.port) == (own.scheme, own.port)
    except ValueError:
        return False  # no address, or no port, at all
    host, own_host = place.hostname or "", own.hostname or ""
    return is_same_door and (host == own_host or host.endswith(f".{own_host}"))
