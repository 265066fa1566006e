import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** An AWS API call, as spelt in a query request. */
export interface Call {
  readonly service: string;
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
  readonly isMutating: boolean;
}

/** An error that looks to the client as if it came from AWS. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
}

type MaybeLater<T> = T | Promise<T>;

/** How the proxy interferes with calls. Without it, every call reaches AWS. */
export interface Interference {
  /** Makes a call wait while others pass. */
  hold?(call: Call): Promise<void>;

  /** Before a call reaches AWS: forward it, break the connection, or answer it with an error. */
  before?(call: Call): MaybeLater<"pass" | "break" | ErrorAnswer>;

  /** After AWS has processed a call: return the answer, or break the connection. */
  after?(call: Call): MaybeLater<"answer" | "break">;

  /** What the client gets in place of the body of an answer. */
  rewrite?(call: Call, body: string): string;
}

/** Where the proxy sends calls, how it interferes, and who observes them. */
export interface Route {
  readonly upstream: string;
  readonly interference?: Interference;

  /** Called after AWS has answered a mutating call, while the client is still waiting. No other call reaches AWS in the meantime. */
  readonly witness?: (call: Call) => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["rawHeaders"];
  readonly body: string;
}

/**
 * A reverse proxy between a client and an AWS account. It records all calls and can interfere with them.
 *
 * It forwards one call at a time, so that the state between any two calls can be inspected. Requests are forwarded byte for byte, with the Host
 * header that the client signed.
 */
export class RecordingProxy {
  readonly #server: Server;
  #route: Route | undefined;
  #calls: Call[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #witnessError: Error | undefined;

  private constructor() {
    this.#server = createServer((incoming, outgoing) => {
      this.#serve(incoming, outgoing).catch(() => incoming.socket.destroy());
    });
  }

  static async start(): Promise<RecordingProxy> {
    const proxy = new RecordingProxy();
    await new Promise<void>((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** All calls since the last `use`, in the order in which they would have reached AWS. */
  get calls(): readonly Call[] {
    return this.#calls;
  }

  /** Switches to a new route and clears the recorded calls. */
  use(route: Route): void {
    this.#route = route;
    this.#calls = [];
    this.#witnessError = undefined;
  }

  /** Throws the error that a witness threw, if any. */
  check(): void {
    if (this.#witnessError) {
      throw this.#witnessError;
    }
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const route = this.#route;
    if (!route) {
      throw new Error("the proxy has no route: call use() first");
    }
    const body = await text(incoming);
    const call = readCall(incoming, body);
    await route.interference?.hold?.(call);
    const answer = await this.#inTurn(() => this.#pass(route, call, incoming, body));
    if (answer === "break") {
      incoming.socket.destroy();
    } else {
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    }
  }

  async #pass(route: Route, call: Call, incoming: IncomingMessage, body: string): Promise<Answer | "break"> {
    this.#calls.push(call);
    const before = (await route.interference?.before?.(call)) ?? "pass";
    if (before !== "pass") {
      return before === "break" ? "break" : errorAnswer(before);
    }
    const answer = await forward(route.upstream, incoming, body);
    if (call.isMutating) {
      await route.witness?.(call).catch((error: unknown) => {
        this.#witnessError ??= error instanceof Error ? error : new Error(String(error));
      });
    }
    const { interference } = route;
    if ((await interference?.after?.(call)) === "break") {
      return "break";
    }
    return interference?.rewrite ? rewritten(answer, interference.rewrite(call, answer.body)) : answer;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

function readCall({ headers }: IncomingMessage, body: string): Call {
  const { Action: action = "", ...params } = Object.fromEntries([...new URLSearchParams(body)].filter(([name]) => name !== "Version"));
  // Credential=KEY/DATE/REGION/SERVICE/aws4_request
  const service = /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "";
  return { service, action, params, isMutating: !/^(Get|List|Simulate)/.test(action) };
}

function forward(upstream: string, { method, url, rawHeaders }: IncomingMessage, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(upstream);
    const outgoing = request({ hostname, port, method, path: url, headers: rawHeaders, agent: false }, (response) => {
      text(response).then((answer) => {
        resolve({ status: response.statusCode!, headers: response.rawHeaders, body: answer });
      }, reject);
    });
    outgoing.once("error", reject).end(body);
  });
}

function rewritten({ status, headers }: Answer, body: string): Answer {
  const length = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === "content-length");
  return { status, headers: headers.map((text, index) => (index === length + 1 ? String(Buffer.byteLength(body)) : text)), body };
}

function errorAnswer({ status, code }: ErrorAnswer): Answer {
  const type = status < 500 ? "Sender" : "Receiver";
  const body =
    `<ErrorResponse><Error><Type>${type}</Type><Code>${code}</Code><Message>injected by the test</Message></Error>` +
    `<RequestId>00000000-0000-0000-0000-000000000000</RequestId></ErrorResponse>`;
  return { status, headers: ["Content-Type", "text/xml"], body };
}
