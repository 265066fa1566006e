const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Does something that must not stop half way: Ctrl-C and a request to end are ignored in the meantime. */
export async function uninterrupted<T>(work: () => Promise<T>): Promise<T> {
  const ignore = (): void => undefined;
  SIGNALS.forEach((signal) => process.on(signal, ignore));
  try {
    return await work();
  } finally {
    SIGNALS.forEach((signal) => process.off(signal, ignore));
  }
}
