// One open conversation: its messages, its composer, and files dropped on it.

import { saidBySlackbot, troubleWords } from "./api.js";
import { drawBeginning } from "./beginning.js";
import { Composer } from "./composer.js";
import { MessageList } from "./conversation.js";
import { element } from "./dom.js";
import { contentBase64 } from "./files.js";
import { Refresher } from "./refresher.js";

export class Room {
  #conversation;
  #directory;
  #server;
  #list;
  #composer;
  #refresher;
  #afterRead;

  /**
   * @param {object} conversation {id, name, is_im, is_private, user}
   * @param {Directory} directory
   * @param {Server} server
   * @param {object} around draft: what stood in the composer; trouble(answer): says what went wrong;
   *   afterRead(): unread marks changed
   */
  constructor(conversation, directory, server, { draft, trouble, afterRead }) {
    this.#conversation = conversation;
    this.#directory = directory;
    this.#server = server;
    this.#afterRead = afterRead;
    const name = nameOf(conversation, directory);
    const beginning = drawBeginning(conversation, name, directory, (text) => this.#composer.begin(text));
    this.#list = new MessageList(directory, name, (ts) => this.#sendFrom(ts, trouble), beginning);
    this.#composer = new Composer(
      directory,
      name,
      { send: (text) => this.#send(text), upload: (file) => this.#upload(file) },
      draft,
    );
    this.#refresher = new Refresher(
      () => server.messages(conversation.id),
      ({ messages }) => this.#show(messages),
    );
    this.element = element(
      "div",
      { class: "room" },
      this.#list.element,
      this.#composer.element,
      element("p", { class: "drop-words" }, `Drop to upload to ${name}`),
    );
    this.#takeDrops();
  }

  get id() {
    return this.#conversation.id;
  }

  get draft() {
    return this.#composer.draft;
  }

  /** What is known of the conversation now, its unread count among it. */
  update(conversation) {
    this.#conversation = conversation;
  }

  refresh() {
    return this.#refresher.request();
  }

  focus() {
    this.#composer.focus();
  }

  /** Tells the server that everything here was seen, when the page is in sight. */
  async markRead() {
    if (document.visibilityState !== "visible" || !this.#conversation.unread) return;
    this.#conversation = { ...this.#conversation, unread: 0 };
    await this.#server.markRead(this.id);
    this.#afterRead();
  }

  stop() {
    this.#refresher.stop();
  }

  #show(messages) {
    this.#list.show(messages, this.#conversation.unread ?? 0);
    this.markRead();
  }

  #sendFrom(ts, trouble) {
    const place = { channel: this.id, ts };
    return {
      press: async (...pressed) => {
        const answer = await this.#server.press(place, ...pressed);
        if (!saidBySlackbot(answer)) trouble(answer);
        await this.refresh();
      },
      options: (...asked) => this.#server.options(place, ...asked),
    };
  }

  async #send(text) {
    this.#list.toBottom();
    const answer = text.startsWith("/")
      ? await this.#server.command(this.id, text)
      : await this.#server.message(this.id, text);
    await this.refresh();
    return outcome(answer);
  }

  async #upload(file) {
    this.#list.toBottom();
    const answer = await this.#server.upload(this.id, file.name, await contentBase64(file));
    await this.refresh();
    return outcome(answer);
  }

  #takeDrops() {
    const over = (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      this.element.classList.add("dropping");
    };
    this.element.addEventListener("dragover", over);
    this.element.addEventListener("dragleave", (event) => {
      if (!this.element.contains(event.relatedTarget)) this.element.classList.remove("dropping");
    });
    this.element.addEventListener("drop", (event) => {
      event.preventDefault();
      this.element.classList.remove("dropping");
      this.#composer.upload([...event.dataTransfer.files]);
    });
  }
}

function outcome(answer) {
  if (answer.ok !== false) return { taken: true, words: "" };
  return { taken: false, words: saidBySlackbot(answer) ? "" : troubleWords(answer) };
}

/** What people call a conversation. */
export function nameOf(conversation, directory) {
  if (conversation.is_im) return directory.nameOf(conversation.user);
  return `#${conversation.name}`;
}
