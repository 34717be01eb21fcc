import { HOME } from "../codegen/home.js";
import { tools } from "../overrides/tools/index.js";
import { loadRelease, newestRelease, releases } from "../src/data/releases.js";
import type { Page } from "./page.js";

/** What a stranger sees first. */
export function homePage(): Page {
  const newest = newestRelease();
  const { endpoints } = loadRelease(newest);
  const [oldest] = releases();
  const text = `---
layout: home
hero:
  name: proxmox-mcp
  text: Your assistant looks after your Proxmox cluster
  tagline: ${tools.length} tools for all ${endpoints.length} endpoints of Proxmox VE ${newest}, generated from Proxmox's own schema. Read-only until you say otherwise.
  actions:
    - theme: brand
      text: Get started
      link: /guide
    - theme: alt
      text: Tools
      link: /tools/
    - theme: alt
      text: GitHub
      link: ${HOME}
features:
  - title: Safe by default
    details: It only reads. Each step further is a setting, and one policy checks every request that is sent.
    link: /safety
  - title: Few tokens
    details: The core tools fit in a few thousand tokens; four doors reach the rest of the API.
    link: /tools/
  - title: Knows your release
    details: Every release from ${oldest} to ${newest}, and what changed between them, parameter by parameter.
    link: /changes/
  - title: Try it without a cluster
    details: A simulated cluster with nodes, guests, storages and tasks is inside.
    link: /simulator
---

<img src="/session.svg" alt="A recorded session with the simulated cluster" class="recording">
`;
  return { path: "index.md", title: "Home", text };
}
