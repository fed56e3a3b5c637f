// table blocks: rows of cells, the first row as the head.
// Source: https://docs.slack.dev/reference/block-kit/blocks/table-block

import { element } from "./dom.js";
import { drawRichText } from "./richtext.js";

/** A table block, in a frame that scrolls sideways on a narrow screen. */
export function drawTable(block, surface) {
  const settings = block.column_settings ?? [];
  const [head, ...rows] = block.rows.map((row, index) =>
    row.map((cell, column) => drawCell(cell, index === 0 ? "th" : "td", settings[column] ?? {}, surface.directory)),
  );
  const body = rows.map((cells) => element("tr", {}, cells));
  const table = element("table", {}, element("thead", {}, element("tr", {}, head)), element("tbody", {}, body));
  return element("div", { tabindex: "0", role: "group", "aria-label": "Table" }, table);
}

function drawCell(cell, tag, setting, directory) {
  const drawn = element(tag, { class: setting.is_wrapped ? null : "unwrapped", scope: tag === "th" ? "col" : null });
  drawn.style.textAlign = setting.align ?? "left";
  drawn.append(cell.type === "rich_text" ? drawRichText(cell, directory) : String(cell.text));
  return drawn;
}
