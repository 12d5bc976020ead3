/** A whole consent as the API takes it, for tests that change one thing of it. */
export const consentTo = (agency: string, classes: readonly string[], until: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  act: 'grant-consent', kind: 'SHARE', agency, purpose: 'SAFETY', classes, until, by: 'SELF', method: 'WRITTEN', language: 'es', interpreter: 'IN_PERSON',
  wording: 'What you agree to, until when, and that you may take it back at any time without a reason.',
  explained: { withdrawalTold: true, noConditionTold: true, limitsTold: true }, ...more,
});

/** So many days from now. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** Of age by decision, so that she decides herself. */
export const ofAge = (as = 'V1', decidedBy = 'tn') => ({ as, age: { basis: 'ESTIMATED', adult: true, decidedBy } });
