// Where a person writes: commands with completion, messages, files.

import { commandIn, completion } from "./completion.js";
import { element, fill, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { Listbox } from "./listbox.js";

export class Composer {
  #directory;
  #act;
  #input;
  #list;
  #offer = null;
  #dismissed = false;
  #sent = [];
  #recalled = 0;
  #usage = element("p", { class: "usage", id: freshId("usage"), hidden: true });
  #trouble = element("p", { class: "composer-trouble", role: "status" });

  /**
   * @param {Directory} directory
   * @param {string} name of the conversation
   * @param {object} act send(text) and upload(file): promises of {taken, words}: whether it went through, and what
   *   there is to say
   * @param {string} draft what stood here when the person left
   */
  constructor(directory, name, act, draft) {
    this.#directory = directory;
    this.#act = act;
    this.#input = element("textarea", {
      class: "composer-input",
      rows: "1",
      "aria-label": `Message ${name}`,
      "aria-describedby": this.#usage.id,
      placeholder: `Message ${name}, or / for a command`,
      value: draft,
    });
    this.#list = new Listbox(this.#input, "Suggestions", (item) => this.#complete(item));
    this.#list.element.classList.add("completion");
    this.#list.element.hidden = true;
    this.element = this.#draw();
    this.#listen();
    this.#refresh();
  }

  get draft() {
    return this.#input.value;
  }

  focus() {
    this.#input.focus();
  }

  /** Writes this for the person, who goes on from there. */
  begin(text) {
    this.#input.value = text;
    this.#dismissed = false;
    this.#input.focus();
    this.#refresh();
  }

  /** Uploads files one after the other. */
  async upload(files) {
    for (const file of files) {
      this.#say(`Uploading ${file.name}…`, false);
      const { taken, words } = await this.#act.upload(file);
      this.#say(taken ? "" : `${file.name}: ${words}`, !taken);
      if (!taken) return;
    }
  }

  #draw() {
    const picker = element("input", { type: "file", multiple: true, hidden: true, "aria-label": "Choose files" });
    picker.addEventListener("change", async () => {
      await this.upload([...picker.files]);
      picker.value = "";
    });
    const attach = element(
      "button",
      { type: "button", class: "icon-button", "aria-label": "Attach a file", title: "Attach a file" },
      icon("paperclip"),
    );
    attach.addEventListener("click", () => picker.click());
    const send = element(
      "button",
      { type: "submit", class: "icon-button send", "aria-label": "Send", title: "Send (Enter)" },
      icon("send"),
    );
    const form = element("form", { class: "composer-box" }, picker, attach, this.#input, send);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    return element("div", { class: "composer" }, this.#list.element, this.#usage, form, this.#trouble);
  }

  #listen() {
    this.#input.addEventListener("input", () => {
      this.#dismissed = false;
      this.#recalled = 0;
      this.#refresh();
    });
    this.#input.addEventListener("blur", () => this.#hide());
    this.#input.addEventListener("focus", () => this.#refresh());
    this.#input.addEventListener("keydown", (event) => {
      if (!event.isComposing && this.#handled(event)) event.preventDefault();
    });
    this.#input.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length === 0) return;
      event.preventDefault();
      this.upload([...event.clipboardData.files]);
    });
  }

  #handled(event) {
    if (this.#offer && this.#handledByList(event)) return true;
    if (event.key === "Enter" && !event.shiftKey) {
      this.#send();
      return true;
    }
    if (event.key === "ArrowUp" && this.#mayRecall()) return this.#recall(1);
    if (event.key === "ArrowDown" && this.#recalled > 0) return this.#recall(-1);
    return false;
  }

  #handledByList(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#list.move(step);
    else if (event.key === "Escape") {
      this.#dismissed = true;
      this.#hide();
    } else if (event.key === "Tab" && !event.shiftKey) this.#list.pickActive();
    else if (event.key === "Enter" && !event.shiftKey && !this.#isWhole()) this.#list.pickActive();
    else return false;
    return true;
  }

  /** A command written out is sent by Enter, rather than completed once more. */
  #isWhole() {
    return this.#offer.kind === "command" && this.#list.active?.name === this.#input.value.trim().toLowerCase();
  }

  #complete(item) {
    const { start, end } = this.#offer;
    const text = this.#input.value;
    this.#input.value = text.slice(0, start) + item.insert + text.slice(end).trimStart();
    this.#input.setSelectionRange(start + item.insert.length, start + item.insert.length);
    this.#input.focus();
    this.#refresh();
  }

  #refresh() {
    this.#grow();
    const command = commandIn(this.#input.value, this.#directory);
    this.#usage.hidden = !command;
    if (command)
      fill(
        this.#usage,
        element("strong", {}, command.command),
        ` ${command.usage_hint ?? ""}`,
        element("span", {}, command.description ?? ""),
      );
    const focused = document.activeElement === this.#input;
    this.#offer =
      focused && !this.#dismissed ? completion(this.#input.value, this.#input.selectionStart, this.#directory) : null;
    if (!this.#offer) return this.#hide();
    this.#list.show([{ heading: null, items: this.#offer.items.map(drawOffer) }]);
    this.#list.element.hidden = false;
    return undefined;
  }

  #hide() {
    this.#offer = null;
    this.#list.clear();
    this.#list.element.hidden = true;
  }

  #grow() {
    this.#input.style.height = "auto";
    this.#input.style.height = `${Math.min(this.#input.scrollHeight, 220)}px`;
  }

  #mayRecall() {
    return this.#input.value === "" || this.#recalled > 0;
  }

  #recall(step) {
    const wanted = Math.min(Math.max(this.#recalled + step, 0), this.#sent.length);
    if (wanted === this.#recalled) return false;
    this.#recalled = wanted;
    this.#input.value = wanted === 0 ? "" : this.#sent.at(-wanted);
    this.#dismissed = true;
    this.#refresh();
    return true;
  }

  async #send() {
    const text = this.#input.value.trim();
    if (text === "") return;
    this.#sent.push(text);
    this.#recalled = 0;
    this.#input.value = "";
    this.#refresh();
    this.#say("", false);
    const { taken, words } = await this.#act.send(text);
    if (taken) return;
    this.#say(words, true);
    // Nothing typed is lost: what was not taken comes back, unless the person already writes on.
    if (this.#input.value === "") this.#input.value = text;
    this.#dismissed = true;
    this.#refresh();
  }

  #say(words, isTrouble) {
    this.#trouble.textContent = words;
    this.#trouble.classList.toggle("bad", isTrouble);
  }
}

function drawOffer(item) {
  const line = element("span", { class: "offer-name" }, element("strong", {}, item.name), ` ${item.aside}`);
  return { ...item, words: [line, element("span", { class: "description" }, item.about)] };
}
