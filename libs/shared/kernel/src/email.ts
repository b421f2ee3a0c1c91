/** What an e-mail address here is written in: visible ASCII. Signs that cannot be seen, or that turn the direction of reading, would let one address look like another. */
export const EMAIL_SIGNS = /^[!-~]+$/;
