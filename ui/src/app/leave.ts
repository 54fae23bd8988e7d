import { createContext } from "react";

/** Signs the person out; the frame's pages know no other way out. */
export const LeaveContext = createContext<() => Promise<void>>(() => Promise.resolve());
