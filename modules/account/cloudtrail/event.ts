/**
 * The parts of a CloudTrail event that are read. Source: CloudTrail User Guide,
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html and
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export interface CloudTrailEvent {
  readonly eventTime?: string;
  readonly eventType?: string;
  readonly eventSource?: string;
  readonly eventName?: string;
  readonly errorCode?: string;
  readonly userIdentity?: {
    readonly type?: string;
    readonly accountId?: string;
    readonly userName?: string;
    /** The AWS service that made the request for the user. */
    readonly invokedBy?: string;
    readonly sessionContext?: {
      readonly attributes?: { readonly mfaAuthenticated?: string };
      readonly sessionIssuer?: { readonly type?: string; readonly userName?: string };
    };
  };
}
