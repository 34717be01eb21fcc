import type { Task } from "../tasks/task-state.js";

/** Something that goes wrong on purpose. Every part that is given must fit. */
export interface FaultRule {
  /** `GET`, `POST` …; absent: every method. */
  method?: string;
  /** A regular expression over the path below `/api2/json`; absent: every path. */
  path?: string;
  /** How often; absent: until it's removed. */
  times?: number;
  /** Milliseconds of real time before the answer. */
  latency?: number;
  /** The connection is cut without an answer. */
  reset?: boolean;
  /** The request is carried out, and the connection cut in place of its answer. */
  lost?: boolean;
  /** Answers this status with `reason` and no JSON. 595 and 596 have their usual reasons. */
  status?: number;
  reason?: string;
  /** A 500 as when a guest's lock file can't be had in ten seconds. */
  lockTimeout?: boolean;
}

/** Characters of a path that a rule is held against: far more than any endpoint's. */
export const LONGEST_PATH = 400;

export interface TaskFaultRule {
  /** `qmstart` …; absent: every task. */
  type?: string;
  id?: string;
  times?: number;
  /** Becomes the task's exit status. */
  message: string;
}

export interface Faults {
  add(rule: FaultRule): void;
  failTasks(rule: TaskFaultRule): void;
  clear(): void;
  list(): { requests: FaultRule[]; tasks: TaskFaultRule[] };
  /** The rule that a request runs into, used up by one. */
  match(method: string, path: string): FaultRule | undefined;
  taskFailure(task: Pick<Task, "type" | "id">): string | undefined;
  /** Seconds by which the cluster's clock is off. */
  clockSkew: number;
}

const REASONS: Record<number, string> = {
  595: "No route to host",
  596: "Broken pipe",
  597: "Connection timed out",
  599: "Too many redirections",
  502: "Bad Gateway",
  503: "Service Unavailable",
};

export function reasonOf({ status = 500, reason }: FaultRule): string {
  return reason ?? REASONS[status] ?? "simulated fault";
}

export function createFaults(initial: readonly FaultRule[] = []): Faults {
  let requests: FaultRule[] = initial.map((rule) => ({ ...rule }));
  let tasks: TaskFaultRule[] = [];

  function use<T extends { times?: number }>(rules: T[], rule: T | undefined): T | undefined {
    if (rule?.times !== undefined) {
      rule.times -= 1;
      if (rule.times <= 0) rules.splice(rules.indexOf(rule), 1);
    }
    return rule;
  }

  return {
    clockSkew: 0,
    add: (rule) => requests.push({ ...rule }),
    failTasks: (rule) => tasks.push({ ...rule }),
    clear() {
      requests = [];
      tasks = [];
    },
    list: () => ({ requests: [...requests], tasks: [...tasks] }),
    match: (method, path) =>
      use(
        requests,
        requests.find((rule) => fits(rule, method, path)),
      ),
    taskFailure: ({ type, id }) =>
      use(
        tasks,
        tasks.find((rule) => isOr(rule.type, type) && isOr(rule.id, id)),
      )?.message,
  };
}

function isOr(wanted: string | undefined, given: string): boolean {
  return wanted === undefined || wanted === given;
}

function fits(rule: FaultRule, method: string, path: string): boolean {
  const { path: pattern } = rule;
  if (!isOr(rule.method, method)) return false;
  return pattern === undefined || new RegExp(pattern).test(path.slice(0, LONGEST_PATH));
}
