// Select menus: one or several of options the app gave, of options it looks up, of people, of channels.

import { contentOf, stateOf } from "./answers.js";
import { element, fill } from "./dom.js";
import { icon } from "./icons.js";
import { Listbox } from "./listbox.js";
import { choicesFor } from "./menuchoices.js";
import { tie } from "./popover.js";

/** A select menu of any kind, as a button that opens a searchable list. */
export function drawMenu(block, part, surface) {
  return new Menu(block, part, surface).element;
}

class Menu {
  #block;
  #part;
  #surface;
  #choices;
  #several;
  #content;
  #button;
  #shown;
  #search;
  #list;
  #panel;
  #query = 0;

  constructor(block, part, surface) {
    this.#block = block;
    this.#part = part;
    this.#surface = surface;
    this.#several = part.type.startsWith("multi_");
    this.#content = contentOf(surface.stateOf(block, part));
    this.#choices = choicesFor(part, surface.directory, (query) => surface.options(block, part, query));
    this.#draw();
  }

  #draw() {
    const naming = this.#surface.naming(this.#block, this.#part);
    this.#shown = element("span", {
      class: "menu-shown",
      id: `${this.#surface.id}-${this.#block.block_id}-${this.#part.action_id}`,
    });
    const names = naming["aria-labelledby"]
      ? { "aria-labelledby": `${naming["aria-labelledby"]} ${this.#shown.id}` }
      : naming;
    this.#button = element(
      "button",
      {
        type: "button",
        class: "menu-button",
        "aria-haspopup": "listbox",
        "data-action": this.#part.action_id,
        "data-block": this.#block.block_id,
        autofocus: this.#part.focus_on_load,
        ...names,
      },
      this.#shown,
      icon("chevron"),
    );
    this.#search = element("input", {
      type: "text",
      class: "menu-search",
      "aria-label": "Search",
      autocomplete: "off",
      placeholder: "Search",
    });
    this.#list = new Listbox(this.#search, "Choices", (item) => this.#pick(item));
    const panel = element("div", { class: "menu-panel" }, this.#search, this.#list.element);
    this.#panel = tie(this.#button, panel, { opening: () => this.#open(), first: this.#search });
    this.#listen();
    this.element = element("div", { class: "menu-holder" }, this.#button, panel);
    this.#label();
  }

  #listen() {
    this.#button.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      this.#panel.open();
    });
    this.#search.addEventListener("input", () => this.#find());
    this.#search.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) this.#list.move(step);
      else if (event.key === "Enter") this.#list.pickActive();
      else if (event.key === "Tab") return this.#panel.close();
      else return undefined;
      return event.preventDefault();
    });
  }

  #open() {
    this.#search.value = "";
    this.#find();
  }

  async #find() {
    const query = (this.#query += 1);
    const written = this.#search.value.trim();
    if (this.#choices.waitFor(written) > 0) {
      this.#list.show([], this.#choices.waitingWords(written));
      await new Promise((resolve) => setTimeout(resolve, this.#choices.waitFor(written)));
    }
    if (query !== this.#query || this.#choices.needsMore(written)) return;
    const groups = await this.#choices.find(written);
    if (query === this.#query)
      this.#list.show(groups.map((group) => ({ ...group, items: group.items.map((item) => this.#marked(item)) })));
  }

  #marked(item) {
    const chosen = this.#picked().some((each) => this.#choices.sameAs(each, item.content));
    return { ...item, chosen, words: [element("span", {}, item.words), chosen ? icon("check") : ""] };
  }

  #pick(item) {
    const chosen = this.#picked().some((each) => this.#choices.sameAs(each, item.content));
    if (!this.#several) {
      // A chosen option of an optional field can be given up again, as in Slack.
      const emptied = chosen && this.#block.optional;
      this.#panel.close();
      this.#button.focus();
      return this.#settle(emptied ? null : item.content);
    }
    if (!chosen && this.#picked().length >= (this.#part.max_selected_items ?? Infinity)) {
      return this.#list.show([], `Choose at most ${this.#part.max_selected_items}.`);
    }
    const rest = this.#picked().filter((each) => !this.#choices.sameAs(each, item.content));
    this.#settle(chosen ? rest : [...rest, item.content]);
    return this.#find();
  }

  #settle(content) {
    this.#content = content;
    this.#label();
    this.#surface.chose(this.#block, this.#part, stateOf(this.#part, content), this.#button);
  }

  #picked() {
    if (this.#several) return this.#content;
    return this.#content === null ? [] : [this.#content];
  }

  #label() {
    const picked = this.#picked();
    this.#shown.classList.toggle("placeholder", picked.length === 0);
    if (picked.length === 0) fill(this.#shown, this.#part.placeholder?.text ?? "Choose…");
    else if (this.#several)
      fill(
        this.#shown,
        picked.map((each) => element("span", { class: "chip" }, this.#choices.words(each))),
      );
    else fill(this.#shown, this.#choices.words(picked[0]));
  }
}
