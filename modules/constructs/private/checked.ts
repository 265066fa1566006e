/** Props that a construct has already checked on behalf of the constructs inside it. */
const checked = new WeakSet();

/** Marks props as checked, so that the construct they are passed to does not check them again. */
export function markChecked<Props extends object>(props: Props): Props {
  checked.add(props);
  return props;
}

export function isChecked(props: object): boolean {
  return checked.has(props);
}
