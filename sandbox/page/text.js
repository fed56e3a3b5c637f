// Text objects, mentions and mrkdwn drawn as nodes.

import { addressOf } from "./address.js";
import { element, safeAddress } from "./dom.js";
import { glyph, withEmoji } from "./emoji.js";
import { parseMrkdwn } from "./mrkdwn.js";
import { slackDate } from "./times.js";

const TAGS = { bold: "strong", italic: "em", strike: "s", quote: "blockquote" };

/** A Block Kit text object: plain_text as it stands (with emoji), mrkdwn styled. */
export function drawText(text, directory) {
  if (text.type !== "mrkdwn") return [text.emoji === false ? text.text : withEmoji(text.text)];
  return drawMrkdwn(text.text, directory);
}

/** mrkdwn as nodes. */
export function drawMrkdwn(text, directory) {
  return parseMrkdwn(text).map((node) => drawNode(node, directory));
}

/** @someone, marked when it is the viewer. */
export function mention(id, directory, label = null) {
  const known = directory.person(id) || id === directory.bot.user_id;
  const words = known ? directory.nameOf(id) : (label ?? id);
  return element("span", { class: id === directory.viewer?.id ? "mention mine" : "mention" }, `@${words}`);
}

/** #channel: a link when the viewer may see it. */
export function channelMention(id, directory, label = null) {
  const channel = directory.visibleChannels().find((each) => each.id === id);
  if (!channel) return element("span", { class: "mention" }, `#${label ?? "private-channel"}`);
  return element("a", { class: "mention", href: addressOf(directory.viewer?.id, id) }, `#${channel.name}`);
}

/** A link that opens beside the page, or plain words when its address is not one to follow. */
export function link(address, ...children) {
  const safe = safeAddress(address);
  if (!safe) return element("span", {}, children);
  return element("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, children);
}

/** An emoji by its short name; an unknown name stays readable. */
export function emoji(name) {
  const drawn = glyph(name);
  return drawn ? element("span", { class: "emoji", title: `:${name}:` }, drawn) : `:${name}:`;
}

function drawNode(node, directory) {
  switch (node.kind) {
    case "text":
      return node.text;
    case "break":
      return element("br");
    case "code":
      return element("code", {}, node.text);
    case "fence":
      return element("pre", {}, node.text);
    case "link":
      return link(node.address, node.label);
    case "user":
      return mention(node.id, directory, node.label);
    case "channel":
      return channelMention(node.id, directory, node.label);
    case "broadcast":
      return element("span", { class: "mention mine" }, `@${node.name}`);
    case "emoji":
      return emoji(node.name);
    case "date":
      return drawDate(node, directory);
    default:
      return element(
        TAGS[node.kind],
        {},
        node.nodes.map((inner) => drawNode(inner, directory)),
      );
  }
}

function drawDate(node, directory) {
  const moment = node.seconds * 1000;
  if (!Number.isFinite(moment)) return node.fallback;
  const shown = element("time", { datetime: new Date(moment).toISOString(), title: node.fallback });
  shown.append(slackDate(moment, node.format, directory.zone, directory.now()));
  return node.address ? link(node.address, shown) : shown;
}
