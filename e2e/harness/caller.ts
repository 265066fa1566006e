import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { ROOT } from "./account";
import { clientConfig, type Credentials } from "./clients";
import { presign, type PresignedRequest } from "./presign";

/** The hosts of AWS's services. Source: AWS General Reference, "Service endpoints". */
const HOSTS: Readonly<Record<PresignedRequest["service"], string>> = {
  iam: "iam.amazonaws.com",
  s3: "s3.us-east-1.amazonaws.com",
  sqs: "sqs.us-east-1.amazonaws.com",
  sts: "sts.us-east-1.amazonaws.com",
};

/** Somebody who signs requests to an account with certain credentials. The client for each service is created on first use. */
export class Caller {
  #iam?: IAMClient;
  #kms?: KMSClient;
  #s3?: S3Client;
  #sqs?: SQSClient;
  #sts?: STSClient;

  constructor(
    readonly url: string,
    readonly credentials: Credentials = ROOT,
  ) {}

  get iam(): IAMClient {
    return (this.#iam ??= new IAMClient(this.#config));
  }

  get kms(): KMSClient {
    return (this.#kms ??= new KMSClient(this.#config));
  }

  get s3(): S3Client {
    return (this.#s3 ??= new S3Client({ ...this.#config, forcePathStyle: true }));
  }

  get sqs(): SQSClient {
    return (this.#sqs ??= new SQSClient(this.#config));
  }

  get sts(): STSClient {
    return (this.#sts ??= new STSClient(this.#config));
  }

  /** An AWS URL signed by this caller. */
  presign({ path, ...request }: Omit<PresignedRequest, "url"> & { readonly path: string }): string {
    return presign({ ...request, url: `https://${HOSTS[request.service]}${path}` }, this.credentials);
  }

  get #config() {
    return clientConfig(this.url, this.credentials);
  }
}
