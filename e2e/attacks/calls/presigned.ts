import { send } from "../../harness/send";
import type { PresignedRequest } from "../../harness/presign";
import { BUCKET, MFA_POLICY, OBJECT, OPERATOR, SHARED_OBJECT } from "../scene";
import { admin, type Attempt, type Call, power, READ } from "./call";

type Path = string | ((attempt: Attempt) => string);

function signed(method: PresignedRequest["method"], service: PresignedRequest["service"], path: Path): Call["run"] {
  return (attempt) => {
    const url = attempt.as.presign({ method, service, path: typeof path === "string" ? path : path(attempt) });
    return send(attempt.as.url, method, url, method === "PUT" ? "forged" : "");
  };
}

/** An IAM or STS call as a URL. */
function action(service: "iam" | "sts", name: string, parameters: Readonly<Record<string, string>> = {}): Call["run"] {
  const Version = service === "iam" ? "2010-05-08" : "2011-06-15";
  return signed("GET", service, `/?${new URLSearchParams({ Action: name, Version, ...parameters }).toString()}`);
}

/** Calls whose signature is in the URL, so that anybody who has the URL can make them. */
export const PRESIGNED: readonly Call[] = [
  power("s3 URL: read an object", signed("GET", "s3", `/${BUCKET}/${OBJECT}`), READ),
  power("s3 URL: read an object that the bucket's policy opens to the attacker", signed("GET", "s3", `/${BUCKET}/${SHARED_OBJECT}`), READ),
  power("s3 URL: list a bucket", signed("GET", "s3", `/${BUCKET}?list-type=2`), READ),
  power("s3 URL: write an object", signed("PUT", "s3", `/${BUCKET}/${OBJECT}`)),
  power("s3 URL: delete an object", signed("DELETE", "s3", `/${BUCKET}/${OBJECT}`)),
  power(
    "sqs URL: send a message",
    signed("GET", "sqs", ({ scene }) => {
      const query = { Action: "SendMessage", Version: "2012-11-05", QueueUrl: scene.queueUrl, MessageBody: "forged" };
      return `${new URL(scene.queueUrl).pathname}?${new URLSearchParams(query).toString()}`;
    }),
  ),
  power("sts URL: assume an administrator's role", action("sts", "AssumeRole", { RoleArn: OPERATOR, RoleSessionName: "attack" }), READ),
  power("sts URL: get a federation token", action("sts", "GetFederationToken", { Name: "guest" }), READ),
  power("iam URL: list the roles", action("iam", "ListRoles"), READ),
  admin("iam URL: list the policies", action("iam", "ListPolicies"), READ),
  admin("iam URL: create a user", action("iam", "CreateUser", { UserName: "back.door" })),
  admin("iam URL: detach the MFA policy from a role", action("iam", "DetachRolePolicy", { RoleName: "worker", PolicyArn: MFA_POLICY })),
  admin("iam URL: create an access key for a colleague", action("iam", "CreateAccessKey", { UserName: "first.colleague" })),
];
