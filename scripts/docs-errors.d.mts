export const INDEX: URL;
export function makeIndex(): string;
