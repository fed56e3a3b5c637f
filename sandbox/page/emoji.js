// A modest table of Slack's emoji short names; an unknown one is shown as it was written.

// prettier-ignore
const GLYPHS = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", wave: "👋", clap: "👏", raised_hands: "🙌", pray: "🙏",
  handshake: "🤝", muscle: "💪", point_right: "👉", point_left: "👈", point_up: "☝️", point_down: "👇", ok_hand: "👌",
  v: "✌️", raised_hand: "✋", writing_hand: "✍️", crossed_fingers: "🤞", hugging_face: "🤗", blush: "😊", smile: "😄",
  smiley: "😃", grinning: "😀", grin: "😁", joy: "😂", slightly_smiling_face: "🙂", wink: "😉", sunglasses: "😎",
  heart_eyes: "😍", thinking_face: "🤔", sob: "😭", cry: "😢", sweat_smile: "😅", partying_face: "🥳",
  upside_down_face: "🙃", relieved: "😌", zzz: "💤", sleeping: "😴", eyes: "👀", brain: "🧠", heart: "❤️", blue_heart: "💙",
  green_heart: "💚", yellow_heart: "💛", purple_heart: "💜", sparkling_heart: "💖", sparkles: "✨", star: "⭐", star2: "🌟",
  fire: "🔥", boom: "💥", zap: "⚡", rainbow: "🌈", sunny: "☀️", sunrise: "🌅", cloud: "☁️", ocean: "🌊", droplet: "💧",
  seedling: "🌱", herb: "🌿", four_leaf_clover: "🍀", deciduous_tree: "🌳", sunflower: "🌻", tulip: "🌷", bouquet: "💐",
  leaves: "🍃", tada: "🎉", confetti_ball: "🎊", balloon: "🎈", gift: "🎁", trophy: "🏆", medal: "🏅", sports_medal: "🏅",
  first_place_medal: "🥇", second_place_medal: "🥈", third_place_medal: "🥉", dart: "🎯", checkered_flag: "🏁",
  rocket: "🚀", airplane: "✈️", car: "🚗", bike: "🚲", boat: "⛵", sailboat: "⛵", rowboat: "🚣", person_rowing_boat: "🚣",
  anchor: "⚓", ship: "🚢", house: "🏠", house_with_garden: "🏡", office: "🏢", school: "🏫", round_pushpin: "📍",
  pushpin: "📌", world_map: "🗺️", compass: "🧭", earth_africa: "🌍", earth_americas: "🌎", globe_with_meridians: "🌐",
  mortar_board: "🎓", books: "📚", book: "📖", notebook: "📓", memo: "📝", pencil: "📝", pencil2: "✏️", clipboard: "📋",
  page_facing_up: "📄", scroll: "📜", newspaper: "📰", bookmark: "🔖", label: "🏷️", briefcase: "💼", file_folder: "📁",
  open_file_folder: "📂", card_index: "📇", paperclip: "📎", bar_chart: "📊", chart_with_upwards_trend: "📈",
  chart_with_downwards_trend: "📉", date: "📅", calendar: "📆", spiral_calendar_pad: "🗓️", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", stopwatch: "⏱️", alarm_clock: "⏰", clock9: "🕘", bell: "🔔", no_bell: "🔕", mega: "📣",
  loudspeaker: "📢", speech_balloon: "💬", thought_balloon: "💭", email: "📧", envelope: "✉️", incoming_envelope: "📨",
  inbox_tray: "📥", outbox_tray: "📤", telephone_receiver: "📞", computer: "💻", keyboard: "⌨️", gear: "⚙️", wrench: "🔧",
  hammer: "🔨", hammer_and_wrench: "🛠️", toolbox: "🧰", bulb: "💡", mag: "🔍", mag_right: "🔎", key: "🔑", lock: "🔒",
  unlock: "🔓", link: "🔗", package: "📦", moneybag: "💰", dollar: "💵", euro: "💶", credit_card: "💳", receipt: "🧾",
  ticket: "🎫", admission_tickets: "🎟️", seat: "💺", bust_in_silhouette: "👤", busts_in_silhouette: "👥",
  technologist: "🧑‍💻", coffee: "☕", tea: "🍵", cake: "🍰", birthday: "🎂", pizza: "🍕", apple: "🍎", beers: "🍻",
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", heavy_multiplication_x: "✖️",
  warning: "⚠️", no_entry: "⛔", no_entry_sign: "🚫", octagonal_sign: "🛑", construction: "🚧", rotating_light: "🚨",
  question: "❓", exclamation: "❗", information_source: "ℹ️", recycle: "♻️", arrows_counterclockwise: "🔄",
  repeat: "🔁", leftwards_arrow_with_hook: "↩️", arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️",
  arrow_down: "⬇️", fast_forward: "⏩", double_vertical_bar: "⏸️", pause_button: "⏸️", arrow_forward: "▶️",
  black_square_for_stop: "⏹️", new: "🆕", soon: "🔜", end: "🔚", "100": "💯", one: "1️⃣", two: "2️⃣", three: "3️⃣",
  four: "4️⃣", five: "5️⃣", heavy_plus_sign: "➕", heavy_minus_sign: "➖", large_green_circle: "🟢",
  large_yellow_circle: "🟡", large_orange_circle: "🟠", red_circle: "🔴", large_blue_circle: "🔵", white_circle: "⚪",
  black_circle: "⚫", small_blue_diamond: "🔹", small_orange_diamond: "🔸", large_blue_square: "🟦",
  large_green_square: "🟩", crystal_ball: "🔮", puzzle_piece: "🧩", telescope: "🔭", microscope: "🔬",
  triangular_flag_on_post: "🚩", sleepy: "😪", see_no_evil: "🙈", robot_face: "🤖",
};

/** The picture of a short name (without colons), or null when the table has none. */
export function glyph(name) {
  return Object.hasOwn(GLYPHS, name) ? GLYPHS[name] : null;
}

/** Plain text with its `:short_names:` drawn. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (written, name) => glyph(name) ?? written);
}
