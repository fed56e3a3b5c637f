// Lines and boxes to type in: text, number, e-mail, address, and text with styles.

import { contentOf, stateOf } from "./answers.js";
import { element } from "./dom.js";
import { richTextOf, typedOf } from "./richtextwriting.js";

// number_input is a text field on purpose: the browser's own number field hides what it cannot read; Slack shows it.
const KEYBOARDS = {
  plain_text_input: { type: "text" },
  email_text_input: { type: "email", inputmode: "email", autocomplete: "off" },
  url_text_input: { type: "url", inputmode: "url" },
  number_input: { type: "text", inputmode: "decimal" },
};
const MARKS = "*bold* · _italic_ · ~struck~ · `code` · > quote · - list";

/** A text input of any of the four kinds without styles. */
export function drawTextInput(block, part, surface) {
  const shown = contentOf(surface.stateOf(block, part)) ?? "";
  return field(block, part, surface, { shown, read: (typed) => typed || null, multiline: part.multiline });
}

/** A text with styles, written by their marks. */
export function drawRichTextInput(block, part, surface) {
  const held = contentOf(surface.stateOf(block, part));
  const input = field(block, part, surface, { shown: held ? typedOf(held) : "", read: richTextOf, multiline: true });
  return element("div", {}, input, element("span", { class: "description" }, MARKS));
}

function field(block, part, surface, { shown, read, multiline }) {
  const attributes = {
    ...surface.naming(block, part),
    placeholder: part.placeholder?.text,
    class: "text-input",
    "data-action": part.action_id,
    "data-block": block.block_id,
    autofocus: part.focus_on_load,
    value: shown,
  };
  const input = multiline
    ? element("textarea", { ...attributes, rows: "4" })
    : element("input", { ...KEYBOARDS[part.type], ...attributes });
  input.addEventListener("input", () => surface.typed(block, part, stateOf(part, read(input.value)), input));
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || (multiline && !event.ctrlKey && !event.metaKey)) return;
    // Enter in a single line is the app's when it asked for it, and never an accidental submission before that.
    if (block.dispatch_action || block.type === "actions") event.preventDefault();
    surface.entered(block, part, input);
  });
  return input;
}
