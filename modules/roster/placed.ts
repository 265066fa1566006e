/** A group or user with its place in the roster. */
export interface Placed<T> {
  /** Where its name is. */
  readonly path: string;
  /** Where its other values are. */
  readonly base: string;
  readonly name: string | undefined;
  readonly value: Partial<T>;
}
