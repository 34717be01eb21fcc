/** A group of numbers under one name, in Prometheus' text. */
export interface Metric {
  /** Lines without a line end. */
  lines(): string[];
}

export interface Counter extends Metric {
  add(...labels: string[]): void;
}

export interface Histogram extends Metric {
  observe(value: number, ...labels: string[]): void;
}

interface Description {
  name: string;
  /** One line; it is shown beside the number. */
  help: string;
  /** Names of the labels, in the order in which their values are given. */
  labels?: readonly string[];
}

/** Label values of one metric; what comes after them is counted together, as `other`. */
const MOST_SERIES = 1_000;

export function createCounter(description: Description): Counter {
  const series = createSeries(description, () => ({ count: 0 }));
  return {
    add: (...labels) => {
      series.of(labels).count += 1;
    },
    lines: () => [
      ...head(description, "counter"),
      ...series.all().map(([labels, { count }]) => `${description.name}${labels} ${count}`),
    ],
  };
}

/** A number that goes up and down, looked up when it is asked for. */
export function createGauge(description: Description, read: () => number): Metric {
  return { lines: () => [...head(description, "gauge"), `${description.name} ${read()}`] };
}

/** @param buckets upper bounds, in order */
export function createHistogram(description: Description, buckets: readonly number[]): Histogram {
  const { name } = description;
  const series = createSeries(description, () => ({
    counts: buckets.map(() => 0),
    sum: 0,
    all: 0,
  }));
  return {
    observe: (value, ...labels) => {
      const one = series.of(labels);
      const bucket = buckets.findIndex((bound) => value <= bound);
      if (bucket >= 0) one.counts[bucket] = (one.counts[bucket] ?? 0) + 1;
      one.sum += value;
      one.all += 1;
    },
    lines: () => [
      ...head(description, "histogram"),
      ...series.all().flatMap(([labels, { counts, sum, all }]) => {
        let below = 0;
        const bounded = buckets.map((bound, index) => {
          below += counts[index] ?? 0;
          return `${name}_bucket${withLabel(labels, "le", String(bound))} ${below}`;
        });
        return [
          ...bounded,
          `${name}_bucket${withLabel(labels, "le", "+Inf")} ${all}`,
          `${name}_sum${labels} ${sum}`,
          `${name}_count${labels} ${all}`,
        ];
      }),
    ],
  };
}

function createSeries<T>({ labels: names = [] }: Description, make: () => T) {
  const series = new Map<string, T>();
  const print = (values: readonly string[]) =>
    names.reduce((text, name, index) => withLabel(text, name, values[index] ?? ""), "");
  return {
    of(values: readonly string[]): T {
      const key = print(values);
      const isFull = series.size >= MOST_SERIES && !series.has(key);
      const own = isFull ? print(names.map(() => "other")) : key;
      const known = series.get(own) ?? make();
      series.set(own, known);
      return known;
    },
    all: () => [...series],
  };
}

function head({ name, help }: Description, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

/** `{a="b"}`, and one label more. */
function withLabel(labels: string, name: string, value: string): string {
  const escaped = value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
  return `${labels === "" ? "{" : `${labels.slice(0, -1)},`}${name}="${escaped}"}`;
}
