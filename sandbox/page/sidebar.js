// The list of conversations, and who one is.

import { addressOf } from "./address.js";
import { avatar } from "./avatar.js";
import { element, fill } from "./dom.js";
import { icon } from "./icons.js";

export class Sidebar {
  #directory;
  #lists = element("div", { class: "sidebar-lists" });
  #current = null;
  #conversations = [];

  /** `switchPerson` is called when the person wants to be somebody else. */
  constructor(directory, switchPerson) {
    this.#directory = directory;
    const who = element(
      "button",
      {
        type: "button",
        class: "who",
        onclick: switchPerson,
        "aria-label": `You are ${directory.nameOf(directory.viewerId)}. Switch person`,
      },
      avatar(directory.viewerId, directory),
      element(
        "span",
        { class: "who-words" },
        element("strong", {}, directory.nameOf(directory.viewerId)),
        element("span", {}, directory.viewer.title || directory.zone),
      ),
      icon("switch"),
    );
    this.element = element(
      "nav",
      { class: "sidebar", "aria-label": "Conversations", id: "sidebar" },
      element(
        "div",
        { class: "sidebar-head" },
        element("strong", {}, directory.team.name),
        element("span", {}, "Coxswain sandbox"),
      ),
      this.#lists,
      who,
    );
  }

  /** Shows these conversations; the current one ("home" or an id) is marked. */
  show(conversations, current) {
    this.#conversations = conversations;
    this.#current = current;
    const isApps = (each) => each.is_im && each.user === this.#directory.bot.user_id;
    const app = conversations.filter(isApps);
    const channels = conversations
      .filter((each) => !each.is_im)
      .sort((one, other) => one.name.localeCompare(other.name));
    const direct = conversations.filter((each) => each.is_im && !isApps(each));
    fill(
      this.#lists,
      this.#group(this.#directory.bot.name, [
        this.#row("home", "house", "Home", 0),
        ...app.map((each) => this.#row(each.id, "speech", "Messages", each.unread)),
      ]),
      this.#group(
        "Channels",
        channels.map((each) => this.#row(each.id, each.is_private ? "lock" : "hash", each.name, each.unread)),
      ),
      direct.length > 0
        ? this.#group(
            "Direct messages",
            direct.map((each) => this.#row(each.id, "speech", this.#directory.nameOf(each.user), each.unread)),
          )
        : null,
    );
  }

  /** The focus goes to the current conversation. */
  focus() {
    this.#lists.querySelector("[aria-current], a")?.focus();
  }

  /** Marks another conversation as the current one. */
  mark(current) {
    this.show(this.#conversations, current);
  }

  #group(title, rows) {
    return element(
      "section",
      {},
      element("h2", {}, title),
      element(
        "ul",
        {},
        rows.map((row) => element("li", {}, row)),
      ),
    );
  }

  #row(id, drawing, name, unread) {
    const news = unread > 0 ? element("span", { class: "unread-count" }, unread) : null;
    return element(
      "a",
      {
        "aria-label": unread > 0 ? `${name}, ${unread} unread` : null,
        class: unread > 0 ? "row unread" : "row",
        href: addressOf(this.#directory.viewerId, id),
        "aria-current": id === this.#current ? "page" : null,
      },
      icon(drawing),
      element("span", { class: "row-name" }, name),
      news,
    );
  }
}
