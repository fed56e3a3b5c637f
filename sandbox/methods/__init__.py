"""The Web API's methods by name; each takes the call and gives the answer's fields, or refuses."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from sandbox.methods import chat, conversations, files, general, users, views
from sandbox.methods.asked import Asked
from sandbox.payloads import Payload

ANSWERS: Final[Mapping[str, Callable[[Asked], Payload]]] = MappingProxyType(
    {
        "api.test": general.api_test,
        "apps.connections.open": general.open_connection,
        "auth.test": general.auth_test,
        "bots.info": general.bots_info,
        "chat.delete": chat.delete,
        "chat.getPermalink": chat.get_permalink,
        "chat.postEphemeral": chat.post_ephemeral,
        "chat.postMessage": chat.post_message,
        "chat.update": chat.update,
        "conversations.history": conversations.history,
        "conversations.info": conversations.info,
        "conversations.join": conversations.join,
        "conversations.list": conversations.list_all,
        "conversations.members": conversations.members,
        "conversations.open": conversations.open_direct_message,
        "conversations.replies": conversations.replies,
        "files.completeUploadExternal": files.complete_upload,
        "files.getUploadURLExternal": files.get_upload_url,
        "files.info": files.info,
        "reactions.add": general.add_reaction,
        "team.info": general.team_info,
        "users.conversations": conversations.list_of_user,
        "users.info": users.info,
        "users.list": users.list_all,
        "users.lookupByEmail": users.look_up_by_email,
        "views.open": views.open_modal,
        "views.publish": views.publish,
        "views.push": views.push,
        "views.update": views.update,
    }
)
