import { notifyManager } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { startTexts } from "../lib/i18n";
import { App } from "./App";
import "@fontsource-variable/noto-sans-sc/wght.css";
import "@fontsource/noto-serif-sc/700.css";
import "../components/styles/tokens.css";
import "../components/styles/base.css";
import "../components/styles/controls.css";
import "../components/styles/layout.css";
import "../components/styles/frame.css";
import "../components/styles/paper.css";
import "./app.css";

/** The engine of the Linux window; tokens.css evens out how heavy it draws letters. */
const isWebKitGtk = /Linux.*AppleWebKit\/605/.test(navigator.userAgent);

// An answer is drawn in the task that brought it, not in a timer behind it.
notifyManager.setScheduler(queueMicrotask);

async function start(): Promise<void> {
  if (import.meta.env.MODE === "scene") {
    const { installScene } = await import("../api/scene");
    installScene(location.search);
  }
  if (isWebKitGtk) document.documentElement.dataset["engine"] = "webkitgtk";
  startTexts();
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  createRoot(root).render(<App />);
}

void start();
