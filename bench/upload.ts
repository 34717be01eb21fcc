import { fork } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createCertificate } from "../simulator/http/certificate.js";
import type { Row } from "./table.js";

const SENDER = fileURLToPath(new URL("./upload-sender.ts", import.meta.url));

const GB = 1_000_000_000;
const MB = 1_000_000;

/** What one upload took. */
export interface UploadFigures {
  /** Largest resident set of the process that sent, in MB. */
  memory: number;
  seconds: number;
}

/** A 2 GB file, sent from a process that does nothing else. */
export async function benchUpload(): Promise<Row[]> {
  const size = 2 * GB;
  const { memory, seconds } = await measureUpload(size);
  const note = `${size / GB} GB in ${seconds.toFixed(1)} s`;
  return [{ what: "upload: resident memory", value: memory, unit: "MB", limit: 150, note }];
}

/** Uploads an image of `size` bytes to a server that throws it away. */
export async function measureUpload(size: number): Promise<UploadFigures> {
  const folder = mkdtempSync(join(tmpdir(), "upload-"));
  const file = join(folder, "disk.iso");
  writeFileSync(file, "");
  truncateSync(file, size);
  const server = await discard();
  try {
    return await send([folder, "disk.iso", String(server.port)]);
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
}

function send(args: string[]): Promise<UploadFigures> {
  return new Promise((resolve, reject) => {
    const child = fork(SENDER, args, { execArgv: ["--import", "tsx"] });
    child.once("message", (figures) => {
      const { maxRss, milliseconds } = figures as { maxRss: number; milliseconds: number };
      resolve({ memory: (maxRss * 1024) / MB, seconds: milliseconds / 1000 });
    });
    child.once("exit", (code) => reject(new Error(`the sender ended with ${code}`)));
  });
}

async function discard(): Promise<{ port: number; close(): void }> {
  const { key, certificate: cert } = createCertificate([]);
  const server = createServer({ key, cert }, (request, response) => {
    request.resume().on("end", () => {
      response.setHeader("content-type", "application/json;charset=UTF-8");
      response.end('{"data":"UPID:pve1:0000000A:0000000B:65000000:imgcopy::root@pam!bench:"}');
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
