import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import zhTW from "antd/locale/zh_TW";
import { useEffect, useMemo, useState } from "react";
import { commands, type Start } from "../api/bindings";
import { call, faultOf, onOutsideWrite, Refused } from "../api/call";
import { Refusal, Waiting } from "../components/States";
import { lobbyConfig, lobbyTheme } from "../components/theme";
import { useLanguage } from "../lib/desk";
import { KeyBoard, KeyBoardContext } from "../lib/keys";
import { useShade } from "../lib/mode";
import { Broken } from "./Broken";
import { Damaged, isDamage } from "./Damaged";
import { FirstRun } from "./FirstRun";
import { takePlace } from "./leave";
import { SignedIn } from "./SignedIn";
import { SignIn } from "./SignIn";
import { Unlock } from "./Unlock";

/** The nonce that the shell puts on the style of index.html; without it a strict policy would refuse antd's styles. */
const nonce = document.querySelector<HTMLStyleElement>("style#nonce")?.nonce ?? "";

const locales = { "zh-CN": zhCN, "zh-TW": zhTW, en };

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A refusal stays a refusal however often it is asked; nothing here goes over a network.
        retry: (times, thrown) => !(thrown instanceof Refused) && times < 1,
        networkMode: "always",
        staleTime: 30_000,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: "always" },
    },
  });
}

export function App() {
  const client = useMemo(() => makeClient(), []);
  const board = useMemo(() => new KeyBoard(), []);
  const language = useLanguage();
  const shade = useShade();
  useEffect(() => {
    document.documentElement.dataset["theme"] = shade;
  }, [shade]);
  return (
    <QueryClientProvider client={client}>
      <ConfigProvider
        theme={lobbyTheme(shade)}
        locale={locales[language]}
        {...lobbyConfig}
        {...(nonce === "" ? {} : { csp: { nonce } })}
      >
        <KeyBoardContext value={board}>
          <Broken>
            <Door />
          </Broken>
        </KeyBoardContext>
      </ConfigProvider>
    </QueryClientProvider>
  );
}

/** First run, passphrase, sign-in or the frame, whichever the core says. */
function Door() {
  const client = useQueryClient();
  const [start, setStart] = useState<Start | null>(null);
  const asked = useQuery({
    queryKey: ["start"],
    queryFn: () => call(commands.start()),
    meta: { reads: ["user", "hotel"] },
  });
  // A command that opens, signs in or out answers the new state itself; it is newer than what was asked before.
  const now = start ?? asked.data;
  const practising = now?.practice ?? false;
  useEffect(() => {
    document.body.classList.toggle("practising", practising);
  }, [practising]);
  // Somebody wrote beside this window, or the day turned: everything on the page may be old.
  useEffect(() => onOutsideWrite(() => void client.invalidateQueries()), [client]);
  if (now === undefined) {
    if (!asked.isError) return <Waiting />;
    if (isDamage(faultOf(asked.error).code))
      return <Damaged fault={faultOf(asked.error)} onStart={setStart} />;
    return (
      <div style={{ padding: 32, maxWidth: 640 }}>
        <Refusal fault={faultOf(asked.error)} />
      </div>
    );
  }
  const go = (next: Start) => {
    // What was read for one person does not stay for the next.
    if (next.user?.id !== now.user?.id) {
      void client.cancelQueries();
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== "start" });
      client.getMutationCache().clear();
      if (next.user !== null) takePlace(next.user.id);
    }
    setStart(next);
  };
  switch (now.stage) {
    case "first_run":
      return <FirstRun start={now} onStart={go} />;
    case "locked":
      return <Unlock start={now} onStart={go} />;
    case "signed_out":
      // Another file has other people, and nothing of what was begun over the one before.
      return <SignIn key={now.practice ? "practice" : "hotel"} start={now} onStart={go} />;
    case "signed_in":
      if (now.user === null) return <Waiting />;
      return <SignedIn key={now.user.id} user={now.user.id} onStart={go} />;
  }
}
