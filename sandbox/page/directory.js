// Who and what is in this workspace, and how the person at the page sees it.

import { knownZone } from "./times.js";

export class Directory {
  /**
   * @param {object} state the answer of GET /sandbox/state
   * @param {string|null} viewerId whose eyes this is
   * @param {() => number} now the workspace's clock, in milliseconds since 1970
   */
  constructor(state, viewerId, now) {
    this.now = now;
    this.viewerId = viewerId;
    this.take(state);
  }

  /** Takes over a newer state: people, channels and commands come and go while the page is open. */
  take(state) {
    this.team = state.team;
    this.bot = state.bot;
    this.users = state.users;
    this.channels = state.channels.filter((channel) => !channel.is_im);
    this.commands = [...state.commands].sort((one, other) => one.command.localeCompare(other.command));
  }

  /** The account whose eyes this is, or null. */
  get viewer() {
    return this.person(this.viewerId);
  }

  /** The viewer's time zone. */
  get zone() {
    return knownZone(this.viewer?.tz);
  }

  /** The same workspace in another person's eyes. */
  seenBy(viewerId) {
    const { team, bot, users, channels, commands } = this;
    return new Directory({ team, bot, users, channels, commands }, viewerId, this.now);
  }

  /** The account with this id, or null. */
  person(id) {
    return this.users.find((user) => user.id === id) ?? null;
  }

  /** The channel with this id, or null. */
  channel(id) {
    return this.channels.find((channel) => channel.id === id) ?? null;
  }

  /** What people call this account; an unknown id is shown as it is. */
  nameOf(id) {
    if (id === this.bot.user_id) return this.bot.name;
    const user = this.person(id);
    return user ? user.real_name || user.name : id;
  }

  /** Whether this account is an app rather than a person. */
  isApp(id) {
    return id === this.bot.user_id || Boolean(this.person(id)?.is_bot);
  }

  /** Accounts that can still be reached. */
  activeUsers() {
    return this.users.filter((user) => !user.deleted);
  }

  /** People one can be: neither apps nor deactivated accounts. */
  people() {
    return this.activeUsers().filter((user) => !this.isApp(user.id));
  }

  /** Channels that this viewer may see: the public ones and the private ones they belong to. */
  visibleChannels() {
    return this.channels.filter((channel) => !channel.is_private || channel.members.includes(this.viewerId));
  }
}
