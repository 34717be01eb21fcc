import { defined } from "../../../../src/kit/defined.js";
import type { Handler } from "../../../../src/tools/define.js";
import { settingsOf } from "../../support/guest-arguments.js";
import { localTime } from "../../support/moments.js";

/** The system log is asked for by the node's own clock. */
export const readSyslog: Handler = async (context) => {
  const { node, limit, since, until } = context.arguments;
  const time = async (name: string, value: unknown) =>
    value === undefined ? undefined : localTime(context, name, value, node);
  return context.request("GET /nodes/{node}/syslog", {
    ...settingsOf(context),
    node,
    ...defined({ limit, since: await time("since", since), until: await time("until", until) }),
  });
};
