import { type Account, startAccount } from "../harness/account";
import { Caller } from "../harness/caller";
import { Deployment } from "../harness/deployment";
import { type Blueprint, build, readBlueprint } from "./blueprint";
import { furnish, type Scene } from "./scene";
import { type AnyDocumentName, identities, type Weakening } from "./stack";

/** An account into which terraform has deployed the constructs, and as many copies of it as the tests need. */
export class Accounts {
  readonly #running = new Map<Scene, Account>();

  private constructor(
    readonly blueprint: Blueprint,
    readonly deployed: Scene,
    account: Account,
  ) {
    this.#running.set(deployed, account);
  }

  /** The account that terraform has deployed, or a copy if that one has been used up. */
  async first(): Promise<Scene> {
    return this.#running.has(this.deployed) ? this.deployed : this.another();
  }

  /** Deploys the stack with terraform, then adds credentials and data. */
  static async deploy(document: AnyDocumentName, weakening?: Weakening): Promise<Accounts> {
    const account = await startAccount();
    const deployment = new Deployment(account.url);
    try {
      deployment.synth(identities(document, weakening));
      await deployment.apply();
    } finally {
      deployment.remove();
    }
    const blueprint = await readBlueprint(new Caller(account.url));
    return new Accounts(blueprint, await furnish(account.url), account);
  }

  /** A copy of the account with the same identities, for calls that succeed and change something. */
  async another(): Promise<Scene> {
    const account = await startAccount();
    await build(new Caller(account.url), this.blueprint);
    const scene = await furnish(account.url);
    this.#running.set(scene, account);
    return scene;
  }

  /** Stops an account that has been used up. */
  async discard(scene: Scene): Promise<void> {
    await this.#running.get(scene)?.stop();
    this.#running.delete(scene);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((scene) => this.discard(scene)));
  }
}
