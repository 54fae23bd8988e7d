import type { Stay } from "../../api/bindings";

/** Returns what a night of the room cost on average over departed stays, minor units; none where nothing was paid. */
export function nightOnAverage(stays: readonly Stay[]): number | null {
  const slept = stays.filter((stay) => stay.state === "departed" && stay.nights > 0);
  const nights = slept.reduce((sum, stay) => sum + stay.nights, 0);
  return nights === 0
    ? null
    : Math.round(slept.reduce((sum, stay) => sum + stay.room_minor, 0) / nights / 100) * 100;
}
