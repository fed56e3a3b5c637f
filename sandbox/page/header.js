// The line above a conversation: where one is, who else is there, and the workspace's clock.

import { addressOf } from "./address.js";
import { avatar } from "./avatar.js";
import { element, fill } from "./dom.js";
import { icon } from "./icons.js";
import { tie } from "./popover.js";

export class Header {
  #directory;
  #place = element("div", { class: "place" });
  #menu;

  /** `clock` is the clock's control; `showSidebar` shows the conversations on a narrow screen. */
  constructor(directory, clock, showSidebar) {
    this.#directory = directory;
    this.#menu = element(
      "button",
      {
        type: "button",
        class: "icon-button menu-toggle",
        "aria-label": "Show conversations",
        "aria-controls": "sidebar",
        "aria-expanded": "false",
        onclick: showSidebar,
      },
      icon("menu"),
    );
    this.element = element("header", { class: "pane-head" }, this.#menu, this.#place, clock);
  }

  /** Says whether the conversations stand over the page, and takes the focus back when they go. */
  sidebarIs(open) {
    this.#menu.setAttribute("aria-expanded", String(open));
    if (!open) this.#menu.focus();
  }

  /** Stands above the app: its Home tab and its messages as two tabs. `messages` is that conversation's id, or null. */
  showApp(current, messages) {
    const tab = (id, words) =>
      element(
        "a",
        { href: addressOf(this.#directory.viewerId, id), "aria-current": id === current ? "page" : null },
        words,
      );
    fill(
      this.#place,
      avatar(this.#directory.bot.user_id, this.#directory),
      element("h1", {}, this.#directory.bot.name),
      element("div", { class: "tabs" }, tab("home", "Home"), messages ? tab(messages, "Messages") : null),
    );
  }

  /** Stands above a channel or another direct message. */
  showConversation(conversation) {
    if (conversation.is_im) {
      return fill(
        this.#place,
        avatar(conversation.user, this.#directory),
        element("h1", {}, this.#directory.nameOf(conversation.user)),
      );
    }
    const drawing = icon(conversation.is_private ? "lock" : "hash");
    return fill(this.#place, drawing, element("h1", {}, conversation.name), this.#members(conversation.id));
  }

  #members(id) {
    const members = this.#directory.channel(id)?.members ?? [];
    const words = members.length === 1 ? "1 member" : `${members.length} members`;
    const button = element("button", { type: "button", class: "members-button" }, words);
    const rows = members.map((member) =>
      element("li", {}, avatar(member, this.#directory), this.#directory.nameOf(member)),
    );
    const panel = element("div", {}, element("ul", { class: "members", "aria-label": words }, rows));
    tie(button, panel);
    return element("span", { class: "menu-holder" }, button, panel);
  }
}
