/** What the arguments of a rule mean, in every list of rules. */
export const RULE_WORDS = {
  rule_action: "ACCEPT, DROP or REJECT; for type group its name",
  type: "Direction, or group",
  pos: "Position from 0; create: default is the top",
  enable: "true switches the rule on; a new rule is off by default",
  macro: "SSH, HTTPS …: stands for proto and dport",
  proto: "tcp, udp, icmp …",
  dport: "22, ssh, 80:85",
  source: "Address, network, alias or +ipset",
  dest: "Destination: address, network, alias or +ipset",
  moveto: "update: new position, nothing else",
} as const;

/** `action` is the argument that picks what to do with a rule. */
export const TO_ACTION = { rule_action: "action" } as const;

/** The direction is no kind of guest. */
export const LISTED_AS = { type: "rule_type" } as const;
