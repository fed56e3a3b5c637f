// Where a select menu's choices come from. Every source answers alike, so that the menu need not know its kind.
//   find(query) -> groups [{heading, items: [{content, words}]}], at once or as a promise
//   words(content), sameAs(content, content)
//   needsMore(query), waitFor(query), waitingWords(query): for choices that the app looks up

import { element } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { drawText } from "./text.js";

const PAUSE = 250; // milliseconds without a keystroke before an app is asked
const LONGEST_LIST = 100;

/** The source of an element's choices. `look` asks the app: (query) -> promise of {options} or {option_groups}. */
export function choicesFor(part, directory, look) {
  const kind = part.type.replace(/^multi_/, "");
  if (kind === "static_select") return givenOptions(part, directory);
  if (kind === "external_select") return lookedUpOptions(part, directory, look);
  const ids = { users_select: people, channels_select: channels, conversations_select: conversations }[kind];
  return byId(ids(directory, part), directory);
}

function givenOptions(part, directory) {
  const groups = part.option_groups ?? [{ options: part.options }];
  return { ...atOnce(), ...options(directory), find: (query) => optionGroups(groups, directory, query) };
}

function lookedUpOptions(part, directory, look) {
  const least = part.min_query_length ?? 3;
  const needsMore = (query) => query.length < least;
  return {
    ...options(directory),
    needsMore,
    waitFor: () => PAUSE,
    waitingWords: (query) =>
      needsMore(query) ? `Type at least ${least} ${least === 1 ? "letter" : "letters"}.` : "Looking…",
    find: async (query) => {
      const found = await look(query);
      const groups = found.option_groups ?? [];
      return optionGroups(groups.length > 0 ? groups : [{ options: found.options ?? [] }], directory, "");
    },
  };
}

function options(directory) {
  return {
    words: (option) => drawText(option.text, directory),
    sameAs: (one, other) => one.value === other.value,
  };
}

function optionGroups(groups, directory, query) {
  return groups
    .map((group) => ({
      heading: group.label ? withEmoji(group.label.text) : null,
      items: group.options
        .filter((option) => matches(option.text.text, query))
        .map((option) => optionItem(option, directory)),
    }))
    .filter((group) => group.items.length > 0);
}

function optionItem(option, directory) {
  const description = option.description
    ? element("span", { class: "description" }, drawText(option.description, directory))
    : "";
  return { content: option, words: [drawText(option.text, directory), description] };
}

function people(directory) {
  const known = directory
    .activeUsers()
    .map((user) => ({ id: user.id, words: user.real_name || user.name, aside: user.title || `@${user.name}` }));
  return known.sort((one, other) => one.words.localeCompare(other.words));
}

function channels(directory) {
  return directory
    .visibleChannels()
    .filter((channel) => !channel.is_private)
    .map(channelChoice);
}

function conversations(directory, part) {
  const kinds = new Set(part.filter?.include ?? ["public", "private", "im"]);
  const bots = part.filter?.exclude_bot_users === true;
  const rooms = directory.visibleChannels().filter((channel) => kinds.has(channel.is_private ? "private" : "public"));
  const direct = kinds.has("im") ? people(directory).filter((person) => !bots || !directory.isApp(person.id)) : [];
  return [...rooms.map(channelChoice), ...direct];
}

function channelChoice(channel) {
  return { id: channel.id, words: `#${channel.name}`, aside: channel.is_private ? "private" : "" };
}

function byId(choices, directory) {
  const words = (id) => choices.find((choice) => choice.id === id)?.words ?? directory.nameOf(id);
  const item = (choice) => ({
    content: choice.id,
    words: [choice.words, element("span", { class: "description" }, choice.aside)],
  });
  const find = (query) => {
    const found = choices.filter((choice) => matches(`${choice.words} ${choice.aside}`, query));
    return found.length === 0 ? [] : [{ heading: null, items: found.slice(0, LONGEST_LIST).map(item) }];
  };
  return { ...atOnce(), words, sameAs: (one, other) => one === other, find };
}

function atOnce() {
  return { needsMore: () => false, waitFor: () => 0, waitingWords: () => "" };
}

function matches(text, query) {
  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain(query)
    .split(/\s+/)
    .every((word) => plain(text).includes(word));
}
