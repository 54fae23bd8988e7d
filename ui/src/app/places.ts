import {
  BadgeCheck,
  ChartLine,
  ConciergeBell,
  ContactRound,
  type LucideIcon,
  MessageSquareWarning,
  PackageCheck,
  Settings2,
  Sun,
} from "lucide-react";
import type { Op } from "../api/bindings";
import type { Cap } from "../lib/keys";

export type Place = {
  id: "today" | "guests" | "tickets" | "members" | "service" | "analysis" | "group" | "settings";
  to: "/" | "/guest" | "/tickets" | "/member" | "/tasks" | "/analysis" | "/group" | "/settings";
  icon: LucideIcon;
  /** Each of the eight places keeps its digit, also while some of them are not built. */
  cap: Cap;
  /** Other pages of the same place. */
  also?: readonly string[];
  /** Who may not do this does not see the place. */
  needs: Op | null;
};

/** The places at the left that are built. */
export const places: readonly Place[] = [
  { id: "today", to: "/", icon: Sun, cap: "Ctrl 1", needs: "read_today" },
  {
    id: "guests",
    to: "/guest",
    icon: ContactRound,
    cap: "Ctrl 2",
    needs: "show_guest",
    also: ["/guests", "/suspects"],
  },
  {
    id: "tickets",
    to: "/tickets",
    icon: MessageSquareWarning,
    cap: "Ctrl 3",
    needs: "read_tickets",
    also: ["/ticket", "/spending"],
  },
  {
    id: "members",
    to: "/member",
    icon: BadgeCheck,
    cap: "Ctrl 4",
    needs: "read_member",
    also: ["/programme", "/vouchers", "/programme-report", "/events", "/event", "/runs", "/balances"],
  },
  {
    id: "service",
    to: "/tasks",
    icon: ConciergeBell,
    cap: "Ctrl 5",
    needs: "read_plan",
    also: ["/calls", "/duty", "/morning"],
  },
  { id: "analysis", to: "/analysis", icon: ChartLine, cap: "Ctrl 6", needs: "read_warnings" },
  { id: "group", to: "/group", icon: PackageCheck, cap: "Ctrl 7", needs: "preview_export" },
  {
    id: "settings",
    to: "/settings",
    icon: Settings2,
    cap: "Ctrl 8",
    needs: null,
    also: ["/imports", "/bring-back", "/limits", "/phone", "/backups", "/check", "/privacy", "/reads"],
  },
];

/** Whether a page belongs to a place: it is one of its pages, or one thing on such a page, as `/ticket/<id>` is. */
export function standsAt({ to, also = [] }: Place, pathname: string): boolean {
  return [to, ...also].some((page) => pathname === page || (page !== "/" && pathname.startsWith(`${page}/`)));
}
