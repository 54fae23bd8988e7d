import { createHashHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { GuestPage } from "../features/guest/GuestPage";
import { NoGuestPage } from "../features/guest/NoGuestPage";
import { SettingsPage } from "../features/settings/SettingsPage";
import { TodayPage } from "../features/today/TodayPage";
import { Frame } from "./Frame";

const root = createRootRoute({ component: Frame });

const today = createRoute({ getParentRoute: () => root, path: "/", component: TodayPage });
const guests = createRoute({ getParentRoute: () => root, path: "/guest", component: NoGuestPage });
const guest = createRoute({
  getParentRoute: () => root,
  path: "/guest/$id",
  component: function Guest() {
    const { id } = guest.useParams();
    return <GuestPage key={id} id={id} />;
  },
});
const settings = createRoute({ getParentRoute: () => root, path: "/settings", component: SettingsPage });

const tree = root.addChildren([today, guests, guest, settings]);

export function makeRouter() {
  return createRouter({ routeTree: tree, history: createHashHistory(), defaultPreload: false });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
