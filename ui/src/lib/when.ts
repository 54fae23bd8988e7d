/** A time as one says it: `10`, `22:30`, `明天 10`, `后天 9:30`, `15日 12`. Pure; the hotel's zone and instant come in. */
import { clock, dateFrom, dateOf } from "./format";

const days: Record<string, number> = {
  今天: 0,
  今: 0,
  today: 0,
  明天: 1,
  明: 1,
  tomorrow: 1,
  后天: 2,
  後天: 2,
  后: 2,
};
const minuteMs = 60_000;
const dayMs = 86_400_000;

/** The instant at which the hotel's clock shows `date` and these minutes after midnight. */
export function instantAt(date: string, minute: number, zone: string): number {
  const wall = new Date(`${date}T00:00:00Z`).getTime() + minute * minuteMs;
  // What the zone shows at that instant in UTC says how far off it is; twice, for a change of the clock in between.
  const shown = (ms: number) => {
    const [hours = 0, minutes = 0] = clock(ms, zone).split(":").map(Number);
    return new Date(`${dateOf(ms, zone)}T00:00:00Z`).getTime() + (hours * 60 + minutes) * minuteMs;
  };
  const first = wall - (shown(wall) - wall);
  return first - (shown(first) - wall);
}

/** The instant that `words` name, `null` where they name none; a bare time that is past is tomorrow's. */
export function whenIn(words: string, now: number, zone: string): number | null {
  const said = words.normalize("NFKC").trim().toLowerCase();
  const match =
    /^(?:(?<day>[^\s\d]+)|(?<date>\d{1,2})\s*(?:日|号|號|th))?\s*(?<hour>\d{1,2})(?:[:.点點](?<minute>\d{2})?)?$/u.exec(
      said,
    ) ?? /^(?<hour>\d{2})(?<minute>\d{2})$/u.exec(said);
  if (match?.groups === undefined) return null;
  const { day, date, hour, minute } = match.groups;
  const at = Number(hour) * 60 + Number(minute ?? 0);
  if (Number(hour) > 23 || Number(minute ?? 0) > 59) return null;
  const today = dateOf(now, zone);
  if (date !== undefined) {
    for (let ahead = 0; ahead < 32; ahead += 1) {
      const found = dateFrom(today, ahead);
      if (Number(found.slice(8)) === Number(date)) return instantAt(found, at, zone);
    }
    return null;
  }
  if (day !== undefined) {
    const ahead = days[day];
    return ahead === undefined ? null : instantAt(dateFrom(today, ahead), at, zone);
  }
  const found = instantAt(today, at, zone);
  return found > now ? found : instantAt(dateOf(now + dayMs, zone), at, zone);
}
