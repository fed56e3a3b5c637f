// Lines and boxes to type in: text, number, e-mail, address.

import { contentOf, stateOf } from "./answers.js";
import { element } from "./dom.js";

// number_input is a text field on purpose: the browser's own number field hides what it cannot read; Slack shows it.
const KEYBOARDS = {
  plain_text_input: { type: "text" },
  email_text_input: { type: "email", inputmode: "email", autocomplete: "off" },
  url_text_input: { type: "url", inputmode: "url" },
  number_input: { type: "text", inputmode: "decimal" },
};

/** A text input of any of the four kinds. */
export function drawTextInput(block, part, surface) {
  const attributes = {
    ...surface.naming(block, part),
    placeholder: part.placeholder?.text,
    class: "text-input",
    "data-action": part.action_id,
    "data-block": block.block_id,
    autofocus: part.focus_on_load,
    value: contentOf(surface.stateOf(block, part)) ?? "",
  };
  const input = part.multiline
    ? element("textarea", { ...attributes, rows: "4" })
    : element("input", { ...KEYBOARDS[part.type], ...attributes });
  input.addEventListener("input", () => surface.typed(block, part, stateOf(part, input.value || null), input));
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || (part.multiline && !event.ctrlKey && !event.metaKey)) return;
    // Enter in a single line is the app's when it asked for it, and never an accidental submission before that.
    if (block.dispatch_action || block.type === "actions") event.preventDefault();
    surface.entered(block, part, input);
  });
  return input;
}
