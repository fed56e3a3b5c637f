// The overflow menu: a button with three dots and up to five things to do.

import { element, safeAddress } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./popover.js";
import { drawText } from "./text.js";

/** An overflow menu. */
export function drawOverflow(block, part, surface) {
  const button = element(
    "button",
    {
      type: "button",
      class: "button plain square",
      "aria-label": "More actions",
      "data-action": part.action_id,
      "data-block": block.block_id,
    },
    icon("dots"),
  );
  const entries = part.options.map((option) => ({
    words: [drawText(option.text, surface.directory), describe(option, surface.directory)],
    act: () => {
      const address = option.url ? safeAddress(option.url) : null;
      if (address) window.open(address, "_blank", "noopener,noreferrer");
      surface.pressed(block, part, { type: "overflow", selected_option: option }, button);
    },
  }));
  return menuButton(button, entries);
}

function describe(option, directory) {
  return option.description ? element("span", { class: "description" }, drawText(option.description, directory)) : "";
}
