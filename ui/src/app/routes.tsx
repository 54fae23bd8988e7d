import { createHashHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { isId } from "../api/call";
import type { GuestId } from "../api/bindings";
import { AddWishDialog } from "../features/guest/AddWishDialog";
import { GuestPage } from "../features/guest/GuestPage";
import { GuestPreview } from "../features/guest/GuestPreview";
import { KeepPromiseDialog } from "../features/guest/KeepPromiseDialog";
import { NoGuestPage } from "../features/guest/NoGuestPage";
import { SettingsPage } from "../features/settings/SettingsPage";
import { TodayPage, type TodayParts } from "../features/today/TodayPage";
import { Frame } from "./Frame";

/** What features do for one another is put together here, since they do not know each other. */
const todayParts: TodayParts = {
  preview: (guest) => <GuestPreview guest={guest} />,
  wish: (guest, name, onClose) => <AddWishDialog guest={guest} name={name} onClose={onClose} />,
  keepPromise: (promise, onClose) => <KeepPromiseDialog promise={promise} onClose={onClose} />,
};

const root = createRootRoute({ component: Frame });
const today = createRoute({ getParentRoute: () => root, path: "/", component: Today });
const guests = createRoute({ getParentRoute: () => root, path: "/guest", component: NoGuestPage });
const guest = createRoute({ getParentRoute: () => root, path: "/guest/$id", component: Guest });
const settings = createRoute({ getParentRoute: () => root, path: "/settings", component: SettingsPage });

function Today() {
  return <TodayPage parts={todayParts} />;
}

function Guest() {
  const { id } = guest.useParams();
  return isId<GuestId>(id) ? <GuestPage key={id} id={id} /> : <NoGuestPage />;
}

const tree = root.addChildren([today, guests, guest, settings]);

export function makeRouter() {
  return createRouter({ routeTree: tree, history: createHashHistory(), defaultPreload: false });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
