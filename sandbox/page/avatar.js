// A person's or the app's picture: initials on a colour of their own.

import { element } from "./dom.js";
import { icon } from "./icons.js";

/** A decorative picture for an account; `name` where it goes by another one than the directory's. */
export function avatar(id, directory, name = null) {
  if (directory.isApp(id)) return element("span", { class: "avatar app", "aria-hidden": "true" }, icon("oar"));
  const words = (name ?? directory.nameOf(id)).split(/[\s.]+/).filter(Boolean);
  const initials = words.length > 1 ? words[0][0] + words.at(-1)[0] : (words[0] ?? "?").slice(0, 2);
  const drawn = element("span", { class: "avatar", "aria-hidden": "true" }, initials.toUpperCase());
  drawn.style.setProperty("--hue", String(hueOf(id)));
  return drawn;
}

function hueOf(id) {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
}
