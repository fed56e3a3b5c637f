// markdown blocks: the marks of Markdown turned into those of mrkdwn, which this page draws already.
// Source: https://docs.slack.dev/reference/block-kit/blocks/markdown-block

const BOLD = "\u0001"; // stands for a bold mark until the italic ones are done, for both are asterisks

/** The mrkdwn that reads like this Markdown; code is left as it stands. */
export function mrkdwnOf(markdown) {
  return markdown
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? part.replace(/^```\w+\n/, "```\n") : prose(part)))
    .join("");
}

function prose(text) {
  return text
    .replace(/^#{1,6}\s+(.+?)\s*#*$/gm, `${BOLD}$1${BOLD}`)
    .replace(/^(\s*)[-*+]\s+/gm, "$1• ")
    .replace(/\*\*(\S(?:.*?\S)?)\*\*/g, `${BOLD}$1${BOLD}`)
    .replace(/(^|[^\w*])\*(\S(?:[^*\n]*\S)?)\*/g, "$1_$2_")
    .replace(/~~(\S(?:.*?\S)?)~~/g, "~$1~")
    .replace(/!?\[([^\]\n]+)\]\(([^)\s]+)\)/g, "<$2|$1>")
    .replace(new RegExp(`${BOLD}+`, "g"), "*");
}
