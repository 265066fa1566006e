import { generateKeyPairSync } from "node:crypto";
import * as iam from "@aws-sdk/client-iam";
import { PASSWORD } from "../scene";
import { admin, answers, type Call, power } from "./call";

const NEW_PASSWORD = "Second-Passw0rd!";

const OWN: readonly Call[] = [
  admin("iam: create another access key for oneself", ({ as, self }) =>
    as.iam.send(new iam.CreateAccessKeyCommand({ UserName: self.name })),
  ),
  admin("iam: deactivate their own access key", ({ as, self }) =>
    as.iam.send(new iam.UpdateAccessKeyCommand({ UserName: self.name, AccessKeyId: self.key.credentials.accessKeyId, Status: "Inactive" })),
  ),
  admin("iam: delete their own access key", ({ as, self }) =>
    as.iam.send(new iam.DeleteAccessKeyCommand({ UserName: self.name, AccessKeyId: self.key.credentials.accessKeyId })),
  ),
  admin("iam: reset their own password", ({ as, self }) =>
    as.iam.send(new iam.UpdateLoginProfileCommand({ UserName: self.name, Password: NEW_PASSWORD })),
  ),
  admin("iam: delete their own password", ({ as, self }) => as.iam.send(new iam.DeleteLoginProfileCommand({ UserName: self.name }))),
  power(
    "iam: change their own password without knowing it",
    ({ as }) => as.iam.send(new iam.ChangePasswordCommand({ OldPassword: NEW_PASSWORD, NewPassword: "Third-Passw0rd!" })),
    {
      stoppedBy: "aws",
      isForKeys: true,
      expected: { minimal: "InvalidUserType", getSessionTokenWithoutMfa: "InvalidUserType" },
      control: { run: ({ as }) => as.iam.send(new iam.ChangePasswordCommand({ OldPassword: PASSWORD, NewPassword: NEW_PASSWORD })) },
    },
  ),
  admin("iam: upload an SSH key for oneself", ({ as, self }) =>
    as.iam.send(new iam.UploadSSHPublicKeyCommand({ UserName: self.name, SSHPublicKeyBody: publicKey() })),
  ),
  admin(
    "iam: upload a signing certificate for oneself",
    ({ as, self }) => as.iam.send(new iam.UploadSigningCertificateCommand({ UserName: self.name, CertificateBody: publicKey() })),
    answers("MalformedCertificate"),
  ),
  admin("iam: create CodeCommit credentials for oneself", ({ as, self }) =>
    as.iam.send(new iam.CreateServiceSpecificCredentialCommand({ UserName: self.name, ServiceName: "codecommit.amazonaws.com" })),
  ),
];

const OTHERS: readonly Call[] = [
  admin("iam: create an access key for a colleague", ({ as, scene }) =>
    as.iam.send(new iam.CreateAccessKeyCommand({ UserName: scene.colleague.name })),
  ),
  admin("iam: create an access key for an administrator", ({ as, scene }) =>
    as.iam.send(new iam.CreateAccessKeyCommand({ UserName: scene.administrator.name })),
  ),
  admin("iam: deactivate a colleague's access key", ({ as, scene: { colleague } }) =>
    as.iam.send(
      new iam.UpdateAccessKeyCommand({
        UserName: colleague.name,
        AccessKeyId: colleague.key.credentials.accessKeyId,
        Status: "Inactive",
      }),
    ),
  ),
  admin("iam: delete a colleague's access key", ({ as, scene: { colleague } }) =>
    as.iam.send(new iam.DeleteAccessKeyCommand({ UserName: colleague.name, AccessKeyId: colleague.key.credentials.accessKeyId })),
  ),
  admin("iam: give a colleague a password", ({ as, scene }) =>
    as.iam.send(new iam.CreateLoginProfileCommand({ UserName: scene.newcomer.name, Password: NEW_PASSWORD })),
  ),
  admin("iam: reset a colleague's password", ({ as, scene }) =>
    as.iam.send(new iam.UpdateLoginProfileCommand({ UserName: scene.colleague.name, Password: NEW_PASSWORD })),
  ),
  admin("iam: delete a colleague's password", ({ as, scene }) =>
    as.iam.send(new iam.DeleteLoginProfileCommand({ UserName: scene.colleague.name })),
  ),
  admin("iam: upload an SSH key for a colleague", ({ as, scene }) =>
    as.iam.send(new iam.UploadSSHPublicKeyCommand({ UserName: scene.colleague.name, SSHPublicKeyBody: publicKey() })),
  ),
];

/** Keys, passwords and anything else a user can sign in with: their own and other people's. */
export const CREDENTIALS: readonly Call[] = [...OWN, ...OTHERS];

let pem: string | undefined;

/** A public key that AWS would accept, generated once. */
function publicKey(): string {
  return (pem ??= generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).publicKey);
}
