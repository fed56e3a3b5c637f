// The page's few line drawings, drawn here so that nothing is fetched from outside.

const SVG = "http://www.w3.org/2000/svg";

const STROKES = {
  hash: "M9 4 7 20M17 4l-2 16M4 9h16M4 15h16",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  house: "M4 11.5 12 5l8 6.5M6.5 10v9h11v-9M10.5 19v-5h3v5",
  speech: "M4 5h16v11H10l-4 4v-4H4z",
  paperclip: "M19 11.5 12 18.5a4 4 0 0 1-5.7-5.7l7.5-7.3a2.7 2.7 0 0 1 3.8 3.8l-7.2 7a1.3 1.3 0 0 1-1.9-1.9l6.2-6",
  send: "M4 12 20 4.5 15 20l-3.5-6.5zM11.5 13.5 20 4.5",
  close: "M6 6l12 12M18 6 6 18",
  chevron: "M7 10l5 5 5-5",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M12 8v4.5l3 2",
  dots: "M6 12h.01M12 12h.01M18 12h.01",
  menu: "M4 7h16M4 12h16M4 17h16",
  eye: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5",
  check: "M5 12.5l4.5 4.5L19 7.5",
  file: "M7 3.5h7l4 4v13H7zM14 3.5v4h4",
  switch: "M7 7h12l-3-3M17 17H5l3 3",
  oar: "M5 19 15.5 8.5M14 5.5c1.5-2 4.5-2.5 5.5-1.5s.5 4-1.5 5.5-3.5 1-4 .5-1.5-2.5 0-4.5",
};

/** A decorative drawing; the control that holds it carries the words. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", STROKES[name]);
  drawing.append(line);
  return drawing;
}
