/** What went wrong, as what may be said of it. */
import { isOutage } from './outage.ts';
import { Problem } from './problems.ts';

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isOutage(error)) return new Problem('UNAVAILABLE', { headers: { 'Retry-After': '2' } });
  // The router could not decode the address.
  if (error instanceof URIError) return new Problem('INVALID_REQUEST', { errors: [{ at: 'path', problem: 'is not valid percent-encoding' }] });
  return new Problem('FAULT');
}

/** Where it broke, without its words: a message may repeat what somebody wrote. */
export function traceOf(error: unknown): { readonly error: string; readonly frames: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] };
  return { error: error.name, frames: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).map((line) => line.trim()).slice(0, 8) };
}
