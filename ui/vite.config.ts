import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import type { Plugin } from "vite";

/** The window's engine reads woff2; the older files beside it in the font packages would double what we ship. */
const woff2Only: Plugin = {
  name: "woff2-only",
  enforce: "pre",
  transform(code, id) {
    if (!id.includes("@fontsource") || !id.endsWith(".css")) return null;
    return { code: code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, ""), map: null };
  },
};

export default defineConfig(({ mode }) => ({
  plugins: [woff2Only, react()],
  clearScreen: false,
  resolve: {
    alias: { "@locales": fileURLToPath(new URL("../assets/locales", import.meta.url)) },
  },
  server: {
    port: 5120,
    strictPort: true,
    host: "127.0.0.1",
    fs: { allow: [fileURLToPath(new URL("..", import.meta.url))] },
  },
  build: {
    target: "safari17",
    outDir: mode === "scene" ? "dist-scene" : "dist",
    // The content security policy forbids inline scripts and data: URLs, so nothing may be folded into the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/lib/testing.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
    // The accessibility check of a whole page takes seconds on a busy machine.
    testTimeout: 60_000,
    restoreMocks: true,
  },
}));
