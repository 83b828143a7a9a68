/** Parts of names that mean a secret wherever they stand. */
const PARTS =
  /passw|passphrase|passcode|secret|credential|mnemonic|(?:seed|recovery|backup)_?phrase|wallet_?seed|api_?key|private_?(?:key|pem)|access_?key|auth_?key/;
/** Words of names that mean one. */
const WORDS = /^(?:key|keys|token|tokens|pwd|jwt|bearer|authorization)$/;
/** Words that mean one where they end a name, unless the word before makes it a switch, a count or a filter. */
const LAST_WORDS =
  /(?:^|_)(?<!(?:^|_)(?:is|use|has|no|require|required|requires|needs|enable|enabled|skip|low|high|band|all|first|second|single|min|max|num|by)_)(?:pass|auth|private|creds?)$/;
/** What stands before the host of an address; in the fields of a string quotes may stand, elsewhere they end it. */
const USER = /:\/\/((?:\{[^{}]*\}|[^\s/'"{])+)@/g;
/** Between the parts of a text that stand beside each other or are added. */
const JOINT = /(?:"\s*\+?\s*[a-z]{0,2}"|'\s*\+?\s*[a-z]{0,2}')/gi;

/** Whether a name looks like that of a key, token, password or secret, which is never shown. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
  if (PARTS.test(words) || LAST_WORDS.test(words)) return true;
  return words.split(/[^a-z]+/).some((word) => WORDS.test(word) || /[a-z]token$/.test(word));
}

/** A user's name is shorter; a token that stands in its place is not. */
const LONGEST_USER = 20;

/** Whether an address in `text`, of source or of a string, carries a secret: `scheme://user:password@host`, or a token. */
export function holdsCredentials(text: string): boolean {
  if (!text.includes("://")) return false;
  return [...text.replace(JOINT, "").matchAll(USER)].some(
    ([, user = ""]) => user.includes(":") || user.length > LONGEST_USER,
  );
}
