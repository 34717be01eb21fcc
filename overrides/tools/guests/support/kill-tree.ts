/** Each is stopped before its children are looked for, so that none starts another meanwhile. */
const KILL_TREE = `
tree() {
  kill -STOP $1 2>/dev/null
  for stat in /proc/[0-9]*/stat; do
    read -r line 2>/dev/null <$stat || continue
    set -- $1 \${line%% *} \${line##*) }
    [ "$4" = "$1" ] && (tree $2)
  done
  kill -KILL $1 2>/dev/null
}
tree $1
`;

/** The program that ends another and all that it has started; Linux needs a shell and /proc. */
export function killTree(pid: number, isWindows: boolean): string[] {
  return isWindows
    ? ["taskkill.exe", "/PID", String(pid), "/T", "/F"]
    : ["/bin/sh", "-c", KILL_TREE, "sh", String(pid)];
}
