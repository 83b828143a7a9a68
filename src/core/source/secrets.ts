// Tells secrets by their names, and by credentials in addresses.
/** Parts of names that mean a secret anywhere in the name. */
const PARTS =
  /passw|passphrase|passcode|secret|credential|mnemonic|(?:seed|recovery|backup)_?phrase|wallet_?seed|api_?key|private_?(?:key|pem)|access_?key|auth_?key/;
/** Words of names that mean a secret. */
const WORDS = /^(?:key|keys|token|tokens|pwd|jwt|bearer|authorization)$/;
/** Words that mean a secret at the end of a name, unless the word before makes it a switch, a count or a filter. */
const LAST_WORDS =
  /(?:^|_)(?<!(?:^|_)(?:is|use|has|no|require|required|requires|needs|enable|enabled|skip|low|high|band|all|first|second|single|min|max|num|by)_)(?:pass|auth|private|creds?)$/;
/** The user in an address, before its host. Quotes may be in a field of an f-string; elsewhere they end the address. */
const USER = /:\/\/((?:\{[^{}]*\}|[^\s/'"{])+)@/g;
/** What is between two string literals that are joined or added. */
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

/** The name of a user is not longer; a token in its place is. */
const LONGEST_USER = 20;

/**
 * Whether an address in `text`, of source or of a string, carries a secret: `scheme://user:password@host`, or a token.
 */
export function holdsCredentials(text: string): boolean {
  if (!text.includes("://")) return false;
  return [...text.replace(JOINT, "").matchAll(USER)].some(
    ([, user = ""]) => user.includes(":") || user.length > LONGEST_USER,
  );
}
