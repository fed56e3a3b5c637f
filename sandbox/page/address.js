// The page's address: `#as=U…&in=C…` says who is looking, and at what (`in=home`: the app's Home tab).

/** Reads the address the browser shows: {as, in}, each null when absent. */
export function currentAddress() {
  const parts = new URLSearchParams(window.location.hash.slice(1));
  return { as: parts.get("as"), in: parts.get("in") };
}

/** The address of a conversation (or "home") in a person's eyes. */
export function addressOf(person, conversation = null) {
  const parts = new URLSearchParams({ as: person ?? "" });
  if (conversation) parts.set("in", conversation);
  return `#${parts}`;
}

/** Puts this address into the browser's line without going anywhere. */
export function showAddress(person, conversation) {
  window.history.replaceState(null, "", addressOf(person, conversation));
}
