import { Caller } from "../harness/caller";
import type { Credentials } from "../harness/clients";

/** Operations that are not called like the action that they need. Source: Amazon S3 User Guide, "Required permissions for API operations". */
const S3_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  CopyObject: ["s3:GetObject", "s3:PutObject"],
  HeadObject: ["s3:GetObject"],
  ListBuckets: ["s3:ListAllMyBuckets"],
  ListObjectsV2: ["s3:ListBucket"],
};

/** A caller that keeps the IAM actions that its calls need. */
export class WatchedCaller extends Caller {
  #actions: string[] = [];

  constructor(url: string, credentials: Credentials) {
    super(url, credentials);
    for (const [service, client] of Object.entries({ iam: this.iam, kms: this.kms, s3: this.s3, sqs: this.sqs, sts: this.sts })) {
      const watch = (operation: string): void => void this.#actions.push(...actionsOf(service, operation));
      // The clients' types differ, but not in this.
      const { middlewareStack } = client as unknown as { middlewareStack: MiddlewareStack };
      middlewareStack.add(
        (next, { commandName }) =>
          (args) => {
            watch(commandName.replace(/Command$/, ""));
            return next(args);
          },
        { step: "initialize" },
      );
    }
  }

  /** The actions since the last time. */
  takeActions(): readonly string[] {
    const actions = this.#actions;
    this.#actions = [];
    return actions;
  }

  override presign(request: Parameters<Caller["presign"]>[0]): string {
    const { service, method, path } = request;
    const [, operation] = /[?&]Action=(\w+)/.exec(path) ?? [];
    const isObject = service === "s3" && /^\/[^/?]+\/[^?]+$/.test(path);
    const action = operation ?? (isObject && method === "GET" ? "GetObject" : "another action");
    this.#actions.push(`${service}:${action}`);
    return super.presign(request);
  }
}

interface MiddlewareStack {
  add(
    middleware: (next: (args: unknown) => unknown, context: { readonly commandName: string }) => (args: unknown) => unknown,
    options: { readonly step: "initialize" },
  ): void;
}

function actionsOf(service: string, operation: string): readonly string[] {
  const known = service === "s3" ? S3_ACTIONS[operation] : undefined;
  return known ?? [`${service}:${operation}`];
}
