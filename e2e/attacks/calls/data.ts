import * as kms from "@aws-sdk/client-kms";
import * as s3 from "@aws-sdk/client-s3";
import * as sqs from "@aws-sdk/client-sqs";
import { ALLOW_ALL, BUCKET, document, OBJECT, SHARED_OBJECT } from "../scene";
import { type Call, power, READ } from "./call";

const Bucket = BUCKET;
const Key = OBJECT;

const TO_THE_WORLD = document([{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: `arn:aws:s3:::${BUCKET}/*` }]);

const S3: readonly Call[] = [
  power("s3: list the buckets", ({ as }) => as.s3.send(new s3.ListBucketsCommand({})), READ),
  power("s3: list a bucket", ({ as }) => as.s3.send(new s3.ListObjectsV2Command({ Bucket })), READ),
  power("s3: read an object", ({ as }) => as.s3.send(new s3.GetObjectCommand({ Bucket, Key })), READ),
  power("s3: read an object's metadata", ({ as }) => as.s3.send(new s3.HeadObjectCommand({ Bucket, Key })), READ),
  power(
    "s3: read an object that the bucket's policy opens to the attacker",
    ({ as }) => as.s3.send(new s3.GetObjectCommand({ Bucket, Key: SHARED_OBJECT })),
    READ,
  ),
  power("s3: read a bucket's policy", ({ as }) => as.s3.send(new s3.GetBucketPolicyCommand({ Bucket })), READ),
  power("s3: write an object", ({ as }) => as.s3.send(new s3.PutObjectCommand({ Bucket, Key, Body: "forged" }))),
  power("s3: copy an object", ({ as }) => as.s3.send(new s3.CopyObjectCommand({ Bucket, Key: "copy", CopySource: `${Bucket}/${Key}` }))),
  power("s3: delete an object", ({ as }) => as.s3.send(new s3.DeleteObjectCommand({ Bucket, Key }))),
  power("s3: create a bucket", ({ as }) => as.s3.send(new s3.CreateBucketCommand({ Bucket: "loot" }))),
  power("s3: open a bucket to the world", ({ as }) => as.s3.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: TO_THE_WORLD }))),
  power("s3: delete a bucket's policy", ({ as }) => as.s3.send(new s3.DeleteBucketPolicyCommand({ Bucket }))),
];

const SQS: readonly Call[] = [
  power("sqs: list the queues", ({ as }) => as.sqs.send(new sqs.ListQueuesCommand({})), READ),
  power(
    "sqs: read a queue's attributes",
    ({ as, scene }) => as.sqs.send(new sqs.GetQueueAttributesCommand({ QueueUrl: scene.queueUrl, AttributeNames: ["All"] })),
    READ,
  ),
  power("sqs: send a message", ({ as, scene }) =>
    as.sqs.send(new sqs.SendMessageCommand({ QueueUrl: scene.queueUrl, MessageBody: "forged" })),
  ),
  power("sqs: receive messages, which the queue's policy allows the attacker", ({ as, scene }) =>
    as.sqs.send(new sqs.ReceiveMessageCommand({ QueueUrl: scene.queueUrl })),
  ),
  power("sqs: purge a queue", ({ as, scene }) => as.sqs.send(new sqs.PurgeQueueCommand({ QueueUrl: scene.queueUrl }))),
  power("sqs: create a queue", ({ as }) => as.sqs.send(new sqs.CreateQueueCommand({ QueueName: "loot" }))),
  power("sqs: delete a queue", ({ as, scene }) => as.sqs.send(new sqs.DeleteQueueCommand({ QueueUrl: scene.queueUrl }))),
];

const KMS: readonly Call[] = [
  power("kms: list the keys", ({ as }) => as.kms.send(new kms.ListKeysCommand({})), READ),
  power(
    "kms: describe a key, which its policy allows the attacker",
    ({ as, scene }) => as.kms.send(new kms.DescribeKeyCommand({ KeyId: scene.keyId })),
    READ,
  ),
  power(
    "kms: encrypt",
    ({ as, scene }) => as.kms.send(new kms.EncryptCommand({ KeyId: scene.keyId, Plaintext: Buffer.from("forged") })),
    READ,
  ),
  power(
    "kms: decrypt, which a KMS grant allows john",
    ({ as, scene }) => as.kms.send(new kms.DecryptCommand({ KeyId: scene.keyId, CiphertextBlob: scene.ciphertext })),
    READ,
  ),
  power(
    "kms: generate a data key",
    ({ as, scene }) => as.kms.send(new kms.GenerateDataKeyCommand({ KeyId: scene.keyId, KeySpec: "AES_256" })),
    READ,
  ),
  power("kms: create a key", ({ as }) => as.kms.send(new kms.CreateKeyCommand({}))),
  power("kms: replace a key's policy", ({ as, scene }) =>
    as.kms.send(new kms.PutKeyPolicyCommand({ KeyId: scene.keyId, PolicyName: "default", Policy: KEY_TO_ALL })),
  ),
  power("kms: grant a key to oneself", ({ as, scene, self }) =>
    as.kms.send(
      new kms.CreateGrantCommand({
        KeyId: scene.keyId,
        GranteePrincipal: `arn:aws:iam::123456789012:user/${self.name}`,
        Operations: ["Decrypt"],
      }),
    ),
  ),
  power("kms: schedule a key's deletion", ({ as, scene }) =>
    as.kms.send(new kms.ScheduleKeyDeletionCommand({ KeyId: scene.keyId, PendingWindowInDays: 7 })),
  ),
];

const KEY_TO_ALL = ALLOW_ALL.replace('"Action"', '"Principal":{"AWS":"*"},"Action"');

/** Reading and writing data in three services. */
export const DATA: readonly Call[] = [...S3, ...SQS, ...KMS];
