import type { IAM } from "@aws-sdk/client-iam";
import { type ConnectOptions, connect, readDetails, Session } from "../../modules/account";

const BOUNDARY = "arn:aws:iam::123456789012:policy/Limits";

/** A session in which AWS answers with these pages, one after the other. */
function answering(pages: readonly object[], options: ConnectOptions = {}): Session {
  const left = [...pages];
  const iam = { getAccountAuthorizationDetails: () => Promise.resolve(left.shift()) } as unknown as IAM;
  return new Session("adopt", { ...connect(options), iam: () => Promise.resolve(iam) });
}

// The emulator of the e2e suite leaves boundaries out of this answer. AWS documents them: IAM API reference, UserDetail.
test("reads boundaries and the default version of a policy, in the form that AWS documents", async () => {
  const versions = [
    { VersionId: "v2", IsDefaultVersion: false, Document: "%7B%22old%22%3A1%7D" },
    { VersionId: "v3", IsDefaultVersion: true, Document: "%7B%22Sid%22%3A%22100%25%20%2B%22%7D" },
  ];
  const details = await readDetails(
    answering([
      {
        IsTruncated: true,
        Marker: "more",
        UserDetailList: [{ UserName: "john", Path: "/", Arn: "arn", PermissionsBoundary: { PermissionsBoundaryArn: BOUNDARY } }],
      },
      {
        IsTruncated: false,
        UserDetailList: [{ UserName: "alice" }],
        Policies: [{ PolicyName: "Limits", Arn: BOUNDARY, PolicyVersionList: versions }],
      },
    ]),
  );
  expect(details.users.map(({ name, boundary }) => [name, boundary])).toEqual([
    ["alice", undefined],
    ["john", BOUNDARY],
  ]);
  expect(details.policies).toEqual([{ name: "Limits", arn: BOUNDARY, document: '{"Sid":"100% +"}' }]);
});

test("says how far it is", async () => {
  const said: string[] = [];
  const { command, connection } = answering([{ IsTruncated: false, UserDetailList: [{ UserName: "john" }], GroupDetailList: [] }]);
  await readDetails(new Session(command, connection, (text) => said.push(text)));
  expect(said).toEqual(["reading the account: 1 user, 0 groups"]);
});
