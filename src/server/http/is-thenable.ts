import { isRecord } from '../../core/unknown';

/** Whether a value has to be waited for. A function of the app may return a promise, a thenable (Prisma's) or a value. */
export function isThenable<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return isRecord(value) && typeof value.then === 'function';
}
