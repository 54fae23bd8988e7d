import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import zhTW from "antd/locale/zh_TW";
import { useEffect, useMemo } from "react";
import { commands } from "../api/commands";
import type { DeskState } from "../api/draft";
import { call, faultOf, Refused } from "../api/call";
import { Refusal, Waiting } from "../components/States";
import { lobbyConfig, lobbyTheme } from "../components/theme";
import { useLanguage } from "../lib/desk";
import { useShade } from "../lib/mode";
import { FirstRun } from "./FirstRun";
import { SignedIn } from "./SignedIn";
import { SignIn } from "./SignIn";
import { Unlock } from "./Unlock";

/** The nonce that the shell puts on the style of index.html; without it a strict policy would refuse antd's styles. */
const nonce = document.querySelector<HTMLStyleElement>("style#nonce")?.nonce ?? "";

const locales = { "zh-CN": zhCN, "zh-TW": zhTW, en };

export function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // A refusal stays a refusal however often it is asked; nothing here goes over a network.
      queries: {
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
        <Door />
      </ConfigProvider>
    </QueryClientProvider>
  );
}

function isPractice(desk: DeskState): boolean {
  if (desk.state === "first_run") return false;
  return desk.state === "locked" ? desk.practice : desk.desk.practice;
}

/** First run, sign-in or the frame, whichever the core says. */
function Door() {
  const desk = useQuery({
    queryKey: ["desk"],
    queryFn: () => call(commands.desk()),
    meta: { reads: ["user", "hotel", "ticket", "stay", "import"] },
    refetchInterval: 60_000,
  });
  const practising = desk.data !== undefined && isPractice(desk.data);
  useEffect(() => {
    document.body.classList.toggle("practising", practising);
  }, [practising]);
  if (desk.isPending) return <Waiting />;
  if (desk.isError)
    return (
      <div style={{ padding: 32, maxWidth: 640 }}>
        <Refusal fault={faultOf(desk.error)} />
      </div>
    );
  switch (desk.data.state) {
    case "first_run":
      return <FirstRun start={desk.data} />;
    case "locked":
      return <Unlock version={desk.data.version} />;
    case "signed_out":
      return <SignIn desk={desk.data.desk} staff={desk.data.staff} />;
    case "signed_in":
      return (
        <SignedIn
          key={desk.data.me.id}
          desk={desk.data.desk}
          me={desk.data.me}
          askedAt={desk.dataUpdatedAt}
        />
      );
  }
}
