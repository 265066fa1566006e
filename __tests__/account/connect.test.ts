import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect, Session } from "../../modules/account";

const before = process.env;
afterEach(() => {
  process.env = before;
});

test("gives up where a call is taken and never answered", async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const AWS_ENDPOINT_URL = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  process.env = { ...before, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_ENDPOINT_URL };
  try {
    const session = new Session("status", connect({ answeredWithin: 50 }));
    const call = session.call("iam:GetUser", async ({ iamWithoutRetries }) => (await iamWithoutRetries()).getUser({}));
    await expect(call).rejects.toMatchObject({
      problems: [
        { code: "unreachable", message: "AWS cannot be reached (no answer in time); check the network, a proxy and AWS_ENDPOINT_URL" },
      ],
    });
  } finally {
    silent.closeAllConnections();
    silent.close();
  }
});

test("a denial is in AWS's words, without the part that nobody can read", async () => {
  const denial = Object.assign(
    new Error("User: john is not authorized to perform: ec2:Run. Encoded authorization failure message: eJyNkM1O"),
    {
      name: "AccessDenied",
      $metadata: {},
    },
  );
  const refusal = await new Session("verify", connect()).attempt("iam:ListRoles", () => Promise.reject(denial));
  expect(refusal).toBe("User: john is not authorized to perform: ec2:Run");
});
