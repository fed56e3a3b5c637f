// Short sentences to the person at the page, at its lower edge.

import { element } from "./dom.js";

const SHOWN_FOR = 7000; // milliseconds

export class Notices {
  #lost = element("p", { class: "notice lost", hidden: true }, "Connection lost. Trying again…");

  constructor() {
    this.element = element("div", { class: "notices", role: "status", "aria-live": "polite" }, this.#lost);
    // A popover stands above open dialogs, where a plain element would be hidden behind them.
    this.element.popover = "manual";
  }

  /** Says something for a few seconds. */
  say(words) {
    const notice = element("p", { class: "notice" }, words);
    this.element.append(notice);
    this.#raise();
    setTimeout(() => notice.remove(), SHOWN_FOR);
  }

  /** Whether the connection to the server is there. */
  connection(there) {
    this.#lost.hidden = there;
    if (!there) this.#raise();
  }

  #raise() {
    if (this.element.matches(":popover-open")) this.element.hidePopover();
    this.element.showPopover();
  }
}
