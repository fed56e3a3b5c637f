// Moments and how a person in some time zone reads them. Moments are milliseconds since 1970, as in Date.now().

const LANGUAGE = "en-GB";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A zone this browser knows: the given one, or UTC for accounts that have none (deactivated ones often do not). */
export function knownZone(name) {
  try {
    new Intl.DateTimeFormat(LANGUAGE, { timeZone: name });
    return name || "UTC";
  } catch {
    return "UTC";
  }
}

function written(moment, zone, options) {
  return new Intl.DateTimeFormat(LANGUAGE, { timeZone: zone, ...options }).format(moment);
}

/** Reads calendar days in a zone: the function it gives turns a moment into "2026-11-22". */
export function dayReader(zone) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (moment) => format.format(moment);
}

/** "2026-11-22", the calendar day of a moment in a zone. */
export function dayOf(moment, zone) {
  return dayReader(zone)(moment);
}

/** "10:05". */
export function timeText(moment, zone) {
  return written(moment, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** "Today", "Yesterday", "Tomorrow", or "Monday 23 November" (with the year when it is another one). */
export function dayText(moment, zone, now) {
  return nearDay(moment, zone, now) ?? longDay(moment, zone, now);
}

function nearDay(moment, zone, now) {
  const distance = (Date.parse(dayOf(moment, zone)) - Date.parse(dayOf(now, zone))) / DAY;
  return { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[distance] ?? null;
}

function longDay(moment, zone, now) {
  const sameYear = dayOf(moment, zone).slice(0, 4) === dayOf(now, zone).slice(0, 4);
  return written(moment, zone, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: sameYear ? undefined : "numeric",
  });
}

/** "Mon 23 Nov, 10:00". */
export function shortMoment(moment, zone) {
  return `${written(moment, zone, { weekday: "short", day: "numeric", month: "short" })}, ${timeText(moment, zone)}`;
}

/** "5 minutes ago", "in 2 days": Slack's {ago}. */
function agoText(moment, now) {
  const words = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });
  const distance = moment - now;
  for (const [unit, length] of [
    ["day", DAY],
    ["hour", HOUR],
    ["minute", HOUR / 60],
  ]) {
    if (Math.abs(distance) >= length) return words.format(Math.trunc(distance / length), unit);
  }
  return words.format(Math.trunc(distance / 1000), "second");
}

/**
 * The moment at which a zone's clocks show this day ("2026-11-23") and time ("10:00").
 * In a gap of daylight saving the moment after the jump is given, in a fold the first of the two.
 */
export function momentOf(day, time, zone) {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const early = wanted - offsetAt(wanted - DAY, zone);
  const late = wanted - offsetAt(wanted + DAY, zone);
  const shows = (moment) => moment + offsetAt(moment, zone) === wanted;
  return !shows(early) && shows(late) ? late : early;
}

function offsetAt(moment, zone) {
  const shown = new Date(moment).toLocaleString("sv-SE", { timeZone: zone });
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(moment / 1000) * 1000;
}

/** The next moment at which it is Monday and the given time in a zone. */
export function nextMonday(now, zone, time) {
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const day = new Date(Date.parse(dayOf(now, zone)) + ahead * DAY);
    const moment = momentOf(day.toISOString().slice(0, 10), time, zone);
    if (day.getUTCDay() === 1 && moment > now) return moment;
  }
  throw new RangeError("a week has a Monday");
}

/**
 * Slack's date format for `<!date^…>`: `{date_long} at {time}` and so on.
 * Source: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function slackDate(moment, format, zone, now) {
  const date = (options) => written(moment, zone, options);
  const long = () => date({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const middle = () => date({ day: "numeric", month: "long", year: "numeric" });
  const short = () => date({ day: "numeric", month: "short", year: "numeric" });
  const tokens = {
    date_num: () => dayOf(moment, zone),
    date_slash: () => date({ day: "2-digit", month: "2-digit", year: "numeric" }),
    date: middle,
    date_short: short,
    date_long: long,
    date_pretty: () => nearDay(moment, zone, now)?.toLowerCase() ?? middle(),
    date_short_pretty: () => nearDay(moment, zone, now)?.toLowerCase() ?? short(),
    date_long_pretty: () => nearDay(moment, zone, now)?.toLowerCase() ?? long(),
    time: () => timeText(moment, zone),
    time_secs: () => date({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }),
    ago: () => agoText(moment, now),
  };
  return format.replace(/\{([a-z_]+)\}/g, (token, name) => (Object.hasOwn(tokens, name) ? tokens[name]() : token));
}
