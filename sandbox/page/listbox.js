// A list of choices walked from a text field, which keeps the focus (the combobox pattern).
// Source: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

import { element, fill, freshId } from "./dom.js";

export class Listbox {
  #input;
  #pick;
  #options = [];
  #active = -1;

  /**
   * @param {HTMLElement} input the field the list belongs to
   * @param {string} name what the list holds, for screen readers
   * @param {(item: object) => void} pick what happens to the chosen item
   */
  constructor(input, name, pick) {
    this.#input = input;
    this.#pick = pick;
    this.element = element("div", { role: "listbox", class: "listbox", id: freshId("list"), "aria-label": name });
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.element.id);
    // A field of several lines may not be a combobox; it stays a text box that controls a list.
    if (input.tagName === "INPUT") input.setAttribute("role", "combobox");
  }

  /** The item that Enter would choose, or null. */
  get active() {
    return this.#options[this.#active]?.item ?? null;
  }

  /**
   * Shows groups of items: [{heading: string | null, items: [{words: nodes, chosen: boolean, …}]}].
   * The first item is active; a sentence is shown where there is none.
   */
  show(groups, empty = "Nothing matches.") {
    this.#options = [];
    const drawn = groups.map((group) => this.#drawGroup(group));
    fill(this.element, drawn, this.#options.length === 0 && empty ? element("p", { class: "nothing" }, empty) : null);
    if (this.#input.tagName === "INPUT") this.#input.setAttribute("aria-expanded", String(this.#options.length > 0));
    this.#activate(this.#options.length > 0 ? 0 : -1);
  }

  clear() {
    this.show([], "");
  }

  /** The next or previous item becomes active, around the ends. */
  move(step) {
    const count = this.#options.length;
    if (count > 0) this.#activate((this.#active + step + count) % count);
  }

  /** Chooses the active item; false when there is none. */
  pickActive() {
    if (this.active === null) return false;
    this.#pick(this.active);
    return true;
  }

  #drawGroup({ heading, items }) {
    const id = freshId("group");
    const title = heading ? element("div", { class: "group-heading", id }, heading) : null;
    const options = items.map((item) => this.#drawOption(item));
    return element("div", { role: "group", "aria-labelledby": heading ? id : null }, title, options);
  }

  #drawOption(item) {
    const place = this.#options.length;
    const node = element(
      "div",
      { role: "option", class: "option", id: freshId("option"), "aria-selected": String(Boolean(item.chosen)) },
      item.words,
    );
    // The field keeps the focus: a press on the list must not take it away before the click arrives.
    node.addEventListener("pointerdown", (event) => event.preventDefault());
    node.addEventListener("click", () => this.#pick(item));
    node.addEventListener("pointermove", () => this.#activate(place));
    this.#options.push({ item, node });
    return node;
  }

  #activate(place) {
    if (place === this.#active && this.#options[place]?.node.classList.contains("active")) return;
    this.#options[this.#active]?.node.classList.remove("active");
    this.#active = place;
    const node = this.#options[place]?.node;
    node?.classList.add("active");
    node?.scrollIntoView({ block: "nearest" });
    if (node) this.#input.setAttribute("aria-activedescendant", node.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }
}
