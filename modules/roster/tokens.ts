/** Whether a text contains a reference that CDKTF has not resolved yet. The roster doesn't load CDKTF, so it goes by how CDKTF writes them. */
export function hasToken(text: string): boolean {
  return /[$#]\{TfToken\[/.test(text);
}
