/** What is untrue of a user who shares some accounts of a bank, in each language of the package. */
export const NO_ACCOUNT = /\b(?:none|no account|kein|keines|aucun|ninguna?)\b/i;
