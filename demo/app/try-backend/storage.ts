import { keptPart, type BackendForm, type HeaderRow } from './form';

/** As much of `localStorage` as the page uses. */
export type FormStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'react-plaid-relink:try-backend';

/**
 * Keeps a form without its secrets. A form of the usual backend is not kept: its Items have new ids at each start.
 *
 * @returns whether the browser keeps it; a browser may refuse to keep anything
 */
export function saveForm(storage: FormStorage, form: BackendForm, usual: BackendForm): boolean {
  try {
    if (form.url === usual.url) storage.removeItem(KEY);
    else storage.setItem(KEY, JSON.stringify(keptPart(form)));
    return true;
  } catch {
    return false;
  }
}

/** The form that was kept; null without one. What another page wrote there is no form. */
export function loadForm(storage: FormStorage): BackendForm | null {
  try {
    return parseForm(JSON.parse(storage.getItem(KEY) ?? 'null'));
  } catch {
    return null;
  }
}

function parseForm(value: unknown): BackendForm | null {
  if (!isRecord(value)) return null;
  const { url, itemId, foreignItemId, headers } = value;
  const isForm =
    typeof url === 'string' && typeof itemId === 'string' && typeof foreignItemId === 'string';
  if (!isForm || !Array.isArray(headers)) return null;
  const rows = headers.flatMap((row: unknown): HeaderRow[] => {
    if (!isRecord(row) || typeof row.name !== 'string' || typeof row.value !== 'string') return [];
    return [{ name: row.name, value: row.value }];
  });
  // What another version kept is judged by the rules of this one.
  return keptPart({ url, itemId, foreignItemId, headers: rows });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
