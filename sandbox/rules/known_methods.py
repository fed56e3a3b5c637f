from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

RETIRED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "files.upload": "files.getUploadURLExternal and files.completeUploadExternal",
        "files.comments.add": "a message in the file's thread",
        "files.comments.delete": "chat.delete",
        "files.comments.edit": "chat.update",
        "rtm.start": "apps.connections.open",
        "dialog.open": "views.open",
        "oauth.access": "oauth.v2.access",
        "oauth.token": "oauth.v2.access",
        "users.setActive": "users.setPresence",
        "apps.permissions.info": "auth.test",
        "apps.permissions.request": "an installation with the wanted scopes",
        "workflows.stepCompleted": "functions.completeSuccess",
        "workflows.stepFailed": "functions.completeError",
        "workflows.updateStep": "a custom function",
    }
)
"""Methods that Slack has switched off or superseded, with what takes their place.

https://docs.slack.dev/changelog
"""

RETIRED_FAMILIES: Final = ("channels.", "groups.", "im.", "mpim.")
"""Beginnings of the names that conversations.* replaced in 2021."""

_NOT_SERVED: Final = """
admin.analytics.getFile admin.analytics.messages.activity admin.analytics.messages.metadata
admin.apps.activities.list admin.apps.approve admin.apps.approved.list admin.apps.clearResolution
admin.apps.config.lookup admin.apps.config.set admin.apps.mcp.servers.list
admin.apps.mcp.servers.permissions.list admin.apps.mcp.servers.permissions.set admin.apps.permissions.add
admin.apps.permissions.list admin.apps.permissions.remove admin.apps.permissions.set admin.apps.requests.cancel
admin.apps.requests.list admin.apps.restrict admin.apps.restricted.list admin.apps.uninstall
admin.audit.anomaly.allow.getItem admin.audit.anomaly.allow.updateItem admin.auth.policy.assignEntities
admin.auth.policy.getEntities admin.auth.policy.removeEntities admin.barriers.create admin.barriers.delete
admin.barriers.list admin.barriers.update admin.conversations.archive admin.conversations.bulkArchive
admin.conversations.bulkDelete admin.conversations.bulkMove admin.conversations.bulkSetExcludeFromSlackAi
admin.conversations.bulkSetProperties admin.conversations.convertToPrivate admin.conversations.convertToPublic
admin.conversations.create admin.conversations.createForObjects admin.conversations.delete
admin.conversations.disconnectShared admin.conversations.ekm.listOriginalConnectedChannelInfo
admin.conversations.getConversationPrefs admin.conversations.getCustomRetention admin.conversations.getTeams
admin.conversations.invite admin.conversations.linkObjects admin.conversations.lookup
admin.conversations.removeCustomRetention admin.conversations.rename admin.conversations.restrictAccess.addGroup
admin.conversations.restrictAccess.listGroups admin.conversations.restrictAccess.removeGroup
admin.conversations.search admin.conversations.setConversationPrefs admin.conversations.setCustomRetention
admin.conversations.setTeams admin.conversations.unarchive admin.conversations.unlinkObjects admin.emoji.add
admin.emoji.addAlias admin.emoji.list admin.emoji.remove admin.emoji.rename admin.functions.list
admin.functions.permissions.lookup admin.functions.permissions.set admin.inviteRequests.approve
admin.inviteRequests.approved.list admin.inviteRequests.denied.list admin.inviteRequests.deny
admin.inviteRequests.list admin.roles.addAssignments admin.roles.listAssignments admin.roles.removeAssignments
admin.teams.admins.list admin.teams.create admin.teams.list admin.teams.owners.list admin.teams.settings.info
admin.teams.settings.setDefaultChannels admin.teams.settings.setDescription
admin.teams.settings.setDiscoverability admin.teams.settings.setIcon admin.teams.settings.setName
admin.usergroups.addChannels admin.usergroups.addTeams admin.usergroups.listChannels
admin.usergroups.removeChannels admin.usergroups.removeTeams admin.users.assign admin.users.getExpiration
admin.users.invite admin.users.list admin.users.remove admin.users.session.clearSettings
admin.users.session.getSettings admin.users.session.invalidate admin.users.session.list
admin.users.session.reset admin.users.session.resetBulk admin.users.session.setSettings admin.users.setAdmin
admin.users.setExpiration admin.users.setOwner admin.users.setRegular admin.users.unsupportedVersions.export
admin.workflows.collaborators.add admin.workflows.collaborators.remove admin.workflows.permissions.lookup
admin.workflows.search admin.workflows.triggers.types.permissions.lookup
admin.workflows.triggers.types.permissions.set admin.workflows.unpublish agents.sessions.rename
agents.sessions.setStatus apps.activities.list apps.auth.external.delete apps.auth.external.get
apps.datastore.bulkDelete apps.datastore.bulkGet apps.datastore.bulkPut apps.datastore.count
apps.datastore.delete apps.datastore.get apps.datastore.put apps.datastore.query apps.datastore.update
apps.event.authorizations.list apps.icon.set apps.managed.permissions.set apps.manifest.create
apps.manifest.delete apps.manifest.export apps.manifest.update apps.manifest.validate apps.uninstall
apps.user.connection.update assistant.search.context assistant.search.info assistant.threads.setStatus
assistant.threads.setSuggestedPrompts assistant.threads.setTitle auth.revoke auth.teams.list blocks.validate
bookmarks.add bookmarks.edit bookmarks.list bookmarks.remove calls.add calls.end calls.info
calls.participants.add calls.participants.remove calls.update canvases.access.delete canvases.access.set
canvases.create canvases.delete canvases.edit canvases.sections.lookup chat.appendStream
chat.deleteScheduledMessage chat.meMessage chat.scheduledMessages.list chat.startStream chat.stopStream
chat.unfurl conversations.acceptSharedInvite conversations.approveSharedInvite conversations.archive
conversations.canvases.create conversations.close conversations.create conversations.declineSharedInvite
conversations.externalInvitePermissions.set conversations.invite conversations.inviteShared conversations.kick
conversations.leave conversations.listConnectInvites conversations.mark conversations.rename
conversations.requestSharedInvite.approve conversations.requestSharedInvite.deny
conversations.requestSharedInvite.list conversations.setPurpose conversations.setTopic conversations.unarchive
dnd.endDnd dnd.endSnooze dnd.info dnd.setSnooze dnd.teamInfo emoji.list entity.acknowledgeCommentAction
entity.presentComments entity.presentDetails files.delete files.list files.remote.add files.remote.info
files.remote.list files.remote.remove files.remote.share files.remote.update files.revokePublicURL
files.sharedPublicURL functions.completeError functions.completeSuccess functions.distributions.permissions.add
functions.distributions.permissions.list functions.distributions.permissions.remove
functions.distributions.permissions.set functions.workflows.steps.list
functions.workflows.steps.responses.export migration.exchange oauth.v2.access oauth.v2.exchange
oauth.v2.user.access openid.connect.token openid.connect.userInfo pins.add pins.list pins.remove reactions.get
reactions.list reactions.remove reminders.add reminders.complete reminders.delete reminders.info reminders.list
rtm.connect search.all search.files search.messages slackLists.access.delete slackLists.access.set
slackLists.create slackLists.download.get slackLists.download.start slackLists.items.create
slackLists.items.delete slackLists.items.deleteMultiple slackLists.items.info slackLists.items.list
slackLists.items.update slackLists.update stars.add stars.list stars.remove team.accessLogs team.billableInfo
team.billing.info team.externalTeams.disconnect team.externalTeams.list team.integrationLogs
team.preferences.list team.profile.get tooling.tokens.rotate usergroups.create usergroups.disable
usergroups.enable usergroups.list usergroups.update usergroups.users.list usergroups.users.update
users.deletePhoto users.discoverableContacts.lookup users.getPresence users.identity users.profile.get
users.profile.set users.setPhoto users.setPresence workflows.featured.add workflows.featured.list
workflows.featured.remove workflows.featured.set workflows.triggers.permissions.add
workflows.triggers.permissions.list workflows.triggers.permissions.remove workflows.triggers.permissions.set
"""


def is_not_served(method: str) -> bool:
    """Whether `method` is one of Slack's own that this sandbox does not serve.

    The names are those of github.com/slack-ruby/slack-api-ref, methods/.
    """
    return method in _NOT_SERVED.split()
