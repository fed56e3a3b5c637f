// Block Kit's interactive elements: which drawer draws which, and the buttons themselves.
// Source: https://docs.slack.dev/reference/block-kit/block-elements

import { drawChoices } from "./choices.js";
import { element, safeAddress } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { drawFileInput } from "./fileinput.js";
import { drawMenu } from "./menus.js";
import { drawOverflow } from "./overflow.js";
import { drawDate, drawDateTime, drawTime } from "./pickers.js";
import { drawRichTextInput, drawTextInput } from "./textinputs.js";

const DRAWERS = {
  button: drawButton,
  workflow_button: drawButton,
  overflow: drawOverflow,
  checkboxes: drawChoices,
  radio_buttons: drawChoices,
  datepicker: drawDate,
  timepicker: drawTime,
  datetimepicker: drawDateTime,
  plain_text_input: drawTextInput,
  email_text_input: drawTextInput,
  url_text_input: drawTextInput,
  number_input: drawTextInput,
  rich_text_input: drawRichTextInput,
  file_input: drawFileInput,
  static_select: drawMenu,
  external_select: drawMenu,
  users_select: drawMenu,
  channels_select: drawMenu,
  conversations_select: drawMenu,
  multi_static_select: drawMenu,
  multi_external_select: drawMenu,
  multi_users_select: drawMenu,
  multi_channels_select: drawMenu,
  multi_conversations_select: drawMenu,
};

/** One interactive element as a node. A type this page does not know is said to be so. */
export function drawElement(block, part, surface) {
  if (!Object.hasOwn(DRAWERS, part.type))
    return element("p", { class: "unknown" }, `This page cannot draw ${part.type}.`);
  return DRAWERS[part.type](block, part, surface);
}

function drawButton(block, part, surface) {
  const press = () => {
    const address = part.url ? safeAddress(part.url) : null;
    if (address) window.open(address, "_blank", "noopener,noreferrer");
    surface.pressed(block, part, undefined, button);
  };
  const button = element(
    "button",
    {
      type: "button",
      class: `button ${part.style ?? "plain"}`,
      "aria-label": part.accessibility_label,
      "data-action": part.action_id,
      "data-block": block.block_id,
      onclick: press,
    },
    element("span", {}, withEmoji(part.text.text)),
  );
  return button;
}
