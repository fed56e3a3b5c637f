// Rich text as a person types it, by Slack's own marks: *bold*, _italic_, ~struck~, `code`, "> " before a quote,
// "- " or "1. " before the items of a list, ``` around what keeps its shape. Nothing here touches the page.
// Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block

import { escapeEntities, parseMrkdwn } from "./mrkdwn.js";

const LINE_KINDS = [
  { kind: "bullet", mark: /^\s*[-•]\s+/ },
  { kind: "ordered", mark: /^\s*\d+[.)]\s+/ },
  { kind: "quote", mark: /^>\s?/ },
];
const SIGNS = { bold: "*", italic: "_", strike: "~", code: "`" };

/** The rich_text block that was typed; null where nothing stands but spaces. */
export function richTextOf(typed) {
  if (typed.trim() === "") return null;
  const elements = typed.split(/\n?```([\s\S]+?)```\n?/).flatMap((part, index) => {
    if (index % 2 === 0) return part === "" ? [] : runsOf(part).map(drawRun);
    return [{ type: "rich_text_preformatted", elements: [{ type: "text", text: part.replace(/^\n|\n$/g, "") }] }];
  });
  return { type: "rich_text", elements };
}

/** What one would have typed to get this block. */
export function typedOf(block) {
  return block.elements.map(typedPart).join("\n");
}

/** Neighbouring lines of one kind, without their marks: [{kind, lines}]. */
function runsOf(text) {
  const runs = [];
  for (const line of text.split("\n")) {
    const found = LINE_KINDS.find(({ mark }) => mark.test(line));
    const kind = found?.kind ?? "section";
    if (runs.at(-1)?.kind !== kind) runs.push({ kind, lines: [] });
    runs.at(-1).lines.push(found ? line.replace(found.mark, "") : line);
  }
  return runs;
}

function drawRun({ kind, lines }) {
  if (kind === "section" || kind === "quote") return { type: `rich_text_${kind}`, elements: inline(lines.join("\n")) };
  const items = lines.map((line) => ({ type: "rich_text_section", elements: inline(line) }));
  return { type: "rich_text_list", style: kind, elements: items };
}

function inline(text) {
  return parseMrkdwn(escapeEntities(text)).flatMap((node) => pieces(node, {}));
}

function pieces(node, style) {
  const styled = Object.keys(style).length > 0 ? { style } : {};
  switch (node.kind) {
    case "text":
      return [{ type: "text", text: node.text, ...styled }];
    case "break":
      return [{ type: "text", text: "\n" }];
    case "code":
      return [{ type: "text", text: node.text, style: { ...style, code: true } }];
    case "link":
      return [{ type: "link", url: node.address, ...styled }];
    case "emoji":
      return [{ type: "emoji", name: node.name }];
    default:
      return node.nodes.flatMap((inner) => pieces(inner, node.kind === "quote" ? style : { ...style, [node.kind]: true }));
  }
}

function typedPart(part) {
  const line = (each) => each.elements.map(typedPiece).join("");
  switch (part.type) {
    case "rich_text_list":
      return part.elements.map((item, at) => `${part.style === "ordered" ? `${at + 1}.` : "-"} ${line(item)}`).join("\n");
    case "rich_text_quote":
      return `> ${line(part).replaceAll("\n", "\n> ")}`;
    case "rich_text_preformatted":
      return `\`\`\`\n${line(part)}\n\`\`\``;
    default:
      return line(part);
  }
}

function typedPiece(piece) {
  const words = piece.text ?? piece.url ?? (piece.type === "emoji" ? `:${piece.name}:` : "");
  return Object.entries(SIGNS).reduce((shown, [style, sign]) => (piece.style?.[style] ? sign + shown + sign : shown), words);
}
