import { defineTool } from "../../../src/tools/define.js";
import { createRule } from "../firewall/support/firewall-rule.js";
import { LISTED_AS, RULE_WORDS, TO_ACTION } from "../firewall/support/firewall-rule-words.js";

const VNET_RULES = "/cluster/sdn/vnets/{vnet}/firewall/rules";

export const vnetFirewall = defineTool({
  name: "proxmox_sdn_vnet_firewall",
  title: "Firewall of a vnet",
  summary: "Forward rules of an SDN vnet, and the options of its firewall.",
  toolset: "sdn",
  actions: {
    get_options: "GET /cluster/sdn/vnets/{vnet}/firewall/options",
    update_options: "PUT /cluster/sdn/vnets/{vnet}/firewall/options",
    list: `GET ${VNET_RULES}`,
    get: `GET ${VNET_RULES}/{pos}`,
    create: {
      endpoint: [`POST ${VNET_RULES}`, `GET ${VNET_RULES}`, `PUT ${VNET_RULES}/{pos}`],
      rename: TO_ACTION,
      required: ["vnet", "rule_action", "type"],
      run: createRule(VNET_RULES),
    },
    update: { endpoint: `PUT ${VNET_RULES}/{pos}`, rename: TO_ACTION },
    delete: `DELETE ${VNET_RULES}/{pos}`,
  },
  arguments: ["enable"],
  listedAs: LISTED_AS,
  words: { ...RULE_WORDS, enable: "On or off; a new rule is off by default" },
});
