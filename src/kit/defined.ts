type Optional<T> = {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
type Required<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] };

/** An object without the keys whose value is undefined: an optional key is there or it isn't. */
export function defined<T extends object>(values: T): Optional<T> & Required<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Optional<T> & Required<T>;
}
