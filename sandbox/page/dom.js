// Building the page's nodes. Everything shown goes through here, so text from people is always text, never markup.

/**
 * One HTML element.
 *
 * @param {string} tag the element's name
 * @param {object} attributes attribute names and values; `on…` names take a listener; null, undefined and false are
 *   left out
 * @param {...(Node|string|null|Array)} children nodes or texts; arrays are flattened, null and false are left out
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...present(children));
  return node;
}

/** Shows these children instead of the present ones. */
export function fill(node, ...children) {
  node.replaceChildren(...present(children));
}

/** Makes these nodes the children, in this order; those that already stand right keep focus and caret. */
export function arrange(node, children) {
  const wanted = new Set(children);
  for (const child of [...node.children]) if (!wanted.has(child)) child.remove();
  children.forEach((child, index) => {
    if (node.children[index] !== child) node.insertBefore(child, node.children[index] ?? null);
  });
}

/** A name for `aria-labelledby` and its like that no other element of this page has. */
export function freshId(stem) {
  return `${stem}-${crypto.randomUUID()}`;
}

/** The address if a browser may safely follow it, else null: `javascript:` and its like are never made clickable. */
export function safeAddress(address) {
  try {
    const parsed = new URL(address, window.location.href);
    return ["http:", "https:", "mailto:", "tel:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}
