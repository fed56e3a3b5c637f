// What Slack's client itself checks before it sends a modal: required fields, lengths, numbers and addresses.

import { contentOf, isEmpty } from "./answers.js";

/**
 * What is wrong with a filled form, by block.
 *
 * @param {Array<object>} blocks the view's blocks
 * @param {Answers} answers
 * @returns {object} {block_id: sentence}; empty when all is well
 */
export function faultsIn(blocks, answers) {
  const faults = {};
  for (const block of blocks.filter((each) => each.type === "input")) {
    const fault = faultOf(block, answers.get(block.block_id, block.element.action_id));
    if (fault) faults[block.block_id] = fault;
  }
  return faults;
}

function faultOf(block, state) {
  if (isEmpty(state)) return block.optional ? null : "Please fill in this field.";
  const content = contentOf(state);
  switch (state.type) {
    case "plain_text_input":
      return lengthFault(content, block.element);
    case "number_input":
      return numberFault(content, block.element);
    case "email_text_input":
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(content)
        ? null
        : "Please write an e-mail address, such as name@example.com.";
    case "url_text_input":
      return URL.canParse(content) ? null : "Please write a whole address, such as https://example.com.";
    default:
      return null;
  }
}

function lengthFault(content, { min_length: least = 0, max_length: most = Infinity }) {
  if (content.length < least) return `Please write at least ${least} characters.`;
  if (content.length > most) return `Please write at most ${most} characters; this has ${content.length}.`;
  return null;
}

function numberFault(
  content,
  { is_decimal_allowed: decimal, min_value: least = -Infinity, max_value: most = Infinity },
) {
  const shape = decimal ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  if (!shape.test(content)) return decimal ? "Please write a number." : "Please write a whole number.";
  const number = Number(content);
  if (number < Number(least)) return `Please write ${least} or more.`;
  if (number > Number(most)) return `Please write ${most} or less.`;
  return null;
}
