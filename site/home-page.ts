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
---

<img src="/session.svg" alt="A recorded session: health, guests, a snapshot, a preview of what would be lost, and a refusal" class="recording">

- **[Safe by default](/safety).** It only reads. Each step further is a setting, and one policy checks every request that is sent.
- **[Few tokens](/tools/).** The core tools fit in a few thousand; four doors reach the rest of the API.
- **[Knows your release](/changes/).** Every release from ${oldest} to ${newest}, and what changed between them, parameter by parameter.
- **[Try it without a cluster](/simulator).** A simulated one with nodes, guests, storages and tasks is inside.
`;
  return { path: "index.md", title: "Home", text };
}
