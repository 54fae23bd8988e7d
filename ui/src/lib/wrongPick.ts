import { createContext } from "react";

/** Whether Ctrl Z goes back to the list from which this guest was picked. */
export const WrongPickContext = createContext(false);
