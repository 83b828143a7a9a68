/** Parts of names that mean a secret wherever they stand. */
const PARTS = /passw|passphrase|passcode|secret|credential|mnemonic|api_?key|private_?key|access_?key|auth_?key/;
/** Words of names that mean one. */
const WORDS = /^(?:key|keys|token|tokens|pwd|jwt|bearer)$/;

/** Whether a name looks like that of a key, token, password or secret, which is never shown. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
  return PARTS.test(words) || words.split(/[^a-z]+/).some((word) => WORDS.test(word) || /[a-z]token$/.test(word));
}
