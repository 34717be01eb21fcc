import type { Words } from "./types.js";

/** Prefix lists and route maps, which filter and alter what SDN's routers exchange, since 9.2. */

const prefixLists = {
  "GET /cluster/sdn/prefix-lists": "List SDN prefix lists (filters of networks for routing)",
  "POST /cluster/sdn/prefix-lists": "Create a prefix list; pending until applied",
  "GET /cluster/sdn/prefix-lists/{id}": "Get a prefix list with its entries",
  "PUT /cluster/sdn/prefix-lists/{id}":
    "Change a prefix list; entries replaces all of them; pending until applied",
  "DELETE /cluster/sdn/prefix-lists/{id}":
    "Delete a prefix list with its entries; pending until applied",
  "GET /cluster/sdn/prefix-lists/{id}/entries": "List the entries of a prefix list in order",
  "POST /cluster/sdn/prefix-lists/{id}/entries":
    "Add an entry to a prefix list; pending until applied",
  "GET /cluster/sdn/prefix-lists/{id}/entries/{url_seq}": "Get one entry of a prefix list",
  "PUT /cluster/sdn/prefix-lists/{id}/entries/{url_seq}":
    "Change or move an entry of a prefix list; pending until applied",
  "DELETE /cluster/sdn/prefix-lists/{id}/entries/{url_seq}":
    "Delete an entry of a prefix list; pending until applied",
};

const routeMaps = {
  "GET /cluster/sdn/route-maps": "List the ids of SDN route maps",
  "GET /cluster/sdn/route-maps/entries": "List the entries of all route maps",
  "POST /cluster/sdn/route-maps/entries":
    "Add an entry to a route map, which the first entry creates; pending until applied",
  "GET /cluster/sdn/route-maps/entries/{route-map-id}": "List the entries of a route map in order",
  "GET /cluster/sdn/route-maps/entries/{route-map-id}/entry/{order}":
    "Get one entry of a route map",
  "PUT /cluster/sdn/route-maps/entries/{route-map-id}/entry/{order}":
    "Change an entry of a route map; pending until applied",
  "DELETE /cluster/sdn/route-maps/entries/{route-map-id}/entry/{order}":
    "Delete an entry of a route map; pending until applied",
};

const entry = {
  action: "permit lets a matching network pass, deny drops it",
  ge: "Matches networks within prefix whose length is at least this",
  le: "Matches networks within prefix whose length is at most this",
  prefix: "Network in CIDR form, such as 10.0.0.0/8",
  seq: "Place among the entries: they are tried from the lowest number up",
};

export default {
  endpoints: { ...prefixLists, ...routeMaps },
  parameters: {
    "/cluster/sdn/prefix-lists": {
      ...entry,
      entries: "Entries of the list, each action=permit,prefix=10.0.0.0/8,seq=10",
      ...Object.fromEntries(Object.entries(entry).map(([key, line]) => [`entries.${key}`, line])),
      id: "Prefix list id",
      url_seq: "Present place of the entry (its seq)",
      verbose: "0 returns only the ids; default all settings",
    },
    "/cluster/sdn/route-maps": {
      action: "permit carries on with a matching route, deny drops it",
      call: "Id of a route map to apply as well",
      "exit-action": "What follows a match: key=on-match-goto,value=20, on-match-next or continue",
      "exit-action.key": "on-match-goto (jump to an entry), on-match-next or continue",
      "exit-action.value": "Order of the entry to jump to, for on-match-goto",
      match: "Conditions, each key=<field>,value=<value>; all must hold",
      "match.key": "Field of the route, such as vni, metric, peer or ip-address-prefix-list",
      "match.value": "Value or prefix list id that the field must have",
      order: "Place among the entries: they are tried from the lowest number up",
      "route-map-id": "Route map id",
      set: "What a match changes, each key=<field>,value=<value>",
      "set.key": "Field to set, such as metric, weight, tag, local-preference or ip-next-hop",
      "set.value": "New value of the field; none for fields that take none",
    },
  },
} satisfies Words;
