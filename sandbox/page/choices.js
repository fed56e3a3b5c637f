// Checkboxes and radio buttons.

import { contentOf, stateOf } from "./answers.js";
import { element } from "./dom.js";
import { drawText } from "./text.js";

/** A group of checkboxes or of radio buttons. */
export function drawChoices(block, part, surface) {
  const several = part.type === "checkboxes";
  const content = contentOf(surface.stateOf(block, part));
  const chosen = new Set((several ? content : [content].filter(Boolean)).map((option) => option.value));
  const name = `${surface.id}-${block.block_id}-${part.action_id}`;
  const boxes = part.options.map((option, index) =>
    element("input", {
      type: several ? "checkbox" : "radio",
      name,
      checked: chosen.has(option.value),
      "data-action": index === 0 ? part.action_id : null,
      "data-block": index === 0 ? block.block_id : null,
      autofocus: index === 0 && part.focus_on_load,
    }),
  );
  const group = element("div", {
    class: "choices",
    role: several ? "group" : "radiogroup",
    ...surface.naming(block, part),
  });
  group.addEventListener("change", () => {
    const picked = part.options.filter((_option, index) => boxes[index].checked);
    surface.chose(block, part, stateOf(part, several ? picked : picked[0]), group);
  });
  group.append(...part.options.map((option, index) => drawChoice(boxes[index], option, surface.directory)));
  return group;
}

function drawChoice(box, option, directory) {
  const description =
    option.description && element("span", { class: "description" }, drawText(option.description, directory));
  return element("label", { class: "choice" }, box, element("span", {}, drawText(option.text, directory), description));
}
