import { isRecord } from '../core/unknown';

/** A JSON object from a body's text; empty where the text is anything else. */
export function parseText(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) && !Array.isArray(parsed) ? parsed : {};
  } catch {
    return {};
  }
}
