// Values as people read them, in the browser's language and time zone.

const INSTANT = new Intl.DateTimeFormat(undefined, {
  year: "numeric", month: "2-digit", day: "2-digit",
  hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false,
});
const DAY = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "2-digit", day: "2-digit" });
const NUMBER = new Intl.NumberFormat();
const TENTH = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

const COUNTRY = new Intl.DisplayNames(undefined, { type: "region" });

export const country = (code) => (code ? COUNTRY.of(code) : "");
export const instant = (text) => (text ? INSTANT.format(new Date(text)) : "");
export const day = (text) => (text ? DAY.format(new Date(text)) : "");
export const number = (value) => (value === null || value === undefined ? "–" : NUMBER.format(value));
export const tenth = (value) => (value === null || value === undefined ? "–" : TENTH.format(value));
export const percent = (ratio) =>
  !ratio || ratio.value === null ? "–" : `${TENTH.format(ratio.value * 100)} %`;
export const millis = (value) =>
  value === null || value === undefined ? "–" : value < 1000 ? `${Math.round(value)} ms` : `${TENTH.format(value / 1000)} s`;

/** A size, in the unit that fits. */
export function bytes(value) {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  let amount = value;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${TENTH.format(amount)} ${units[unit]}`;
}

/** Hours, minutes and seconds. */
export function span(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return "–";
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** The user of a SIP URI, or the host where there is none. */
export function party(uri) {
  const match = /^sips?:(?:([^@;]*)@)?([^;?]*)/i.exec(uri || "");
  return match ? match[1] || match[2] : uri || "";
}

/** What a datetime-local field takes. */
export function local(date) {
  const two = (value) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}` +
    `T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Midnight some days from today. */
export function midnight(days = 0, from = new Date()) {
  return new Date(from.getFullYear(), from.getMonth(), from.getDate() + days);
}

/** RFC 4180; what a spreadsheet would take for a formula has an apostrophe in front. */
export function csv(header, rows) {
  const cell = (value) => {
    let text = value === null || value === undefined ? "" : String(value);
    if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** Has the browser save a text as a file. */
export function save(name, text, type = "text/csv") {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
