// What stands above the first message of a conversation: what it is, and with the app what one can type.

import { element } from "./dom.js";

/** `write` puts a text into the composer. */
export function drawBeginning(conversation, name, directory, write) {
  if (!conversation.is_im || conversation.user !== directory.bot.user_id) {
    const words = `This is the very beginning of ${name}. Type / below for commands, or drop a file here.`;
    return element("p", { class: "beginning" }, words);
  }
  return element(
    "div",
    { class: "beginning" },
    element("p", {}, `This is between you and ${name}. What you can type, here or in any channel:`),
    element(
      "ul",
      { class: "commands" },
      directory.commands.map((command) => element("li", {}, drawCommand(command, write))),
    ),
  );
}

function drawCommand({ command, description }, write) {
  const act = () => write(`${command} `);
  return element(
    "button",
    { type: "button", class: "command", onclick: act },
    element("strong", {}, command),
    element("span", { class: "description" }, description ?? ""),
  );
}
