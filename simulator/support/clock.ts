/** The time of a simulated cluster, in milliseconds since 1970. */
export interface Clock {
  now(): number;
  /** Runs `action` once, `milliseconds` from now; the answer cancels it. */
  after(milliseconds: number, action: () => void): () => void;
  /** Drops whatever is still to happen. */
  stop(): void;
}

/** A clock that moves only when told to. */
export interface ManualClock extends Clock {
  /** Moves time on, running what falls due in between, in order. */
  advance(milliseconds: number): void;
  /** Moves time on until nothing is left to happen, at most `limit` milliseconds. */
  settle(limit?: number): void;
}

const HOUR = 3_600_000;

/** Real time, `speed` times as fast. */
export function realClock({ speed = 1, start = Date.now() } = {}): Clock {
  const origin = performance.now();
  const timers = new Set<NodeJS.Timeout>();
  const now = () => Math.round(start + (performance.now() - origin) * speed);
  return {
    now,
    after(milliseconds, action) {
      const due = now() + milliseconds;
      let timer: NodeJS.Timeout;
      const arm = () => {
        timer = setTimeout(onTimer, Math.max(0, due - now()) / speed);
        timers.add(timer);
      };
      // Node counts in whole milliseconds of its loop, so a timer may come early.
      const onTimer = () => {
        timers.delete(timer);
        if (now() < due) arm();
        else action();
      };
      arm();
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

interface Appointment {
  at: number;
  action: () => void;
}

export function manualClock(start = Date.UTC(2026, 0, 5, 9, 0, 0)): ManualClock {
  let time = start;
  let appointments: Appointment[] = [];

  function next(until: number): Appointment | undefined {
    let earliest: Appointment | undefined;
    for (const appointment of appointments) {
      if (appointment.at <= until && (!earliest || appointment.at < earliest.at)) {
        earliest = appointment;
      }
    }
    return earliest;
  }

  function advance(milliseconds: number): void {
    const until = time + milliseconds;
    for (let due = next(until); due; due = next(until)) {
      const reached = due;
      appointments = appointments.filter((appointment) => appointment !== reached);
      time = Math.max(time, reached.at);
      reached.action();
    }
    time = until;
  }

  return {
    now: () => time,
    after(milliseconds, action) {
      const appointment = { at: time + Math.max(0, milliseconds), action };
      appointments.push(appointment);
      return () => {
        appointments = appointments.filter((other) => other !== appointment);
      };
    },
    stop() {
      appointments = [];
    },
    advance,
    settle(limit = HOUR) {
      const until = time + limit;
      for (let due = next(until); due; due = next(until)) advance(due.at - time);
    },
  };
}
