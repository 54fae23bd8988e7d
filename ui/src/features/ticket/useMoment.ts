import { useDesk, useLanguage } from "../../lib/desk";
import { clock, dateOf, monthDay } from "../../lib/format";

/** Says an instant as people do here: 7 月 14 日 23:06. */
export function useMoment(): (ms: number) => string {
  const { time_zone: zone } = useDesk();
  const language = useLanguage();
  return (ms) => `${monthDay(dateOf(ms, zone), language)} ${clock(ms, zone)}`;
}
