// A stretch of blocks on the page: a message's, a modal's or the Home tab's.
// It keeps what was filled in and sends what was pressed.

import { Answers } from "./answers.js";
import { drawBlock } from "./blocks.js";
import { confirmed } from "./confirm.js";
import { arrange, element, freshId } from "./dom.js";

export class Surface {
  #answers;
  #blocks = [];
  #drawn = new Map();
  #send;

  /**
   * @param {Directory} directory
   * @param {object} send what reaches the server: press(blockId, actionId, state | undefined, values) and
   *   options(blockId, actionId, query) -> {options, option_groups}, both promises; in a modal also
   *   keepFile(name, contentBase64) -> {file}
   * @param {object} options keepsTyped, already: see Answers
   */
  constructor(directory, send, { keepsTyped = false, already = {} } = {}) {
    this.directory = directory;
    this.element = element("div", { class: "blocks" });
    this.id = freshId("surface");
    this.#send = send;
    this.#answers = new Answers(keepsTyped, already);
  }

  get answers() {
    return this.#answers;
  }

  /** Draws these blocks; those that did not change keep their nodes, and so their focus and caret. */
  show(blocks) {
    this.#blocks = blocks;
    this.#answers.adopt(blocks);
    const focus = focusWithin(this.element);
    const drawn = new Map();
    blocks.forEach((block, index) => {
      const key = block.block_id ?? `block ${index}`;
      const written = JSON.stringify(block);
      const before = this.#drawn.get(key);
      drawn.set(key, before?.written === written ? before : { written, node: drawBlock(block, this) });
    });
    this.#drawn = drawn;
    arrange(
      this.element,
      [...drawn.values()].map((entry) => entry.node),
    );
    restore(focus, this.element);
  }

  /** Shows what is wrong, by block ({block_id: sentence}), and clears what was shown before. */
  showFaults(faults) {
    for (const key of this.#drawn.keys()) this.#showFault(key, Object.hasOwn(faults, key) ? faults[key] : "");
    this.element.querySelector(".faulty [data-action]")?.focus();
  }

  /** The state of a stateful element. */
  stateOf(block, part) {
    return this.#answers.get(block.block_id, part.action_id);
  }

  /** The person typed: kept, and sent only where the element asks for every character. */
  async typed(block, part, state, control) {
    this.#answers.set(block.block_id, part.action_id, state);
    this.#showFault(block.block_id, "");
    if (dispatches(block, part, "on_character_entered")) await this.#press(block, part, state, control);
  }

  /** The person pressed Enter in a line of text: that goes to the app where it asked for it. */
  async entered(block, part, control) {
    if (dispatches(block, part, "on_enter_pressed")) await this.#press(block, part, this.stateOf(block, part), control);
  }

  /** The person chose: kept, and sent unless an input block keeps it for the submission. */
  async chose(block, part, state, control) {
    const before = this.stateOf(block, part);
    if (part.confirm && !(await confirmed(part.confirm, this.directory))) {
      this.#redraw(block, part, before);
      return;
    }
    this.#answers.set(block.block_id, part.action_id, state);
    this.#showFault(block.block_id, "");
    if (block.type !== "input" || block.dispatch_action) await this.#press(block, part, state, control);
  }

  /** The person pressed a button or picked from an overflow menu (its state is then the option). */
  async pressed(block, part, state, control) {
    if (part.confirm && !(await confirmed(part.confirm, this.directory))) return;
    await this.#press(block, part, state, control);
  }

  /** Choices for an external select: {options} or {option_groups}. */
  options(block, part, query) {
    return this.#send.options(block.block_id, part.action_id, query);
  }

  /** Uploads a file that a form will carry: {file}, or {ok: false}. */
  keepFile(name, content) {
    return this.#send.keepFile(name, content);
  }

  /** What names an element: its input block's label, else its own placeholder or purpose. */
  naming(block, part) {
    if (block.type === "input") return { "aria-labelledby": this.labelId(block) };
    const around = block.type === "section" ? block.text?.text : null;
    return { "aria-label": part.placeholder?.text ?? around ?? part.type.replaceAll("_", " ") };
  }

  labelId(block) {
    return `${this.id}-${block.block_id}-label`;
  }

  #showFault(key, fault) {
    const node = this.#drawn.get(key)?.node;
    const place = node?.querySelector(":scope > .fault");
    if (!place) return;
    place.textContent = fault;
    node.classList.toggle("faulty", fault !== "");
    for (const control of node.querySelectorAll("[data-action]"))
      control.setAttribute("aria-invalid", String(fault !== ""));
  }

  async #press(block, part, state, control) {
    if (control.getAttribute("aria-busy") === "true" && part.type === "button") return;
    control.setAttribute("aria-busy", "true");
    try {
      await this.#send.press(block.block_id, part.action_id, state, this.#answers.values());
    } finally {
      control.removeAttribute("aria-busy");
    }
  }

  #redraw(block, part, state) {
    this.#answers.set(block.block_id, part.action_id, state);
    this.#drawn.delete(block.block_id);
    this.show(this.#blocks);
  }
}

// Source: https://docs.slack.dev/reference/block-kit/composition-objects/dispatch-action-configuration-object
function dispatches(block, part, trigger) {
  if (block.type === "input" && !block.dispatch_action) return false;
  return (part.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]).includes(trigger);
}

function focusWithin(container) {
  const active = document.activeElement;
  const control = container.contains(active) ? active.closest("[data-action]") : null;
  return (
    control && {
      action: control.dataset.action,
      block: control.dataset.block,
      caret: control.selectionStart ?? null,
      control,
    }
  );
}

function restore(focus, container) {
  if (!focus || focus.control === document.activeElement) return;
  const controls = [...container.querySelectorAll("[data-action]")];
  const again = controls.find((each) => each.dataset.action === focus.action && each.dataset.block === focus.block);
  again?.focus();
  if (again && focus.caret !== null && again.type !== "email" && "setSelectionRange" in again)
    again.setSelectionRange(focus.caret, focus.caret);
}
