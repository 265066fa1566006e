/** `/`, or printable ASCII that begins and ends with `/`, up to 512 characters. Source: IAM API reference, CreateUser. */
export const IAM_PATH = /^\/(?:[!-~]{1,510}\/)?$/;
