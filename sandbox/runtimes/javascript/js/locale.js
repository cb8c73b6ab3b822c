// Numbers and dates for people, in English and Korean: what exercises use of
// Intl, which the engine lacks. Other locales are written as English.

const CURRENCIES = { KRW: ["₩", 0], USD: ["$", 2], EUR: ["€", 2], JPY: ["¥", 0], GBP: ["£", 2] };

const isKorean = (locales) => /^ko\b/.test(String((Array.isArray(locales) ? locales[0] : locales) ?? ""));

function formatNumber(value, options = {}) {
  if (typeof value === "bigint") {
    return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
  }
  if (Number.isNaN(value)) {
    return "NaN";
  }
  const style = options.style ?? "decimal";
  const [symbol, places] = style === "currency" ? (CURRENCIES[options.currency] ?? [`${options.currency} `, 2]) : ["", 0];
  const least = options.minimumFractionDigits ?? (style === "currency" ? places : 0);
  const most = Math.max(
    least,
    options.maximumFractionDigits ?? (style === "currency" ? places : style === "percent" ? 0 : 3),
  );
  const size = Math.abs(style === "percent" ? value * 100 : value);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  let text;
  if (!Number.isFinite(size)) {
    text = "∞";
  } else {
    text = size >= 1e21 ? BigInt(size).toString() : size.toFixed(most);
    let [whole, fraction = ""] = text.split(".");
    while (fraction.length > least && fraction.endsWith("0")) {
      fraction = fraction.slice(0, -1);
    }
    whole = whole.padStart(options.minimumIntegerDigits ?? 1, "0");
    if (options.useGrouping !== false) {
      whole = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    }
    text = fraction ? `${whole}.${fraction}` : whole;
  }
  return `${sign}${symbol}${text}${style === "percent" ? "%" : ""}`;
}

const MONTHS = "January February March April May June July August September October November December".split(" ");
const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const KOREAN_DAYS = "일월화수목금토";
const two = (value) => String(value).padStart(2, "0");

// The date in UTC, or in Korean time when the options say so.
function partsOf(date, options) {
  const shift = /^Asia\/Seoul$/.test(options.timeZone ?? "") ? 9 * 3600e3 : 0;
  const moved = new Date(date.getTime() + shift);
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth(),
    day: moved.getUTCDate(),
    weekday: moved.getUTCDay(),
    hour: moved.getUTCHours(),
    minute: moved.getUTCMinutes(),
    second: moved.getUTCSeconds(),
  };
}

function dateText(p, korean, options) {
  const asked = options.year || options.month || options.day || options.weekday;
  const want = asked ? options : { year: "numeric", month: "numeric", day: "numeric" };
  const number = (value, how) => (how === "2-digit" ? two(value % 100) : String(value));
  const named = want.month === "long" || want.month === "short";
  if (korean) {
    const short = want.weekday === "long" ? `${KOREAN_DAYS[p.weekday]}요일` : `(${KOREAN_DAYS[p.weekday]})`;
    return [
      want.year && (named ? `${number(p.year, want.year)}년` : `${number(p.year, want.year)}.`),
      want.month && (named ? `${p.month + 1}월` : `${number(p.month + 1, want.month)}.`),
      want.day && (named ? `${number(p.day, want.day)}일` : `${number(p.day, want.day)}.`),
      want.weekday && short,
    ]
      .filter(Boolean)
      .join(" ");
  }
  const weekday = want.weekday && (want.weekday === "long" ? DAYS[p.weekday] : DAYS[p.weekday].slice(0, 3));
  let text;
  if (named) {
    const month = want.month === "long" ? MONTHS[p.month] : MONTHS[p.month].slice(0, 3);
    text = [month, want.day && number(p.day, want.day)].filter(Boolean).join(" ");
    text = [text, want.year && number(p.year, want.year)].filter(Boolean).join(want.day ? ", " : " ");
  } else {
    text = [
      want.month && number(p.month + 1, want.month),
      want.day && number(p.day, want.day),
      want.year && number(p.year, want.year),
    ]
      .filter(Boolean)
      .join("/");
  }
  return [weekday, text].filter(Boolean).join(", ");
}

function timeText(p, korean, options) {
  const asked = options.hour || options.minute || options.second;
  const want = asked ? options : { hour: "numeric", minute: "2-digit", second: "2-digit" };
  const half = options.hour12 ?? true;
  const hour = half ? p.hour % 12 || 12 : p.hour;
  const clock = [
    want.hour && (want.hour === "2-digit" || !half ? two(hour) : String(hour)),
    want.minute && two(p.minute),
    want.second && two(p.second),
  ]
    .filter(Boolean)
    .join(":");
  if (!half || !want.hour) {
    return clock;
  }
  const name = korean ? (p.hour < 12 ? "오전" : "오후") : p.hour < 12 ? "AM" : "PM";
  return korean ? `${name} ${clock}` : `${clock} ${name}`;
}

function formatDate(date, locales, options = {}, kind = "date") {
  if (Number.isNaN(date.getTime())) {
    return "Invalid Date";
  }
  const korean = isKorean(locales);
  const p = partsOf(date, options);
  const hasDate = options.year || options.month || options.day || options.weekday;
  const hasTime = options.hour || options.minute || options.second;
  const day = kind !== "time" && (kind !== "both" || hasDate || !hasTime);
  const time = kind === "time" || (kind === "both" && (hasTime || !hasDate)) || (kind === "date" && hasTime);
  return [day && dateText(p, korean, options), time && timeText(p, korean, options)]
    .filter(Boolean)
    .join(korean ? " " : ", ");
}

export function installLocale() {
  const put = (owner, methods) => {
    for (const [name, value] of Object.entries(methods)) {
      Object.defineProperty(owner, name, { value, writable: true, configurable: true });
    }
  };
  const { toString, toTimeString } = Date.prototype;
  const zone = (text) => (text === "Invalid Date" ? text : `${text} (Coordinated Universal Time)`);
  put(Number.prototype, {
    toLocaleString(_, options) {
      return formatNumber(Number(this), options);
    },
  });
  put(BigInt.prototype, {
    toLocaleString() {
      return formatNumber(BigInt(this));
    },
  });
  put(Date.prototype, {
    toString() {
      return zone(Reflect.apply(toString, this, []));
    },
    toTimeString() {
      return zone(Reflect.apply(toTimeString, this, []));
    },
    toLocaleDateString(locales, options) {
      return formatDate(this, locales, options, "date");
    },
    toLocaleTimeString(locales, options) {
      return formatDate(this, locales, options, "time");
    },
    toLocaleString(locales, options) {
      return formatDate(this, locales, options, "both");
    },
  });
  class NumberFormat {
    constructor(_, options) {
      this.format = (value) => formatNumber(typeof value === "bigint" ? value : Number(value), options);
    }
  }
  class DateTimeFormat {
    constructor(locales, options) {
      this.format = (date) => formatDate(new Date(date ?? Date.now()), locales, options, "date");
      this.resolvedOptions = () => ({ locale: String(locales ?? "en-US"), timeZone: "UTC", ...options });
    }
  }
  const Intl = { NumberFormat, DateTimeFormat };
  Object.defineProperty(Intl, Symbol.toStringTag, { value: "Intl", configurable: true });
  put(globalThis, { Intl });
}
