/** Characters of the names of users, groups and policies. Source: IAM API reference, CreateUser, CreateGroup, CreatePolicy. */
export const NAME = /^[A-Za-z0-9_+=,.@-]+$/;

export const MAX_USER_NAME_LENGTH = 64;
export const MAX_GROUP_NAME_LENGTH = 128;
export const MAX_POLICY_NAME_LENGTH = 128;

/** `/`, or printable ASCII that begins and ends with `/`, up to 512 characters. Source: IAM API reference, CreateUser. */
export const IAM_PATH = /^\/(?:[!-~]{1,510}\/)?$/;

/** A policy's description: up to 1,000 characters of ASCII and Latin-1. Source: IAM API reference, CreatePolicy. */
export const POLICY_DESCRIPTION = /^[\t\n\r\u0020-\u007E\u00A1-\u00FF]{0,1000}$/;

/** The tag of a user that opens or closes enrolment, and the value that opens it. */
export const ENROLMENT_TAG = "mfa-enrolment";
export const ENROLMENT_OPEN = "open";

/** Source: IAM API reference, Tag. */
export const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
export const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;
