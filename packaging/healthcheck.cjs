// HEALTHCHECK of the image: asks /healthz where process 1 serves HTTP; over stdio there is nobody to ask.
const { readFileSync } = require("node:fs");

const [file = "/proc/1/cmdline"] = process.argv.slice(2);
const words = readFileSync(file, "utf8").split("\0");
const listen = option("http");

if (listen !== undefined) {
  const { get } = require(option("tls-cert") === undefined ? "node:http" : "node:https");
  // this asks whether somebody answers, not who
  const how = { path: "/healthz", timeout: 4000, rejectUnauthorized: false };
  get({ ...where(listen), ...how }, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
    .on("timeout", () => process.exit(1))
    .on("error", () => process.exit(1));
}

/** `--name value` and `--name=value`. */
function option(name) {
  const index = words.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  if (index < 0) return undefined;
  return words[index].split("=").slice(1).join("=") || words[index + 1];
}

/** `host:port`, or the path of a socket. */
function where(address) {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  if (port === undefined) return { socketPath: address.replace(/^unix:/, "") };
  const name = host.replace(/^\[|\]$/g, "");
  return { host: { "0.0.0.0": "127.0.0.1", "::": "::1" }[name] ?? name, port };
}
