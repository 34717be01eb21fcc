export interface Task {
  upid: string;
  node: string;
  pid: number;
  pstart: number;
  /** Seconds since 1970. */
  starttime: number;
  endtime?: number;
  type: string;
  id: string;
  /** `admin@pve` or `admin@pve!mcp` */
  user: string;
  /** `OK`, `WARNINGS: n` or the error; absent while it runs. */
  exitstatus?: string;
  log: string[];
  /** Ends it as if somebody had pressed Stop. */
  interrupt(): void;
}
