// The messages of one conversation, newest at the bottom.

import { arrange, element } from "./dom.js";
import { MessageRow } from "./message.js";
import { dayReader, dayText } from "./times.js";

const TOGETHER = 5 * 60_000; // milliseconds within which one author's messages stand under one name
const NEAR = 60; // pixels from the bottom that count as being there

export class MessageList {
  #directory;
  #sendFor;
  #rows = new Map();
  #dividers = new Map();
  #content = element("div", { class: "messages" });
  #atBottom = true;
  #unreadFrom = null;

  /**
   * @param {Directory} directory
   * @param {string} name the conversation's, for screen readers
   * @param {(ts: string) => object} sendFor what reaches the server from the message with this ts; see Surface
   * @param {HTMLElement} beginning what stands above the first message
   */
  constructor(directory, name, sendFor, beginning) {
    this.#directory = directory;
    this.#sendFor = sendFor;
    this.element = element(
      "div",
      { class: "conversation", role: "log", "aria-label": `Messages in ${name}`, tabindex: "0" },
      beginning,
      this.#content,
    );
    this.element.addEventListener("scroll", () => {
      this.#atBottom = this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < NEAR;
    });
    // Pictures grow after they were placed, and the composer shrinks the room: whoever is at the bottom stays there.
    const observer = new ResizeObserver(() => this.#settle());
    observer.observe(this.#content);
    observer.observe(this.element);
  }

  /** Shows these messages, oldest first. `unread` counts those at the end that are new to this person. */
  show(messages, unread) {
    if (this.#unreadFrom === null) this.#unreadFrom = unread > 0 ? (messages.at(-unread)?.ts ?? "") : "";
    const kept = new Set(messages.map((message) => message.ts));
    for (const ts of [...this.#rows.keys()]) if (!kept.has(ts)) this.#rows.delete(ts);
    // One reader for them all: making one costs more than using it, and a conversation may hold thousands.
    const dayOf = dayReader(this.#directory.zone);
    const nodes = messages.flatMap((message, index) => this.#nodesFor(message, messages[index - 1], dayOf));
    const before = this.#content.lastElementChild;
    arrange(this.#content, nodes);
    this.#settle();
    if (nodes.length > 0 && nodes.at(-1) !== before) this.#settleOn(nodes.at(-1));
  }

  /** Goes to the newest message. */
  toBottom() {
    this.#atBottom = true;
    this.element.scrollTop = this.element.scrollHeight;
  }

  #nodesFor(message, before, dayOf) {
    const moment = momentOf(message);
    const newDay = !before || dayOf(momentOf(before)) !== dayOf(moment);
    const fresh = message.ts === this.#unreadFrom;
    const row = this.#rows.get(message.ts) ?? new MessageRow(this.#directory, this.#sendFor(message.ts));
    this.#rows.set(message.ts, row);
    row.show(message, newDay || fresh || !belongsTo(before, message));
    const dayWords = newDay ? dayText(moment, this.#directory.zone, this.#directory.now()) : null;
    const day = newDay ? this.#divider(dayOf(moment), dayWords, "day") : null;
    return [day, fresh ? this.#divider("new", "New", "new") : null, row.element].filter(Boolean);
  }

  #divider(key, words, kind) {
    const label = element("span");
    const divider = this.#dividers.get(key) ?? element("div", { class: `between ${kind}`, role: "separator" }, label);
    divider.firstChild.textContent = words;
    divider.setAttribute("aria-label", words);
    this.#dividers.set(key, divider);
    return divider;
  }

  #settle() {
    if (this.#atBottom) this.element.scrollTop = this.element.scrollHeight;
  }

  /** A message that has just come and is taller than the page is read from its beginning. */
  #settleOn(newest) {
    const message = newest.getBoundingClientRect();
    const room = this.element.getBoundingClientRect();
    if (!this.#atBottom || message.height <= room.height) return;
    this.element.scrollTop += message.top - room.top;
    this.#atBottom = false;
  }
}

function momentOf(message) {
  return Number(message.ts) * 1000;
}

function belongsTo(before, message) {
  const sameVoice = before.user === message.user && (before.username ?? "") === (message.username ?? "");
  return (
    sameVoice &&
    Boolean(before.ephemeral) === Boolean(message.ephemeral) &&
    momentOf(message) - momentOf(before) < TOGETHER
  );
}
