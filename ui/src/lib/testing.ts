/** Set-up of every UI test: texts in Chinese, the parts of a browser that jsdom lacks, and an accessibility check. */
import { cleanup, configure } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, beforeEach } from "vitest";
import { startTexts } from "./i18n";

// A page is found when it is there; how soon is not what these tests are about.
configure({ asyncUtilTimeout: 20_000 });

class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

Object.defineProperty(globalThis, "matchMedia", {
  writable: true,
  value: (media: string) => ({
    media,
    matches: false,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
  }),
});
Object.defineProperty(document, "fonts", { value: { ready: Promise.resolve() } });
// Arrow keys in a group of radio buttons ask for it; the groups' names are React's.
Object.defineProperty(globalThis, "CSS", {
  writable: true,
  value: { escape: (name: string) => name.replace(/[^\w-]/g, "\\$&") },
});
window.scrollTo = () => {};
Element.prototype.scrollIntoView = () => {};
Object.defineProperty(globalThis, "ResizeObserver", { writable: true, value: NoObserver });

beforeEach(() => {
  localStorage.clear();
  startTexts();
});
afterEach(cleanup);

/** The rules of WCAG that `element` breaks, each with where; empty when none. jsdom has no layout, so contrast is not in it. */
export async function broken(element: Element): Promise<string[]> {
  const result = await axe.run(element, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`));
}
