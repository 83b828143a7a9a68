// Prints instants as trailers have them. There is no `Date` in core, since it is also a clock.

const day = 86_400_000;
/** Days from 1 March of the year 0 to 1970, and those of four centuries. */
const [daysToEpoch, daysOfEra] = [719_468, 146_097];

/** The instant, ms since the epoch, as ISO 8601 in UTC: "2025-10-15T09:56:00.000Z". */
export function isoText(instant: number): string {
  const days = Math.floor(instant / day);
  const time = instant - days * day;
  const era = Math.floor((days + daysToEpoch) / daysOfEra);
  const dayOfEra = days + daysToEpoch - era * daysOfEra;
  // The year begins in March, so that its leap day is its last.
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * dayOfYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  const year = yearOfEra + era * 400 + (month < 3 ? 1 : 0);
  const date = [padded(year, 4), padded(month), padded(dayOfYear - Math.floor((153 * march + 2) / 5) + 1)].join("-");
  const [hours, minutes, seconds] = [time / 3_600_000, (time / 60_000) % 60, (time / 1000) % 60].map(Math.floor);
  return `${date}T${padded(hours)}:${padded(minutes)}:${padded(seconds)}.${padded(Math.floor(time % 1000), 3)}Z`;
}

function padded(number = 0, width = 2): string {
  return String(number).padStart(width, "0");
}
