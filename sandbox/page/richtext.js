// rich_text blocks drawn as nodes.
// Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

import { element } from "./dom.js";
import { channelMention, emoji, link, mention } from "./text.js";
import { slackDate } from "./times.js";

/** A rich_text block, in a message or in a table's cell. */
export function drawRichText(block, directory) {
  return element(
    "div",
    { class: "rich-text" },
    block.elements.map((part) => drawPart(part, directory)),
  );
}

function drawPart(part, directory) {
  switch (part.type) {
    case "rich_text_section":
      return element("p", {}, inline(part, directory));
    case "rich_text_preformatted":
      return element("pre", {}, inline(part, directory));
    case "rich_text_quote":
      return element("blockquote", {}, inline(part, directory));
    case "rich_text_list":
      return drawList(part, directory);
    default:
      return element("p", { class: "unknown" }, `This page cannot draw ${part.type}.`);
  }
}

function drawList(list, directory) {
  const items = list.elements.map((item) => element("li", {}, inline(item, directory)));
  const start = list.style === "ordered" && list.offset ? list.offset + 1 : null;
  const drawn = element(list.style === "ordered" ? "ol" : "ul", { start }, items);
  drawn.style.marginInlineStart = `${1.4 * (list.indent ?? 0)}em`;
  return drawn;
}

function inline(part, directory) {
  return part.elements.map((piece) => styled(drawPiece(piece, directory), piece.style ?? {}));
}

function drawPiece(piece, directory) {
  switch (piece.type) {
    case "text":
      return piece.text;
    case "link":
      return link(piece.url, piece.text ?? piece.url);
    case "user":
      return mention(piece.user_id, directory);
    case "channel":
      return channelMention(piece.channel_id, directory);
    case "usergroup":
      return element("span", { class: "mention" }, `@${piece.usergroup_id}`);
    case "broadcast":
      return element("span", { class: "mention mine" }, `@${piece.range}`);
    case "emoji":
      return emoji(piece.name);
    case "date":
      return slackDate(piece.timestamp * 1000, piece.format, directory.zone, directory.now());
    case "color":
      return piece.value;
    default:
      return piece.fallback ?? "";
  }
}

function styled(node, style) {
  let shown = node;
  if (style.code) shown = element("code", {}, shown);
  if (style.bold) shown = element("strong", {}, shown);
  if (style.italic) shown = element("em", {}, shown);
  if (style.underline) shown = element("u", {}, shown);
  if (style.strike) shown = element("s", {}, shown);
  return shown;
}
