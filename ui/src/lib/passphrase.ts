/** Signs that a passphrase has at least; the core refuses a shorter one. */
export const passphraseMin = 8;
