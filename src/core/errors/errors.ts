import { RelinkError as BaseError, type RelinkErrorInit } from './relink-error';
import { ERROR_FACTS, type RelinkErrorCode } from './catalogue';

export { isRelinkError, type RelinkErrorInit } from './relink-error';

export type RelinkError = BaseError;

/** Knows the facts of every code. */
export const RelinkError = class extends BaseError {
  constructor(code: RelinkErrorCode, init: RelinkErrorInit) {
    super(code, ERROR_FACTS[code], init);
  }
};
