import type { Check } from '../probe/check';
import { answerChecks } from './answers';
import { crossSiteChecks } from './cross-site';
import { inputChecks } from './input';
import { limitChecks } from './limits';
import { linkRequestChecks } from './link-requests';
import { ownershipChecks } from './ownership';
import { sessionChecks } from './session';
import { tokenChecks } from './tokens';
import { transportChecks } from './transport';
import { webhookChecks } from './webhooks';
import { wireChecks } from './wire';

/** In the order in which they are made. */
export const ALL_CHECKS: readonly Check[] = [
  ...transportChecks,
  ...wireChecks,
  ...linkRequestChecks,
  ...sessionChecks,
  ...ownershipChecks,
  ...crossSiteChecks,
  ...inputChecks,
  ...webhookChecks,
  ...tokenChecks,
  ...limitChecks,
  ...answerChecks,
];
