"""Files: uploads under way, and what has been shared."""

import mimetypes
from dataclasses import dataclass, field
from pathlib import PurePath

from sandbox.identifiers import new_id
from sandbox.payloads import Payload
from sandbox.refusals import RefusedError


@dataclass
class File:
    """One file: announced first, then its bytes arrive, then it is shared."""

    id: str
    name: str
    owner: str
    length: int
    title: str = ""
    content: bytes | None = None
    channels: list[str] = field(default_factory=list)

    def describe(self, address: str, team_id: str) -> Payload:
        """The file object of https://docs.slack.dev/reference/objects/file-object."""
        suffix = PurePath(self.name).suffix.lstrip(".").lower()
        url = f"{address}/files-pri/{team_id}-{self.id}/{self.name}"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": mimetypes.guess_type(self.name)[0] or "application/octet-stream",
            "filetype": suffix or "binary",
            "pretty_type": suffix.upper() or "Binary",
            "user": self.owner,
            "user_team": team_id,
            "size": self.length,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "url_private": url,
            "url_private_download": url,
            "permalink": f"{address}/files/{self.owner}/{self.id}/{self.name}",
            "channels": [channel for channel in self.channels if channel.startswith("C")],
            "groups": [channel for channel in self.channels if channel.startswith("G")],
            "ims": [channel for channel in self.channels if channel.startswith("D")],
            "file_access": "visible",
        }


class Files:
    """All files of a workspace."""

    def __init__(self) -> None:
        self._files: dict[str, File] = {}

    def announce(self, name: str, length: int, owner: str) -> File:
        """Make room for an upload."""
        file = File(id=new_id("F"), name=name, owner=owner, length=length)
        self._files[file.id] = file
        return file

    def keep(self, name: str, content: bytes, owner: str) -> File:
        """Take a file whose bytes are all there."""
        file = self.announce(name, len(content), owner)
        file.content = content
        return file

    def find(self, file_id: str) -> File:
        """A file by its id.

        Raises:
            RefusedError: ``file_not_found``.
        """
        file = self._files.get(file_id)
        if file is None:
            raise RefusedError("file_not_found", detail=f"There is no file {file_id}.")
        return file
