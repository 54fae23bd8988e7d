import { queryOptions } from "@tanstack/react-query";
import { commands, type SpentFilter } from "../../api/bindings";
import { call } from "../../api/call";

export const limitsHistory = () =>
  queryOptions({
    queryKey: ["limits"],
    queryFn: () => call(commands.limitsHistory()),
    meta: { reads: ["ticket"] },
  });

export const ownPhone = () =>
  queryOptions({
    queryKey: ["phone", "own"],
    queryFn: () => call(commands.phoneOwn()),
    meta: { reads: ["ticket", "user"] },
  });

export const spending = (filter: SpentFilter) =>
  queryOptions({
    queryKey: ["spending", filter],
    queryFn: () => call(commands.spendingRead(filter)),
    meta: { reads: ["ticket"] },
  });

export const spentRows = (filter: SpentFilter) =>
  queryOptions({
    queryKey: ["spending", "rows", filter],
    queryFn: () => call(commands.spendingRows(filter)),
    meta: { reads: ["ticket"] },
  });

export const budget = () =>
  queryOptions({
    queryKey: ["budget"],
    queryFn: () => call(commands.budgetRead()),
    meta: { reads: ["ticket"] },
  });
