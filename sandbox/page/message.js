// One message in a conversation.

import { avatar } from "./avatar.js";
import { element, fill } from "./dom.js";
import { drawFile } from "./files.js";
import { icon } from "./icons.js";
import { Surface } from "./surface.js";
import { drawMrkdwn } from "./text.js";
import { timeText } from "./times.js";

export class MessageRow {
  #directory;
  #surface;
  #written = "";
  #side = element("div", { class: "message-side" });
  #head = element("div", { class: "message-head" });
  #words = element("div", { class: "message-text" });
  #files = element("div", { class: "message-files" });
  #edited = element("span", { class: "edited" }, "(edited)");

  /** `send`: see Surface. */
  constructor(directory, send) {
    this.#directory = directory;
    this.#surface = new Surface(directory, send);
    const body = element(
      "div",
      { class: "message-body" },
      this.#head,
      this.#words,
      this.#surface.element,
      this.#files,
      this.#edited,
    );
    this.element = element("article", { class: "message" }, this.#side, body);
  }

  /** Shows this message; `leads` says whether its author and time stand above it or were just shown. */
  show(message, leads) {
    const written = JSON.stringify([message, leads]);
    if (written === this.#written) return;
    this.#written = written;
    const moment = Number(message.ts) * 1000;
    const attachments = message.attachments ?? [];
    const ownBlocks = message.blocks ?? [];
    const blocks = [...ownBlocks, ...attachments.flatMap((attachment) => attachment.blocks ?? [])];
    this.element.dataset.ts = message.ts;
    this.element.classList.toggle("leads", leads);
    this.element.classList.toggle("ephemeral", Boolean(message.ephemeral));
    this.#showHead(message, moment, leads);
    // With blocks, the text is only what a notification says.
    const text = ownBlocks.length === 0 && message.text ? drawMrkdwn(message.text, this.#directory) : null;
    fill(
      this.#words,
      text,
      attachments.map((attachment) => drawAttachment(attachment, this.#directory)),
    );
    this.#surface.show(blocks);
    fill(this.#files, (message.files ?? []).map(drawFile));
    this.#edited.hidden = !message.edited;
  }

  #showHead(message, moment, leads) {
    const directory = this.#directory;
    const { zone } = directory;
    const name = message.username || directory.nameOf(message.user);
    const clock = timeText(moment, zone);
    const time = element("time", { datetime: new Date(moment).toISOString(), title: `${clock} in ${zone}` }, clock);
    const badge = directory.isApp(message.user) ? element("span", { class: "badge" }, "App") : null;
    fill(this.#side, leads ? avatar(message.user, directory, directory.person(message.user) ? null : name) : time);
    const author = element("span", { class: "author" }, name);
    const secret = message.ephemeral ? element("p", { class: "only-you" }, icon("eye"), "Only visible to you") : null;
    fill(this.#head, secret, leads ? element("p", {}, author, badge, time) : null);
    this.element.setAttribute("aria-label", `${name}, ${clock}${message.ephemeral ? ", only visible to you" : ""}`);
  }
}

/** An attachment of the old kind: its words behind a bar. What it holds as blocks is drawn with the message's own. */
function drawAttachment(attachment, directory) {
  const words = [attachment.pretext, attachment.title, attachment.text].filter(Boolean);
  if (words.length === 0 && !attachment.blocks && attachment.fallback) words.push(attachment.fallback);
  return words.length > 0 ? element("blockquote", {}, drawMrkdwn(words.join("\n"), directory)) : null;
}
