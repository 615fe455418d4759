import { describeCause, type DescribedCause } from './describe-cause';
import type { RelinkHandlerError } from './handler-error';
import type { OnError } from './log-error';
import { printError } from './print-error';

/** The option `redact`. */
export type Redact = ((text: string) => string) | undefined;

const FAILED = '[left out, because the option `redact` threw or returned no text]';

/** @returns an `onError` that passes every text through the app's `redact`, after the redaction of this package */
export function redactedBy(redact: Redact, onError: OnError): OnError {
  if (!redact) return onError;
  const clean = (text: string): string => {
    try {
      const cleaned: unknown = redact(text);
      return typeof cleaned === 'string' ? cleaned : FAILED;
    } catch {
      return FAILED;
    }
  };
  return (error) => (onError ?? ((each) => printError(each)))(withCleanTexts(error, clean));
}

function withCleanTexts(
  error: RelinkHandlerError,
  clean: (text: string) => string,
): RelinkHandlerError {
  const { message, errorCode, requestId, cause } = error;
  return {
    ...error,
    message: clean(message),
    errorCode: clean(errorCode),
    requestId: requestId === null ? null : clean(requestId),
    ...(cause !== undefined && { cause: withCleanCause(describeCause(cause), clean) }),
  };
}

function withCleanCause(
  { name, message, stack, code, cause }: DescribedCause,
  clean: (text: string) => string,
): DescribedCause {
  return {
    name: clean(name),
    message: clean(message),
    stack: stack === null ? null : clean(stack),
    ...(code !== undefined && { code: clean(code) }),
    ...(cause && { cause: withCleanCause(cause, clean) }),
  };
}
