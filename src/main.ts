import { main } from "./cli/main.js";

void main(process.argv.slice(2), process.env).then((code) => {
  // a server keeps running until its client closes; a command has ended
  if (code !== undefined) process.exitCode = code;
});
