/** An error as the API layer gives it: a JSON body with a message and, for parameters, `errors`. */
export class ApiFault extends Error {
  override name = "ApiFault";

  constructor(
    readonly status: number,
    message: string,
    readonly errors?: Readonly<Record<string, string>>,
  ) {
    super(message);
  }
}

/** 400 with one text per parameter. */
export function parameterFault(errors: Record<string, string>): ApiFault {
  return new ApiFault(400, "Parameter verification failed.\n", errors);
}

/** 403; `what` is `/vms/100, VM.Audit` or the like. */
export function permissionFault(what?: string): ApiFault {
  const detail = what === undefined ? "" : ` (${what})`;
  return new ApiFault(403, `Permission check failed${detail}\n`);
}

/** 500: what Proxmox's code answers where it simply dies. */
export function fault(message: string): ApiFault {
  return new ApiFault(500, `${message}\n`);
}

/** An error below the API layer: no JSON. */
export class WireFault extends Error {
  override name = "WireFault";

  constructor(
    readonly status: number,
    readonly reason: string,
    /** `reason` makes the reason phrase the body too, as Proxmox's HTTP server often does. */
    readonly body: "" | "reason" = "",
  ) {
    super(reason);
  }
}
