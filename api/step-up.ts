/** Acts that could hurt most take somebody who has just signed in, not a browser that was left open (RFC 9470). */
import type { Identity } from './auth.ts';
import { Problem } from './problems.ts';

/**
 * All of them, by their action (ours): what opens something of hers to somebody, takes from somebody what they stand for, lifts what holds a file, or shuts out a partner.
 * A consent that another gives in her name does too; her own does not.
 */
const grave: Readonly<Record<string, true | ((body: Readonly<Record<string, unknown>>) => boolean)>> = {
  'victim.break-glass': true, 'victim.disclose': true, 'victim.suspect-standing': true,
  'victim.stand-by': true, 'victim.assign': true, 'victim.join-case': true, 'papers.assign': true,
  'victim.grant-consent': ({ by }) => by !== 'SELF',
  'victim.approve-erasure': true, 'victim.lift-hold': true,
  'agency.contain': true, 'agency.release': true,
};

/** Whether any of an operation's actions takes it. */
export const stepsUp = (actions: readonly string[]): boolean => actions.some((action) => Object.hasOwn(grave, action));

/** Whether this one does, with this body. */
export function isGrave(action: string, body: unknown): boolean {
  const rule = Object.hasOwn(grave, action) ? grave[action] : undefined;
  return typeof rule === 'function' ? rule(body as Readonly<Record<string, unknown>>) : rule === true;
}

/** @throws Problem STEP_UP_REQUIRED unless who asks has signed in within so many minutes. A token that does not say when is too old. */
export function demandFresh({ signedInAt }: Identity, minutes: number): void {
  if (signedInAt !== undefined && Date.now() / 1000 - signedInAt <= minutes * 60) return;
  throw new Problem('STEP_UP_REQUIRED', { headers: { 'WWW-Authenticate': `Bearer error="insufficient_user_authentication", max_age=${minutes * 60}` } });
}
