/** Parts of names that mean a secret wherever they stand. */
const PARTS =
  /passw|passphrase|passcode|secret|credential|mnemonic|seed_?phrase|api_?key|private_?key|access_?key|auth_?key/;
/** Words of names that mean one. */
const WORDS = /^(?:key|keys|token|tokens|pwd|jwt|bearer|authorization)$/;
/** Words that mean one where they end a name, unless the word before makes it a switch, a count or a filter. */
const LAST_WORDS =
  /(?:^|_)(?<!(?:^|_)(?:is|use|has|no|require|required|requires|needs|enable|enabled|skip|low|high|band|all|first|second|single|min|max|num|by)_)(?:pass|auth|private|creds?)$/;
/** `scheme://user:password@host` */
const CREDENTIALS = /:\/\/[^\s/:@'"]*:[^\s/@'"]+@/;

/** Whether a name looks like that of a key, token, password or secret, which is never shown. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
  if (PARTS.test(words) || LAST_WORDS.test(words)) return true;
  return words.split(/[^a-z]+/).some((word) => WORDS.test(word) || /[a-z]token$/.test(word));
}

/** Whether an address in `text` carries a password. */
export function holdsCredentials(text: string): boolean {
  return CREDENTIALS.test(text);
}
