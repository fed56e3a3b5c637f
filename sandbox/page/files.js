// Files: shown in a message, and read from the person's disk for the server.

import { element, safeAddress } from "./dom.js";
import { icon } from "./icons.js";

const UNITS = ["bytes", "kB", "MB", "GB"];

/** A file in a message: a picture as such, anything else as a card to open. */
export function drawFile(file) {
  const address = safeAddress(file.url ?? `/sandbox/files/${encodeURIComponent(file.id)}`) ?? "";
  const size = file.size === undefined ? "" : sizeText(file.size);
  if (file.mimetype?.startsWith("image/")) {
    const picture = element("img", { src: address, alt: file.title || file.name, loading: "lazy" });
    const caption = element("figcaption", {}, file.title || file.name);
    return element(
      "figure",
      { class: "picture" },
      caption,
      element("a", { href: address, target: "_blank", rel: "noopener" }, picture),
    );
  }
  const words = element(
    "span",
    { class: "file-words" },
    element("strong", {}, file.name),
    element("span", { class: "description" }, size),
  );
  return element("a", { class: "file", href: address, download: file.name }, icon("file"), words);
}

/** A file's content in base64, as the server takes it. */
export function contentBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

function sizeText(size) {
  const step = Math.min(Math.floor(Math.log10(Math.max(size, 1)) / 3), UNITS.length - 1);
  return `${Number((size / 1000 ** step).toPrecision(3))} ${UNITS[step]}`;
}
