import { defined } from "../../../../src/kit/defined.js";
import type { Handler } from "../../../../src/tools/define.js";

/**
 * Replaces the hosts file, or with `ip` and `name` one entry of it: the file is read first and its
 * digest sent along, so that no other change is lost.
 */
export const setNodeHosts: Handler = async ({ arguments: args, call, request, refuse }) => {
  const { node, data, ip, name, comment, digest } = args;
  if (data !== undefined) {
    if (ip !== undefined || name !== undefined) {
      throw refuse("set_hosts takes data, or ip and name; not both.");
    }
    return request("POST /nodes/{node}/hosts", {
      node,
      data,
      ...defined({ digest }),
    });
  }
  if (ip === undefined || name === undefined) {
    throw refuse("set_hosts needs ip and name, or data with the whole file.");
  }
  if (/[\n\r#]/.test(`${String(ip)}${String(name)}`) || /[\n\r]/.test(String(comment ?? ""))) {
    throw refuse("ip, name and comment must each stand on one line; ip and name take no #.");
  }
  const file = await call("GET /nodes/{node}/hosts", { node });
  // what isn't a file would be replaced by this one line
  if (typeof file.data !== "string") throw refuse(`The hosts file of ${node} can't be read.`);
  const entry = `${ip} ${name}${comment === undefined ? "" : ` # ${comment}`}`;
  return request("POST /nodes/{node}/hosts", {
    node,
    data: withEntry(file.data, String(ip), entry),
    ...((digest ?? file.digest) !== undefined && { digest: digest ?? file.digest }),
  });
};

/** The file with this one line for the address: in place of its line, else at the end. */
export function withEntry(file: string, ip: string, entry: string): string {
  const lines = file.replace(/\n+$/, "").split("\n");
  const index = lines.findIndex((line) => line.trim().split(/\s+/)[0] === ip);
  if (index === -1) lines.push(entry);
  else lines[index] = entry;
  return `${lines.join("\n").replace(/^\n+/, "")}\n`;
}
