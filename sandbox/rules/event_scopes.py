from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_CHANNELS: Final = ("channels:read",)
_GROUPS: Final = ("groups:read",)
_FILES: Final = ("files:read",)
_USERS: Final = ("users:read",)
_USERGROUPS: Final = ("usergroups:read",)
_MEMBERS: Final = ("channels:read", "groups:read")
_CONNECT: Final = ("conversations.connect:manage",)
_METADATA: Final = ("metadata.message:read",)
_ASSISTANT: Final = ("assistant:write",)

EVENT_SCOPES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "app_home_opened": (),
        "app_mention": ("app_mentions:read",),
        "app_rate_limited": (),
        "app_requested": (),
        "app_uninstalled": (),
        "assistant_thread_context_changed": _ASSISTANT,
        "assistant_thread_started": _ASSISTANT,
        "call_rejected": ("calls:read",),
        "channel_archive": _CHANNELS,
        "channel_created": _CHANNELS,
        "channel_deleted": _CHANNELS,
        "channel_history_changed": ("channels:history", "groups:history", "mpim:history"),
        "channel_id_changed": _CHANNELS,
        "channel_left": _CHANNELS,
        "channel_rename": _CHANNELS,
        "channel_shared": _MEMBERS,
        "channel_unarchive": _CHANNELS,
        "channel_unshared": _MEMBERS,
        "dnd_updated_user": ("dnd:read",),
        "email_domain_changed": ("team:read",),
        "emoji_changed": ("emoji:read",),
        "entity_details_requested": (),
        "file_change": _FILES,
        "file_comment_deleted": _FILES,
        "file_created": _FILES,
        "file_deleted": _FILES,
        "file_public": _FILES,
        "file_shared": _FILES,
        "file_unshared": _FILES,
        "function_executed": (),
        "grid_migration_finished": (),
        "grid_migration_started": (),
        "group_archive": _GROUPS,
        "group_close": _GROUPS,
        "group_deleted": _GROUPS,
        "group_history_changed": ("groups:history",),
        "group_left": _GROUPS,
        "group_open": _GROUPS,
        "group_rename": _GROUPS,
        "group_unarchive": _GROUPS,
        "im_close": ("im:read",),
        "im_created": ("im:read",),
        "im_history_changed": ("im:history",),
        "im_open": ("im:read",),
        "link_shared": ("links:read",),
        "member_joined_channel": _MEMBERS,
        "member_left_channel": _MEMBERS,
        "message.channels": ("channels:history",),
        "message.groups": ("groups:history",),
        "message.im": ("im:history",),
        "message.mpim": ("mpim:history",),
        "message_metadata_deleted": _METADATA,
        "message_metadata_posted": _METADATA,
        "message_metadata_updated": _METADATA,
        "pin_added": ("pins:read",),
        "pin_removed": ("pins:read",),
        "reaction_added": ("reactions:read",),
        "reaction_removed": ("reactions:read",),
        "shared_channel_invite_accepted": _CONNECT,
        "shared_channel_invite_approved": _CONNECT,
        "shared_channel_invite_declined": _CONNECT,
        "shared_channel_invite_received": ("conversations.connect:read",),
        "subteam_created": _USERGROUPS,
        "subteam_members_changed": _USERGROUPS,
        "subteam_self_added": _USERGROUPS,
        "subteam_self_removed": _USERGROUPS,
        "subteam_updated": _USERGROUPS,
        "team_domain_change": ("team:read",),
        "team_join": _USERS,
        "team_rename": ("team:read",),
        "tokens_revoked": (),
        "user_change": _USERS,
        "user_huddle_changed": _USERS,
        "user_profile_changed": ("users.profile:read",),
        "user_status_changed": ("users.profile:read",),
    }
)
"""The events a bot may subscribe to, and the scopes of which it needs one: https://docs.slack.dev/reference/events."""
