import { queryOptions } from "@tanstack/react-query";
import {
  type ActionId,
  type ActionScope,
  type CauseKind,
  commands,
  type ComplaintsBehind,
  type ComplaintScope,
  type ProblemCode,
} from "../../api/bindings";
import { call } from "../../api/call";

export const everything: ComplaintScope = {
  problem: null,
  area: null,
  department: null,
  floor: null,
  room: null,
  cause: null,
  house_cause: null,
  guest: null,
};

export const weekly = () =>
  queryOptions({
    queryKey: ["analysis", "weekly"],
    queryFn: () => call(commands.warningChart(everything, null)),
    meta: { reads: ["ticket", "stay", "import"] },
  });

export const causesOf = (behind: ComplaintsBehind, kind: CauseKind) =>
  queryOptions({
    queryKey: ["analysis", "causes", behind, kind],
    queryFn: () => call(commands.warningCauses(behind, kind)),
    meta: { reads: ["ticket", "hotel"] },
  });

export const mapOf = (behind: ComplaintsBehind) =>
  queryOptions({
    queryKey: ["analysis", "map", behind],
    queryFn: () => call(commands.warningMap(behind)),
    meta: { reads: ["ticket", "stay", "import"] },
  });

export const gapsOf = (problem: ProblemCode) =>
  queryOptions({
    queryKey: ["analysis", "gaps", problem],
    queryFn: () => call(commands.warningGaps(problem)),
    meta: { reads: ["ticket"] },
  });

export const signals = () =>
  queryOptions({
    queryKey: ["analysis", "signals"],
    queryFn: () => call(commands.warningSignals()),
    meta: { reads: ["ticket", "action", "guest", "hotel"] },
  });

export const complaintsBehind = (behind: ComplaintsBehind) =>
  queryOptions({
    queryKey: ["analysis", "behind", behind],
    queryFn: () => call(commands.warningBehind(behind)),
    meta: { reads: ["ticket", "guest"] },
  });

export const watchRules = () =>
  queryOptions({
    queryKey: ["analysis", "rules"],
    queryFn: () => call(commands.watchRules()),
    meta: { reads: ["hotel"] },
  });

export const actionsIn = (scope: ActionScope) =>
  queryOptions({
    queryKey: ["analysis", "actions", scope],
    queryFn: () => call(commands.actionList(scope)),
    meta: { reads: ["action"] },
  });

export const actionWhole = (action: ActionId) =>
  queryOptions({
    queryKey: ["analysis", "action", action],
    queryFn: () => call(commands.actionShow(action)),
    meta: { reads: ["action"] },
  });

export const actionEffect = (action: ActionId) =>
  queryOptions({
    queryKey: ["analysis", "effect", action],
    queryFn: () => call(commands.actionEffect(action)),
    meta: { reads: ["action", "ticket", "stay", "hotel"] },
  });

export const colleagues = () =>
  queryOptions({
    queryKey: ["desk", "colleagues"],
    queryFn: async () => (await call(commands.start())).staff,
    meta: { reads: ["user"] },
  });
