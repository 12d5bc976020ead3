/** Acts that could hurt most take somebody who has just signed in, not a browser that was left open (RFC 9470). */
import type { Identity } from './auth.ts';
import { Problem } from './problems.ts';

/** @throws Problem STEP_UP_REQUIRED unless who asks has signed in within so many minutes. A token that does not say when is too old. */
export function demandFresh({ signedInAt }: Identity, minutes: number): void {
  if (signedInAt !== undefined && Date.now() / 1000 - signedInAt <= minutes * 60) return;
  throw new Problem('STEP_UP_REQUIRED', { headers: { 'WWW-Authenticate': `Bearer error="insufficient_user_authentication", max_age=${minutes * 60}` } });
}
