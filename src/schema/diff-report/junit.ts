import type { Change } from "../change.js";
import { ruleOf, ruleText } from "../change-rules.js";
import { countChanges, type Printer } from "./report.js";
import { sentence } from "./sentence.js";

/** JUnit XML: a test for each endpoint that changes, which fails where a change is breaking. */
export const printJunit: Printer = (changes, { from, to }) => {
  const endpoints = new Map<string, Change[]>();
  for (const change of changes) {
    endpoints.set(change.endpoint, [...(endpoints.get(change.endpoint) ?? []), change]);
  }
  const cases = [...endpoints].map(([endpoint, own]) => testCase(endpoint, own));
  const failing = [...endpoints.values()].filter((own) => own.some(isBreaking)).length;
  const name = attribute(`Proxmox VE API from ${from} to ${to}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${endpoints.size}" failures="${failing}">`,
    `<testsuite name="${name}" tests="${endpoints.size}" failures="${failing}">`,
    ...cases,
    "</testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
};

const isBreaking = (change: Change) => change.class === "breaking";

function testCase(endpoint: string, changes: readonly Change[]): string {
  const breaking = changes.filter(isBreaking);
  const others = changes.filter((change) => !isBreaking(change) && change.class !== "text");
  const { attention, additive } = countChanges(others);
  const failures = breaking.map(
    (change) =>
      `<failure type="${attribute(ruleOf(change))}" message="${attribute(sentence(change))}">${content(ruleText(ruleOf(change)).why)}</failure>`,
  );
  const out = others.map((change) => sentence(change)).join("\n");
  return [
    `<testcase classname="api-diff" name="${attribute(endpoint)}">`,
    ...failures,
    ...(attention + additive > 0 ? [`<system-out>${content(out)}</system-out>`] : []),
    "</testcase>",
  ].join("\n");
}

/** XML 1.0 has no way to write other control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/gu;

function content(text: string): string {
  return text
    .replaceAll(UNWRITABLE, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function attribute(text: string): string {
  return content(text)
    .replaceAll('"', "&quot;")
    .replaceAll("\t", "&#9;")
    .replaceAll("\n", "&#10;")
    .replaceAll("\r", "&#13;");
}
