// Block Kit's blocks drawn as nodes, one function per type.
// Source: https://docs.slack.dev/reference/block-kit/blocks

import { element, freshId } from "./dom.js";
import { drawElement } from "./elements.js";
import { icon } from "./icons.js";
import { mrkdwnOf } from "./markdown.js";
import { drawPicture } from "./pictures.js";
import { drawRichText } from "./richtext.js";
import { drawTable } from "./table.js";
import { drawMrkdwn, drawText } from "./text.js";
import { drawVideo } from "./video.js";

const DRAWERS = {
  header: drawHeader,
  section: drawSection,
  divider: () => element("hr"),
  context: drawContext,
  actions: drawActions,
  image: drawImage,
  video: drawVideo,
  input: drawInput,
  rich_text: (block, surface) => drawRichText(block, surface.directory),
  file: drawRemoteFile,
  table: drawTable,
  markdown: drawMarkdown,
  alert: drawAlert,
};

/** One block as a node. A type this page does not know is said to be so, never left out. */
export function drawBlock(block, surface) {
  const draw = Object.hasOwn(DRAWERS, block.type) ? DRAWERS[block.type] : drawUnknown;
  const node = draw(block, surface);
  node.classList.add("block", `block-${block.type.replaceAll("_", "-")}`);
  node.dataset.blockId = block.block_id ?? "";
  return node;
}

function drawHeader(block, surface) {
  return element("h2", {}, drawText(block.text, surface.directory));
}

function drawSection(block, surface) {
  const fields = (block.fields ?? []).map((field) =>
    element("div", { class: "field" }, drawText(field, surface.directory)),
  );
  const words = element("div", { class: "section-words" });
  if (block.text) words.append(element("div", { class: "section-text" }, drawText(block.text, surface.directory)));
  if (fields.length > 0) words.append(element("div", { class: "fields" }, fields));
  const accessory = block.accessory && element("div", { class: "accessory" }, drawAccessory(block, surface));
  return element("div", {}, words, accessory);
}

function drawAccessory(block, surface) {
  return block.accessory.type === "image" ? drawPicture(block.accessory) : drawElement(block, block.accessory, surface);
}

function drawContext(block, surface) {
  const parts = block.elements.map((part) =>
    part.type === "image" ? drawPicture(part) : element("span", {}, drawText(part, surface.directory)),
  );
  return element("div", {}, parts);
}

function drawActions(block, surface) {
  return element(
    "div",
    {},
    block.elements.map((part) => drawElement(block, part, surface)),
  );
}

function drawImage(block, surface) {
  const title = block.title && element("figcaption", {}, drawText(block.title, surface.directory));
  const picture = drawPicture(block);
  return element(
    "figure",
    {},
    title,
    element("a", { href: picture.src, target: "_blank", rel: "noopener noreferrer" }, picture),
  );
}

function drawInput(block, surface) {
  const optional = block.optional && element("span", { class: "optional" }, " (optional)");
  const label = element(
    "div",
    { class: "label", id: surface.labelId(block) },
    drawText(block.label, surface.directory),
    optional,
  );
  const drawn = drawElement(block, block.element, surface);
  const control = drawn.matches("[data-action]") ? drawn : drawn.querySelector("[data-action]");
  const fault = element("p", { class: "fault", role: "alert", id: freshId("fault") });
  const hint =
    block.hint && element("p", { class: "hint", id: freshId("hint") }, drawText(block.hint, surface.directory));
  label.addEventListener("click", () => control?.focus());
  control?.setAttribute("aria-describedby", [fault.id, hint?.id].filter(Boolean).join(" "));
  return element("div", {}, label, drawn, fault, hint);
}

function drawRemoteFile(block) {
  return element("div", {}, icon("file"), element("span", {}, `File ${block.external_id}`));
}

function drawMarkdown(block, surface) {
  return element("div", {}, drawMrkdwn(mrkdwnOf(block.text), surface.directory));
}

function drawAlert(block, surface) {
  return element("p", { role: "note", class: block.level ?? "default" }, drawText(block.text, surface.directory));
}

function drawUnknown(block) {
  return element("p", { class: "unknown" }, `This page cannot draw a ${block.type} block.`);
}
