// Pictures: from the web, or files that the app uploaded.

import { element, safeAddress } from "./dom.js";

/** The picture of an image object: {alt_text, and image_url or slack_file}. */
export function drawPicture(image) {
  const source = image.image_url ?? `/sandbox/files/${encodeURIComponent(image.slack_file?.id ?? "")}`;
  return element("img", {
    src: safeAddress(source) ?? "",
    alt: image.alt_text,
    loading: "lazy",
    referrerpolicy: "no-referrer",
  });
}
