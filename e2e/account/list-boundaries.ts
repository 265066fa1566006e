import type { Interference } from "../harness/proxy";

/**
 * Adds the users' boundaries to GetAccountAuthorizationDetails, from which the emulator leaves them out. AWS has them there: IAM API reference,
 * UserDetail.
 *
 * @param boundaries the ARNs of the boundaries by the names of the users
 */
export function listBoundaries(boundaries: ReadonlyMap<string, string>): Interference {
  return {
    rewrite: ({ action }, body) =>
      action === "GetAccountAuthorizationDetails"
        ? body.replace(/<UserName>([^<]+)<\/UserName>/g, (name: string, user: string) => `${name}${boundaryElement(boundaries.get(user))}`)
        : body,
  };
}

function boundaryElement(arn: string | undefined): string {
  return arn === undefined
    ? ""
    : `<PermissionsBoundary><PermissionsBoundaryType>PermissionsBoundaryPolicy</PermissionsBoundaryType><PermissionsBoundaryArn>${arn}</PermissionsBoundaryArn></PermissionsBoundary>`;
}
