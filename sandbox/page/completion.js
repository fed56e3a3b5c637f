// What the composer offers while a person types. Nothing here touches the page.

const MOST = 8;

/**
 * What could be written next.
 *
 * @param {string} text what stands in the composer
 * @param {number} caret where the person types
 * @param {Directory} directory
 * @returns {object|null} {kind: "command" | "person", start, end, items: [{insert, name, about, aside}]}: choosing an
 *   item puts `insert` in place of text[start..end]
 */
export function completion(text, caret, directory) {
  const before = text.slice(0, caret);
  const command = /^\/\S*$/.exec(before);
  if (command) return commands(before.toLowerCase(), caret, directory);
  const name = /(^|[\s(])@([\p{L}\p{N}._-]*)$/u.exec(before);
  return name ? people(name[2].toLowerCase(), caret, directory) : null;
}

/** The command that stands at the beginning of the text, or null. */
export function commandIn(text, directory) {
  const word = /^\/\S+(?=\s)/.exec(text)?.[0].toLowerCase();
  return directory.commands.find((each) => each.command === word) ?? null;
}

function commands(typed, end, directory) {
  const first = directory.commands.filter((each) => each.command.startsWith(typed));
  const rest = directory.commands.filter((each) => !first.includes(each) && mentions(each, typed.slice(1)));
  const items = [...first, ...rest].map((each) => ({
    insert: `${each.command} `,
    name: each.command,
    aside: each.usage_hint ?? "",
    about: each.description ?? "",
  }));
  return items.length > 0 ? { kind: "command", start: 0, end, items } : null;
}

function mentions(command, words) {
  return words.length > 1 && `${command.command} ${command.description ?? ""}`.toLowerCase().includes(words);
}

function people(typed, end, directory) {
  const items = directory
    .activeUsers()
    .filter(
      (user) =>
        `${user.name} ${user.real_name}`
          .toLowerCase()
          .split(/[\s._-]+/)
          .some((part) => part.startsWith(typed)) || user.name.toLowerCase().startsWith(typed),
    )
    .sort((one, other) => (one.real_name || one.name).localeCompare(other.real_name || other.name))
    .slice(0, MOST)
    .map((user) => ({
      insert: `@${user.name} `,
      name: user.real_name || user.name,
      aside: `@${user.name}`,
      about: user.title ?? "",
    }));
  return items.length > 0 ? { kind: "person", start: end - typed.length - 1, end, items } : null;
}
