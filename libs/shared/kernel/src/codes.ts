/**
 * A code as it stands in addresses (FWVL, 4.8.337): letters of the Latin alphabet, figures, dot, dash and underscore, 40 characters at most. What is brought in
 * is held to it, since what has another code could not be opened.
 */
export const CODE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
