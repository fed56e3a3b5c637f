// video blocks: a still that leads to the video, which this page does not play.
// Source: https://docs.slack.dev/reference/block-kit/blocks/video-block

import { element } from "./dom.js";
import { drawPicture } from "./pictures.js";
import { drawText, link } from "./text.js";

/** A video block. */
export function drawVideo(block, surface) {
  const title = drawText(block.title, surface.directory);
  const origin = [block.provider_name, block.author_name].filter(Boolean).join(" · ");
  return element(
    "figure",
    {},
    element("strong", {}, block.title_url ? link(block.title_url, title) : title),
    origin ? element("span", { class: "description" }, origin) : null,
    block.description ? element("figcaption", {}, drawText(block.description, surface.directory)) : null,
    link(
      block.title_url ?? block.video_url,
      drawPicture({ image_url: block.thumbnail_url, alt_text: `Video: ${block.alt_text}` }),
    ),
  );
}
