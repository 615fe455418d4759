import { RelinkError as BaseError, type RelinkErrorInit } from './error-base';
import { ERROR_FACTS, type RelinkErrorCode } from './error-codes';

export { isRelinkError, type RelinkErrorInit } from './error-base';

export type RelinkError = BaseError;

/** Knows the facts of every code. */
export const RelinkError = class extends BaseError {
  constructor(code: RelinkErrorCode, init: RelinkErrorInit) {
    super(code, ERROR_FACTS[code], init);
  }
};
