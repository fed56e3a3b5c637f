// A small panel that opens beside its button and closes by Escape, by a click elsewhere, or when its work is done.

import { element } from "./dom.js";

const GAP = 4;

/**
 * Ties a panel to a button; the browser opens and closes it.
 *
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} panel becomes a popover; put it beside the button, so that it also works inside a dialog
 * @param {object} options opening(): called just before it opens; first: the element in it that takes the focus
 * @returns {{open: () => void, close: () => void}}
 */
export function tie(button, panel, { opening = () => {}, first = null } = {}) {
  panel.popover = "auto";
  panel.classList.add("panel");
  button.popoverTargetElement = panel;
  button.setAttribute("aria-expanded", "false");
  const settle = () => place(panel, button);
  panel.addEventListener("beforetoggle", (event) => {
    // The browser moves the focus at once as it opens the panel, so that no keystroke falls beside it.
    if (first) first.autofocus = event.newState === "open";
    if (event.newState === "open") opening();
  });
  panel.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      window.addEventListener("scroll", settle, { capture: true, passive: true });
      window.addEventListener("resize", settle);
      settle();
    } else {
      window.removeEventListener("scroll", settle, { capture: true });
      window.removeEventListener("resize", settle);
    }
  });
  return {
    open: () => panel.showPopover(),
    close: () => {
      if (panel.matches(":popover-open")) panel.hidePopover();
    },
  };
}

/**
 * A menu button: a list of things to do, walked with the arrow keys.
 *
 * @param {HTMLButtonElement} button
 * @param {Array<{words: Array<Node|string>, act: () => void}>} entries
 * @returns {HTMLElement} the button with its menu
 */
export function menuButton(button, entries) {
  const items = entries.map(({ words, act }) =>
    element(
      "button",
      { type: "button", role: "menuitem", class: "menu-item", tabindex: "-1", onclick: () => run(act) },
      words,
    ),
  );
  const menu = element("div", { role: "menu" }, items);
  button.setAttribute("aria-haspopup", "menu");
  const panel = tie(button, menu, { first: items[0] });
  const run = (act) => {
    panel.close();
    button.focus();
    act();
  };
  menu.addEventListener("keydown", (event) => {
    const at = items.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    items[next % items.length].focus();
  });
  return element("span", { class: "menu-holder" }, button, menu);
}

function place(panel, button) {
  const around = button.getBoundingClientRect();
  panel.style.minWidth = `${Math.min(Math.max(around.width, 180), window.innerWidth - 2 * GAP)}px`;
  const size = panel.getBoundingClientRect();
  const below = window.innerHeight - around.bottom - GAP;
  const above = around.top - GAP;
  const upward = below < size.height && above > below;
  panel.style.maxHeight = `${Math.max(upward ? above : below, 120) - GAP}px`;
  panel.style.left = `${Math.max(GAP, Math.min(around.left, window.innerWidth - size.width - GAP))}px`;
  panel.style.top = upward ? `${Math.max(GAP, around.top - GAP - size.height)}px` : `${around.bottom + GAP}px`;
}
