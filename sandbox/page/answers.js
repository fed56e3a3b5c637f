// What a person has filled into the elements of one view or message: Slack's state.values.
// Source: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload

// element type -> [field of its state, field of the element it starts from, what "nothing chosen" is]
const FIELDS = {
  plain_text_input: ["value", "initial_value", null],
  email_text_input: ["value", "initial_value", null],
  url_text_input: ["value", "initial_value", null],
  number_input: ["value", "initial_value", null],
  rich_text_input: ["rich_text_value", "initial_value", null],
  static_select: ["selected_option", "initial_option", null],
  external_select: ["selected_option", "initial_option", null],
  radio_buttons: ["selected_option", "initial_option", null],
  multi_static_select: ["selected_options", "initial_options", []],
  multi_external_select: ["selected_options", "initial_options", []],
  checkboxes: ["selected_options", "initial_options", []],
  users_select: ["selected_user", "initial_user", null],
  multi_users_select: ["selected_users", "initial_users", []],
  channels_select: ["selected_channel", "initial_channel", null],
  multi_channels_select: ["selected_channels", "initial_channels", []],
  conversations_select: ["selected_conversation", "initial_conversation", null],
  multi_conversations_select: ["selected_conversations", "initial_conversations", []],
  datepicker: ["selected_date", "initial_date", null],
  timepicker: ["selected_time", "initial_time", null],
  datetimepicker: ["selected_date_time", "initial_date_time", null],
  file_input: ["files", "initial_files", []],
};

/** The interactive elements of a block. */
function elementsOf(block) {
  if (block.type === "input") return [block.element];
  if (block.type === "actions") return block.elements;
  return block.accessory ? [block.accessory] : [];
}

/** An element's state with this inside: a word, an option, a list of them, as its type has it. */
export function stateOf(element, content) {
  return { type: element.type, [FIELDS[element.type][0]]: content };
}

/** What is inside an element's state. */
export function contentOf(state) {
  return state[FIELDS[state.type][0]];
}

/** Whether nothing has been typed or chosen. */
export function isEmpty(state) {
  const content = contentOf(state);
  return (
    content === null || content === undefined || content === "" || (Array.isArray(content) && content.length === 0)
  );
}

export class Answers {
  #entries = new Map();
  #keepsTyped;
  #already;

  /**
   * @param {boolean} keepsTyped true for modals: what was typed outlives an update that keeps block_id and action_id
   * @param {object} already Slack's `values` of what was filled in before the page was loaded
   */
  constructor(keepsTyped, already) {
    this.#keepsTyped = keepsTyped;
    this.#already = already;
  }

  /** Takes over the elements of these blocks; answers to elements that are gone are forgotten. */
  adopt(blocks) {
    const entries = new Map();
    for (const block of blocks) {
      for (const element of elementsOf(block).filter((each) => Object.hasOwn(FIELDS, each.type))) {
        const key = keyOf(block.block_id, element.action_id);
        entries.set(key, this.#kept(key, element) ?? started(block, element, this.#already));
      }
    }
    this.#entries = entries;
    this.#already = {};
  }

  get(blockId, actionId) {
    return this.#entries.get(keyOf(blockId, actionId)).state;
  }

  set(blockId, actionId, state) {
    this.#entries.get(keyOf(blockId, actionId)).state = state;
  }

  /** Everything as Slack's `values`: {block_id: {action_id: state}}. */
  values() {
    const values = {};
    for (const { blockId, actionId, state } of this.#entries.values()) {
      values[blockId] = { ...values[blockId], [actionId]: state };
    }
    return values;
  }

  #kept(key, element) {
    const entry = this.#entries.get(key);
    if (!entry || entry.state.type !== element.type) return null;
    const written = JSON.stringify(element);
    if (!this.#keepsTyped && entry.written !== written) return null;
    return { ...entry, written };
  }
}

function started(block, element, already) {
  const [, initial, none] = FIELDS[element.type];
  const before = already[block.block_id]?.[element.action_id];
  const state = before?.type === element.type ? before : stateOf(element, element[initial] ?? none);
  return { blockId: block.block_id, actionId: element.action_id, state, written: JSON.stringify(element) };
}

function keyOf(blockId, actionId) {
  return JSON.stringify([blockId, actionId]);
}
