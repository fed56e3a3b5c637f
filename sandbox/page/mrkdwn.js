// Slack's mrkdwn read into a tree of plain objects. Nothing here touches the page; text.js draws the tree.
// Source: https://docs.slack.dev/messaging/formatting-message-text

const STYLES = { "*": "bold", _: "italic", "~": "strike" };
const ADDRESS = /^https?:\/\/[^\s<>|`]*[^\s<>|`.,;:!?)\]}'"*_~]/;

/**
 * Reads mrkdwn.
 *
 * @param {string} text as Slack carries it: `&`, `<` and `>` from people arrive as entities
 * @returns {Array<object>} nodes: {kind: "text", text} · {kind: "break"}
 *   · {kind: "bold" | "italic" | "strike" | "quote", nodes} · {kind: "code" | "fence", text}
 *   · {kind: "link", address, label} · {kind: "user" | "channel", id, label} · {kind: "broadcast", name}
 *   · {kind: "date", seconds, format, address, fallback} · {kind: "emoji", name}
 */
export function parseMrkdwn(text) {
  const nodes = [];
  // A fence stands on lines of its own, so the line breaks beside it are not shown a second time.
  text.split(/\n?```([\s\S]+?)```\n?/).forEach((part, index) => {
    if (index % 2 === 1) nodes.push({ kind: "fence", text: bareText(part.replace(/^\n|\n$/g, "")) });
    else nodes.push(...readLines(part));
  });
  return nodes;
}

/** What a person typed, with the three characters that mean something to Slack as entities. */
export function escapeEntities(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function unescapeEntities(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function readLines(text) {
  const nodes = [];
  let plain = [];
  let quoted = [];
  const flush = () => {
    if (quoted.length > 0) nodes.push({ kind: "quote", nodes: readInline(quoted.join("\n")) });
    else if (plain.length > 0) nodes.push(...readInline(plain.join("\n")));
    plain = [];
    quoted = [];
  };
  const lines = text === "" ? [] : text.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const rest = /^(?:&gt;){3}\s?/.exec(lines[index]);
    const quote = /^(?:&gt;|>)\s?/.exec(lines[index]);
    if (rest) {
      flush();
      quoted = [lines[index].slice(rest[0].length), ...lines.slice(index + 1)];
      break;
    }
    if ((quote !== null) !== quoted.length > 0) flush();
    if (quote) quoted.push(lines[index].slice(quote[0].length));
    else plain.push(lines[index]);
  }
  flush();
  return nodes;
}

function readInline(text) {
  const nodes = [];
  let words = "";
  let at = 0;
  const take = (node, end) => {
    if (words !== "") nodes.push({ kind: "text", text: unescapeEntities(words) });
    words = "";
    nodes.push(node);
    at = end;
  };
  while (at < text.length) {
    const found = nodeAt(text, at);
    if (found) take(found.node, found.end);
    else words += text[at++];
  }
  if (words !== "") nodes.push({ kind: "text", text: unescapeEntities(words) });
  return nodes;
}

function nodeAt(text, at) {
  const sign = text[at];
  if (sign === "\n") return { node: { kind: "break" }, end: at + 1 };
  if (sign === "<") return entityAt(text, at);
  if (sign === "`") return codeAt(text, at);
  if (sign === ":") return emojiAt(text, at);
  if (Object.hasOwn(STYLES, sign)) return styledAt(text, at);
  if (sign === "h" && !/\w/.test(text[at - 1] ?? "")) return addressAt(text, at);
  return null;
}

function codeAt(text, at) {
  const end = text.indexOf("`", at + 1);
  if (end <= at + 1 || text.slice(at, end).includes("\n")) return null;
  return { node: { kind: "code", text: bareText(text.slice(at + 1, end)) }, end: end + 1 };
}

function emojiAt(text, at) {
  const found = /^:([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?/.exec(text.slice(at, at + 80));
  return found && { node: { kind: "emoji", name: found[1] }, end: at + found[0].length };
}

function addressAt(text, at) {
  const found = ADDRESS.exec(text.slice(at));
  if (!found) return null;
  const address = unescapeEntities(found[0]);
  return { node: { kind: "link", address, label: address }, end: at + found[0].length };
}

/** A style opens at a word's edge and closes at one, on the same line; code and links inside it are skipped over. */
function styledAt(text, at) {
  const sign = text[at];
  const after = text[at + 1] ?? " ";
  if (/[\p{L}\p{N}]/u.test(text[at - 1] ?? "") || text[at - 1] === sign || after === sign || /\s/.test(after))
    return null;
  let end = at + 1;
  while (end < text.length && text[end] !== "\n") {
    const inner = text[end] === "<" ? entityAt(text, end) : text[end] === "`" ? codeAt(text, end) : null;
    if (inner) end = inner.end;
    else if (text[end] === sign && end > at + 1 && closes(text, end)) {
      return { node: { kind: STYLES[sign], nodes: readInline(text.slice(at + 1, end)) }, end: end + 1 };
    } else end += 1;
  }
  return null;
}

function closes(text, at) {
  return !/\s/.test(text[at - 1]) && !/[\p{L}\p{N}]/u.test(text[at + 1] ?? "");
}

function entityAt(text, at) {
  const end = text.indexOf(">", at);
  if (end <= at + 1 || text.slice(at, end).includes("\n")) return null;
  const [target, ...labels] = text.slice(at + 1, end).split("|");
  // Anything else in angle brackets is text that its writer forgot to escape; it stays visible as it is.
  if (!/^(?:[@#!]\w|[a-z][a-z0-9+.-]*:)/i.test(target)) return null;
  const label = labels.length > 0 ? unescapeEntities(labels.join("|")) : null;
  return { node: entity(target, label), end: end + 1 };
}

function entity(target, label) {
  const rest = target.slice(1);
  if (target[0] === "@") return { kind: "user", id: rest, label };
  if (target[0] === "#") return { kind: "channel", id: rest, label };
  if (target[0] !== "!") {
    const address = unescapeEntities(target);
    return { kind: "link", address, label: label ?? address.replace(/^mailto:/, "") };
  }
  const [name, seconds, format, address] = rest.split("^");
  if (name === "date") {
    return {
      kind: "date",
      seconds: Number(seconds),
      format: unescapeEntities(format ?? ""),
      address: address ?? null,
      fallback: label ?? "",
    };
  }
  return { kind: "broadcast", name: label?.replace(/^@/, "") ?? name };
}

/** Inside code nothing is styled, yet Slack still shows a link's words and unescapes. */
function bareText(text) {
  return unescapeEntities(text.replace(/<([^<>\n|]+)(?:\|([^<>\n]*))?>/g, (_whole, target, label) => label ?? target));
}
