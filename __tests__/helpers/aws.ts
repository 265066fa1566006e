import type { IAM } from "@aws-sdk/client-iam";
import { connect, Session } from "../../modules/account";

/** Answers to IAM's calls, by the client's method. A call without an answer fails the test. */
export type Answers = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => unknown>>;

/** A session in which AWS answers as the test says, and what is asked. */
export function answering(
  answers: Answers,
  progress?: (text: string) => void,
): { readonly session: Session; readonly calls: readonly string[] } {
  const calls: string[] = [];
  const iam: object = new Proxy(
    {},
    {
      get: (_, method) => {
        // A promise of the client must not take it for another promise.
        if (method === "then") {
          return undefined;
        }
        return (input: Readonly<Record<string, unknown>>) => {
          calls.push(String(method));
          const answer = answers[String(method)];
          return answer ? Promise.resolve().then(() => answer(input)) : Promise.reject(new Error(`nobody expects ${String(method)}`));
        };
      },
    },
  );
  const client = (): Promise<IAM> => Promise.resolve(iam as unknown as IAM);
  return { session: new Session("status", { ...connect(), iam: client, iamWithoutRetries: client }, progress), calls };
}

/** An error as AWS's SDK throws it. */
export function awsError(name: string, status = 400): Error {
  return Object.assign(new Error("as the test wants it"), { name, $metadata: { httpStatusCode: status } });
}

const HEAD =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
  "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service";

/** What a row of the credential report says; the rest is as for a user without anything. */
export interface ReportRow {
  readonly user: string;
  /** When the password was last set. */
  readonly password?: string;
  readonly passwordUsed?: string;
  readonly hasDevice?: boolean;
  /** When the key was last used, or `never`. */
  readonly key?: string;
}

/** The answers about a credential report that AWS makes for this call, or made earlier. */
export function reportAnswers(rows: readonly ReportRow[], age: "fresh" | "stale"): Answers {
  const states = age === "fresh" ? ["STARTED"] : [];
  const lines = rows.map(({ user, password, passwordUsed = "no_information", hasDevice = false, key }) =>
    [
      user,
      `arn:aws:iam::123456789012:user/${user}`,
      "2026-01-01T00:00:00Z",
      ...(password === undefined ? ["false", "N/A", "N/A"] : ["true", passwordUsed, password]),
      "N/A",
      hasDevice,
      ...(key === undefined ? ["false", "N/A"] : ["true", "2026-02-01T00:00:00Z"]),
      ...(key === undefined || key === "never" ? ["N/A", "N/A", "N/A"] : [key, "eu-central-1", "s3"]),
    ].join(","),
  );
  return {
    generateCredentialReport: () => ({ State: states.shift() ?? "COMPLETE" }),
    getCredentialReport: () => ({ Content: Buffer.from([HEAD, ...lines].join("\n")), GeneratedTime: new Date("2026-11-01T00:00:00Z") }),
  };
}
