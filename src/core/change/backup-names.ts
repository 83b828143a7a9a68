// Tells backups made by hand, and their dates, by their names.
/** What people write into the names of copies that they keep. */
const marks = /backup|bak|orig|old|save|copy/i;

/** Whether `name` is that of a copy of the file `of`, made by hand: `bot.py.bak`, `bot.py.phase_2_backup`, `bot.py~`. */
export function isBackupName(name: string, of: string): boolean {
  const rest = name.startsWith(of) ? name.slice(of.length) : "";
  return rest === "~" || (/^[._-]/.test(rest) && (marks.test(rest) || dateIn(rest) !== undefined));
}

/** The days of a month. */
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day that a name tells, as YYYY-MM-DD: `…backup_20251015_critical_fix`, `….2025-10-15`. */
export function dateIn(name: string): string | undefined {
  for (const [, year, , month, day] of name.matchAll(
    /(?<!\d)(20\d\d)([-_.]?)(\d\d)\2(\d\d)(?=\D|\d{4}(?:\d\d)?(?:\D|$)|$)/g,
  )) {
    if (Number(day) >= 1 && Number(day) <= (longest[Number(month) - 1] ?? 0)) return `${year}-${month}-${day}`;
  }
  return undefined;
}
