import { Component, type ReactNode } from "react";
import { Refusal } from "../components/States";

type Props = { children: ReactNode };

/** A bug in a page must not leave an empty window: it says so, and a new start is one key away. */
export class Broken extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <div style={{ padding: 32, maxWidth: 640 }}>
        <Refusal fault={{ kind: "failed", code: "window_failed", args: {} }} />
      </div>
    );
  }
}
