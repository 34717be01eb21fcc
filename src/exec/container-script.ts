import { quoteWords } from "../kit/quote-word.js";

/** What is to run, and how. */
export interface RemoteProgram {
  /** Program and arguments. */
  words: readonly string[];
  /** The container that it runs in; absent: the node itself. */
  vmid?: number;
  /** Words before everything that runs on the node, as `sudo -n`. */
  prefix: readonly string[];
  /** Working folder. */
  cwd?: string;
  /** Who runs it; default root. */
  user?: string;
  /** Its whole environment beside PATH, HOME, LANG and TERM. */
  env: Readonly<Record<string, string>>;
}

/** In the environment of everything that a run starts, by which it's found again. */
const MARK_VARIABLE = "PROXMOX_MCP_RUN";

const ENVIRONMENT = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  LANG: "C.UTF-8",
  TERM: "dumb",
} as const;

/**
 * Says on stderr when the program starts and how it ended, so that its own end can be told from that
 * of the connection. `exec` in a shell of its own keeps builtins out.
 */
const RUN = `
mark=$1 dir=$2 user=$3
shift 3
printf '\\036%s:begin\\036' "$mark" >&2
if [ -n "$dir" ] && ! cd "$dir"; then code=126
elif [ -n "$user" ]; then su -s /bin/sh -c 'exec "$@"' -- "$user" sh "$@"; code=$?
else (exec "$@"); code=$?; fi
printf '\\036%s:end:%s\\036' "$mark" "$code" >&2
exit "$code"
`;

/**
 * Ends everything with the mark in its environment, and whatever that started: asks first, then stops
 * all of it, so that nothing starts more meanwhile, and kills it. Prints how many processes are left.
 * It needs nothing but a shell, `grep`, `sleep` and /proc.
 */
const KILL = `
mark=$1 grace=$2
members() {
  set -- $(grep -l -F -e "${MARK_VARIABLE}=$mark" /proc/[0-9]*/environ 2>/dev/null)
  found=' '
  for file; do pid=\${file#/proc/}; found="$found\${pid%/environ} "; done
  more=1
  while [ $more = 1 ]; do
    more=0
    for file in /proc/[0-9]*/stat; do
      read -r line 2>/dev/null <"$file" || continue
      pid=\${line%% *}
      case $found in *" $pid "*) continue ;; esac
      set -- \${line##*) }
      [ $1 = Z ] && continue
      case $found in *" $2 "* | *" $4 "*) found="$found$pid "; more=1 ;; esac
    done
  done
  pids=$found
}
members
[ "$pids" = ' ' ] || kill -TERM $pids 2>/dev/null
while [ $grace -gt 0 ]; do members; [ "$pids" = ' ' ] && break; sleep 1; grace=$((grace - 1)); done
round=0
while [ $round -lt 20 ]; do
  members
  [ "$pids" = ' ' ] && break
  before=
  while [ "$before" != "$pids" ]; do before=$pids; kill -STOP $pids 2>/dev/null; members; done
  kill -KILL $pids 2>/dev/null
  [ $round -gt 2 ] && sleep 1
  round=$((round + 1))
done
members
set -- $pids
echo left:$#
`;

/**
 * The line that the node's login shell is given to run a program.
 *
 * @throws Error for what no command line can hold
 */
export function runLine(program: RemoteProgram, mark: string): string {
  const { words, cwd = "", user = "" } = program;
  const [name = ""] = words;
  if (name === "" || name.startsWith("-")) {
    throw new Error(`command: it should begin with a program, not with ${JSON.stringify(name)}`);
  }
  return quoteWords([
    ...place(program),
    "env",
    "-i",
    ...Object.entries({ ...ENVIRONMENT, ...program.env, [MARK_VARIABLE]: mark }).map(assignment),
    "sh",
    "-c",
    RUN,
    "sh",
    mark,
    cwd,
    user,
    ...words,
  ]);
}

/** The line that ends what `runLine` started. @param grace seconds between asking and killing */
export function killLine(program: RemoteProgram, mark: string, grace: number): string {
  return quoteWords([...place(program), "sh", "-c", KILL, "sh", mark, String(grace)]);
}

/** How many processes are left, of the answer to `killLine`. */
export function readLeft(answer: string): number | undefined {
  const left = /^left:(\d+)$/m.exec(answer)?.[1];
  return left === undefined ? undefined : Number(left);
}

function place({ prefix, vmid }: RemoteProgram): string[] {
  return vmid === undefined ? [...prefix] : [...prefix, "pct", "exec", String(vmid), "--"];
}

function assignment([name, value]: [string, string]): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `${name}=${value}`;
  throw new Error(`env: ${JSON.stringify(name)} can't be the name of a variable`);
}
