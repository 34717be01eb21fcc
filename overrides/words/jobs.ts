import type { Words } from "./types.js";

export default {
  endpoints: {
    "GET /cluster/jobs": "List the kinds of scheduled jobs kept here",
    "GET /cluster/jobs/realm-sync": "List scheduled realm syncs with their last and next run",
    "POST /cluster/jobs/realm-sync/{id}":
      "Schedule a regular import of users and groups of a realm",
    "GET /cluster/jobs/realm-sync/{id}": "Get a scheduled realm sync",
    "PUT /cluster/jobs/realm-sync/{id}": "Change a scheduled realm sync",
    "DELETE /cluster/jobs/realm-sync/{id}":
      "Delete a scheduled realm sync; imported users and groups stay",
    "GET /cluster/jobs/schedule-analyze": "List the next times at which a schedule would fire",
  },
  parameters: {
    "/cluster": {
      enabled: "0 keeps the job but doesn't run it; default 1",
    },
    "/cluster/jobs": {
      "enable-new": "Let users that a run imports log in at once; default 1",
      id: "Job id",
      iterations: "How many times to list; default 10",
      realm: "LDAP or AD realm to sync",
      "remove-vanished":
        "What a run deletes when gone from the directory: entry;properties;acl in any mix; default none",
      schedule: "Calendar event, such as daily, 02:30, mon..fri 8..17:00/15",
      scope: "What a run imports: users, groups or both; default is the realm's setting",
      starttime: "UNIX time in seconds to count from; default now",
    },
  },
} satisfies Words;
