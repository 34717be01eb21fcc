import { describe, expect, it } from "vitest";
import { classify, type Refusal } from "../../../src/pve/errors/error-of-answer.js";
import { ProxmoxError } from "../../../src/pve/errors/errors.js";
import type { EndpointKey } from "../../../src/schema/model.js";

function errorFor(
  refusal: Refusal,
  identity = "admin@pve!mcp",
  endpoint: EndpointKey = "GET /version",
) {
  return classify(refusal, {
    endpoint,
    identity,
    redact: (text) => text.replaceAll("s3cret", "[secret]"),
  });
}

const invalid = (errors: Record<string, string>): Refusal => ({
  status: 400,
  reason: "Parameter verification failed.",
  message: "Parameter verification failed.\n",
  errors,
});

describe("classify", () => {
  // Status lines as a genuine 9.1 server sends them.
  it.each<[string, Refusal]>([
    ["authentication", { status: 401, reason: "No ticket" }],
    ["authentication", { status: 401, reason: "Authentication failed!" }],
    ["authentication", { status: 401, reason: "Permission denied - invalid csrf token" }],
    ["permission", { status: 403, reason: "Permission check failed (/vms/100, VM.Audit)" }],
    ["permission", { status: 403, reason: "Permission check failed" }],
    ["permission", { status: 403, reason: "Permission check failed (user != root@pam)" }],
    ["permission", { status: 500, reason: "only root can set 'args' config" }],
    ["permission", invalid({ skiplock: "Only root may use this option." })],
    ["validation", invalid({ vmid: "property is missing and it is not optional" })],
    [
      "validation",
      invalid({ net0: "invalid format - format error\nnet0.bogus: property is not defined\n" }),
    ],
    ["not_found", invalid({ upid: "no such task" })],
    ["not_found", { status: 404, reason: "no such endpoint 'x'" }],
    [
      "not_found",
      {
        status: 500,
        reason: "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist",
      },
    ],
    [
      "not_found",
      {
        status: 500,
        reason: "hostname lookup 'nonode' failed - failed to get address info for: nonode",
      },
    ],
    ["not_found", { status: 500, reason: "no such user ('nobody@pve')" }],
    ["not_found", { status: 500, reason: "no rule at position 9" }],
    [
      "not_found",
      { status: 500, reason: "volume_size_info on 'local:iso/none.iso' failed - no format" },
    ],
    [
      "conflict",
      { status: 500, reason: "unable to create VM 600 - VM 600 already exists on node 'pve1'" },
    ],
    [
      "conflict",
      { status: 500, reason: "create storage failed: storage ID 'rec' already defined" },
    ],
    [
      "conflict",
      {
        status: 500,
        reason:
          "update pools failed: VM 100 belongs already to pool 'prod' and 'allow-move' is not set",
      },
    ],
    [
      "validation",
      invalid({ vmid: "duplicate parameter (already defined in URI) with conflicting values!" }),
    ],
    ["not_found", { status: 500, reason: "ACME plugin 'x1' not defined" }],
    ["conflict", invalid({ tokenid: "Token already exists." })],
    ["conflict", { status: 500, reason: "checksum mismatch (file change by other user?)" }],
    ["conflict", { status: 500, reason: "can't remove VM 600 - protection mode enabled" }],
    ["conflict", { status: 500, reason: "VM 600 is running - destroy failed" }],
    ["conflict", { status: 500, reason: "QEMU guest agent is not running" }],
    ["conflict", { status: 500, reason: "Security group 'recgrp' is not empty" }],
    ["locked", { status: 500, reason: "VM is locked (backup)" }],
    [
      "locked",
      {
        status: 500,
        reason: "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout",
      },
    ],
    ["unsupported", { status: 501, reason: "Method 'GET /nosuch' not implemented" }],
    ["unsupported", { status: 501, reason: "method 'PATCH' not available" }],
    ["server", { status: 501, reason: "Unexpected content for method 'DELETE'" }],
    [
      "server",
      { status: 500, reason: "unable to create worker: got no worker upid - start worker failed" },
    ],
    ["server", { status: 500, reason: "no options specified" }],
    ["server", { status: 503, reason: "Service Unavailable" }],
    ["node_unreachable", { status: 595, reason: "No route to host" }],
    ["node_unreachable", { status: 596, reason: "Broken pipe" }],
    ["node_unreachable", { status: 599, reason: "Too many redirections" }],
  ])("%s: %o", (code, refusal) => {
    const error = errorFor(refusal);
    expect(error.code).toBe(code);
    expect(error).toBeInstanceOf(ProxmoxError);
    expect({ ...error, message: error.message }).toMatchSnapshot();
  });

  it("doesn't take a format's text for what an error means", () => {
    const errors = { ip: "invalid format - value does not look like it already exists\n" };
    expect(errorFor(invalid(errors)).code).toBe("validation");
  });

  it("names privilege, path and the command that grants it", () => {
    const refusal = {
      status: 403,
      reason: "Permission check failed (/vms/100, VM.Console|VM.PowerMgmt)",
    };
    expect(errorFor(refusal)).toMatchObject({
      path: "/vms/100",
      privileges: ["VM.Console", "VM.PowerMgmt"],
      grant:
        "pveum acl modify /vms/100 --users 'admin@pve' --tokens 'admin@pve!mcp' --roles PVEVMUser",
    });
    expect(errorFor(refusal, "admin@pve")).toMatchObject({
      grant: "pveum acl modify /vms/100 --users 'admin@pve' --roles PVEVMUser",
    });
  });

  it("retries no write whose fate a restarting server leaves open", () => {
    const refusal = { status: 503, reason: "Service Unavailable" };
    expect(errorFor(refusal)).toMatchObject({ retryable: true, mayHaveRun: false });
    const write = errorFor(refusal, undefined, "POST /nodes/{node}/qemu");
    expect(write).toMatchObject({ retryable: false, mayHaveRun: true });
    expect(write.hint).not.toContain("Try again");
    expect(write.hint).toContain("GET /nodes/{node}/tasks for a task that was started");
  });

  it("masks our credentials wherever the server repeats them", () => {
    const error = errorFor({
      status: 400,
      reason: "bad s3cret",
      message: "bad s3cret\n",
      errors: { password: "not s3cret\n" },
    });
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain("s3cret");
  });
});
