/** Faulty playbooks, each refused for its own reason, with the step and the way out. */
import { describe, expect, test } from 'vitest';
import { checkPlaybook } from '#domain/playbook/check/check.ts';
import { playbookSchema, type Playbook } from '#domain/playbook/schema.ts';
import { starter } from '../case/world.ts';

type Raw = { steps: Record<string, unknown>[]; ladders: { name: string; levels: unknown[]; thenEvery?: string }[]; handOff: Record<string, Record<string, unknown>>; compact: Record<string, unknown>; people: { duties: Record<string, unknown> } };

/** The starter with one step, or the whole, said otherwise: written as JSON, as a file would say it. */
const withStep = (code: string, change: Record<string, unknown>, more?: (raw: Raw) => void) => (raw: Raw): void => {
  more?.(raw);
  const step = raw.steps.find((each) => each['code'] === code);
  if (step === undefined) throw new Error(`no step ${code}`);
  Object.assign(step, change);
};

function parse(change: (raw: Raw) => void): ReturnType<typeof playbookSchema.safeParse> {
  const raw = structuredClone(starter.playbook) as unknown as Raw;
  change(raw);
  return playbookSchema.safeParse(JSON.parse(JSON.stringify(raw)));
}
function flawsOf(change: (raw: Raw) => void): readonly string[] {
  return checkPlaybook(parse(change).data as Playbook).map(({ step, message }) => (step === undefined ? message : `${step}: ${message}`));
}

test('the starter has no flaw', () => {
  expect(checkPlaybook(starter.playbook)).toEqual([]);
});

const offer = 'S2.2-offer';
/** A ladder for any period, which ends at level 2. */
const brief = (raw: Raw): void => void raw.ladders.push({ name: 'brief', thenEvery: '7d', levels: (raw.ladders[1]?.levels ?? []).slice(0, 3) });
const deaf = 'counts days, so that nobody would hear in time: choose a ladder that counts hours';
const late = 'goes on after the date of the law, when nobody can help any more: choose one whose last level comes when it is due or before';

describe('flaws that only the whole shows', () => {
  test.each<readonly [string, (raw: Raw) => void, string | readonly string[]]>([
    ['after names nothing', withStep('S3.3', { after: ['S9.9'] }), 'S3.3: after names S9.9, and there is no such step: add it or correct the name'],
    ['waitsOn names nothing', withStep('S5.5', { waitsOn: ['S9.9'] }), 'S5.5: waitsOn names S9.9, and there is no such step: add it or correct the name'],
    ['locks names nothing', withStep('S2.1', { locks: ['S9.9'] }), 'S2.1: locks names S9.9, and there is no such step: add it or correct the name'],
    ['gate names nothing', withStep('S5.2', { gate: 'S9.9' }), 'S5.2: gate names S9.9, and there is no such step: add it or correct the name'],
    ['testimony names nothing', withStep('LIM.1', { testimony: ['S9.9'] }), 'LIM.1: testimony names S9.9, and there is no such step: add it or correct the name'],
    ['decision names nothing', withStep('LIM.1', { decision: 'S9.9' }), 'LIM.1: decision names S9.9, and there is no such step: add it or correct the name'],
    ['a code twice', withStep('S1.2', { code: 'S1.1' }), 'S1.1: the code S1.1 is given twice: every step needs a code of its own'],
    ['a ladder twice', (raw) => raw.ladders.push({ levels: [], ...raw.ladders[0], name: 'offers' }), 'the ladder offers is there twice: rename or remove one'],
    ['a ladder that is not there', withStep('S3.1', { ladder: 'rope' }), 'S3.1: there is no ladder rope: add it under ladders or name one of working-days, hours, statutory, offers, offers-hours, renewals'],
    ['an answer with a ladder that is not there', withStep('S4.3', { answer: { within: '3wd', ladder: 'rope' } }), 'S4.3: there is no ladder rope: add it under ladders or name one of working-days, hours, statutory, offers, offers-hours, renewals'],
    ['a hand-off with a ladder that is not there', (raw) => Object.assign(raw.handOff['items']?.['ORDINARY'] ?? {}, { ladder: 'rope' }), 'there is no ladder rope: add it under ladders or name one of working-days, hours, statutory, offers, offers-hours, renewals'],
    ['a signature with a ladder that is not there', (raw) => Object.assign(raw.compact['sign'] as object, { ladder: 'rope' }), 'there is no ladder rope: add it under ladders or name one of working-days, hours, statutory, offers, offers-hours, renewals'],
    ['a succession with a short answer on a ladder of days', (raw) => Object.assign(raw.compact['succession'] as object, { within: '4h' }), `the period 4h is exact and short, and the ladder working-days ${deaf}`],
    ['commitments with a ladder that counts hours', (raw) => Object.assign(raw.compact, { ladder: 'hours' }), 'the ladder hours counts hours and fits exact periods of up to 72h, not 1wd: choose another ladder or a period in hours'],
    ['an offer that climbs to leaders', (raw) => Object.assign(raw.people.duties, { OFFER_SUPPORT: { within: '14d', ladder: 'working-days' } }), 'OFFER_SUPPORT is an offer, and its ladder working-days goes beyond level 2: choose one that ends there, so that nobody passes the pressure on to her'],
    ['a circle', withStep('S3.1', { after: ['S3.3'] }), [
      'S3.1: S3.1 comes after itself, so it could never open (S3.1 -> S3.3 -> S3.1): break the circle', 'S3.3: S3.3 comes after itself, so it could never open (S3.3 -> S3.1 -> S3.3): break the circle',
    ]],
    ['a step after itself', withStep('S3.1', { after: ['S3.1'] }), 'S3.1: S3.1 comes after itself, so it could never open (S3.1 -> S3.1): break the circle'],
    ['a step after a signal', withStep('S3.1', { after: ['S2.3'] }), 'S3.1: after names S2.3, a signal that stays open for good: use waitsOn if the time shall wait for her, or remove it'],
    ['a wait on an agency', withStep('S5.5', { waitsOn: ['S3.1'] }), 'S5.5: waitsOn names S3.1, which is not victim-paced: use after for work that follows other work'],
    ['her statement opened by a date', withStep('S5.2', { after: ['S2.1'] }), 'S5.2: is victim-paced and would be opened by the date of S2.1 (rule R1: S5.2 -> S2.1): remove S2.1 from what comes before it'],
    ['her statement opened by a date, further away', (raw) => { withStep('S3.1', { after: ['S2.1'] })(raw); withStep('S5.2', { after: ['S3.3'] })(raw); },
      'S5.2: is victim-paced and would be opened by the date of S2.1 (rule R1: S5.2 -> S3.3 -> S3.1 -> S2.1): remove S2.1 from what comes before it'],
    ['her statement opened by a horizon', withStep('S5.2', { after: ['LIM.1'] }), 'S5.2: is victim-paced and would be opened by the date of LIM.1 (rule R1: S5.2 -> LIM.1): remove LIM.1 from what comes before it'],
    ['a horizon that asks her', withStep('LIM.1', { decision: 'S5.2' }), 'LIM.1: the decision S5.2 is VICTIM_PACED: only a step with a date of its own can be asked for (rule R3)'],
    ['a decision that waits for her', withStep('LIM.2', { waitsOn: ['S5.2'] }), 'LIM.1: the decision LIM.2 waits on a victim-paced step, so the horizon would press her (rule R3): remove its waitsOn'],
    ['a decision after other work', withStep('LIM.2', { after: ['S3.1'] }), 'LIM.1: the decision LIM.2 has an after, which is never heard: the horizon alone opens it, remove the after'],
    ['testimony of an agency', withStep('LIM.1', { testimony: ['S3.1'] }), 'LIM.1: testimony names S3.1, which is not victim-paced: name the statement steps'],
    ['a statement without a gate', withStep('S5.2', { gate: undefined }), 'S5.2: is a statement without a gate: name the signal step that must say ready (gate G3)'],
    ['a gate nobody can open', withStep('S5.2', { gate: 'S3.1' }), 'S5.2: gate names S3.1, where nobody can signal readiness: name a victim-paced step of the form signal'],
    ['a gate before no statement', withStep('S2.3', { gate: 'S2.3' }), 'S2.3: has a gate and is no statement: remove the gate'],
    ['the ladder of hours on working days', withStep('S3.1', { ladder: 'hours' }), 'S3.1: the ladder hours counts hours and fits exact periods of up to 72h, not 3wd: choose another ladder or a period in hours'],
    ['the ladder of hours on 73 hours', withStep('S1.2', { due: '73h' }), 'S1.2: the ladder hours counts hours and fits exact periods of up to 72h, not 73h: choose another ladder or a period in hours'],
    ['the ladder of hours on a review', withStep('S4.7', { ladder: 'hours' }), 'S4.7: the ladder hours counts hours and fits exact periods of up to 72h, not 60d: choose another ladder or a period in hours'],
    ['a ladder that falls silent', (raw) => Object.assign(raw.ladders[3] ?? {}, { thenEvery: undefined }), 'the ladder offers falls silent after its last level: say with thenEvery how often the coordinator is told that it is still open'],
    ['a short exact period on a ladder of days', withStep('S0.2', { ladder: 'statutory' }), `S0.2: the period 1h is exact and short, and the ladder statutory ${deaf}`],
    ['a short exact answer on a ladder of days', (raw) => Object.assign(raw.handOff['answer']?.['DANGER'] ?? {}, { ladder: 'working-days' }), `the period 4h is exact and short, and the ladder working-days ${deaf}`],
    ['a date of the law on a ladder that comes after it', withStep('S3.1', { pacing: 'STATUTORY', due: '30d' }), `S3.1: the ladder working-days ${late}`],
    ['working days of the law on such a ladder', withStep('S3.1', { pacing: 'STATUTORY' }), `S3.1: the ladder working-days ${late}`],
    ['a date of the law that waits for her', withStep('S0.2', { waitsOn: ['S2.3'] }), 'S0.2: waits on her, and a statutory date stops for nobody: remove its waitsOn'],
    ['support that waits for her', withStep('S1.1', { waitsOn: ['S2.3'] }), 'S1.1: waits on her, and support is owed whatever she decides (rule R4): remove its waitsOn'],
    ['silence that leads nowhere', withStep(offer, { silencedBy: 'S9.9' }), `${offer}: silencedBy names S9.9, and there is no such step: add it or correct the name`],
    ['silence by her statement', withStep(offer, { silencedBy: 'S5.2' }), `${offer}: silencedBy names S5.2, where she cannot say when she wishes to be asked: name a victim-paced step of the form signal`],
    ['a date of the law made silent', withStep(offer, { pacing: 'STATUTORY', due: '72h', ladder: 'brief' }, brief), `${offer}: is made silent by her word, and a statutory date stops for nobody: remove its silencedBy`],
    ['an offer that is made once', withStep(offer, { repeats: false }), `${offer}: is made silent by her word and never comes again: an offer repeats (rule R10)`],
    ['an offer that opens late', withStep(offer, { after: ['S3.1'] }), `${offer}: is made silent by her word and opens later, when that word may have been said already: an offer opens with the case, remove its after`],
    ['an offer too seldom', withStep(offer, { due: '15d' }), `${offer}: offers every 15d: an offer is renewed at least every 14d (rule R10)`],
    ['an offer too seldom, in working days', withStep(offer, { due: '11wd' }), `${offer}: offers every 11wd: an offer is renewed at least every 14d (rule R10)`],
    ['an offer that presses', withStep(offer, { ladder: 'working-days' }), `${offer}: climbs to L5: pressure on an offer ends at L2, so that nobody passes it on to her (rule R10)`],
    ['an offer she cannot stop', withStep(offer, { silencedBy: undefined }), `${offer}: is an offer that comes again and again, and she could not stop it: name with silencedBy the signal step that makes it silent (rule R10)`],
    ['a horizon with a warning too few', withStep('LIM.1', { warnings: ['365d', '90d', '30d', '7d'] }), 'LIM.1: warns of the horizon without 180d: add what is missing'],
    ['a given horizon with a warning too few', withStep('LIM.1', { horizon: '120d', warnings: ['30d'] }), 'LIM.1: warns of the horizon without 90d: add what is missing'],
    ['a horizon set under a ladder of hours', withStep('LIM.1', { horizon: { setWithin: '10wd', ladder: 'hours' } }), 'LIM.1: the ladder hours counts hours and fits exact periods of up to 72h, not 10wd: choose another ladder or a period in hours'],
  ])('%s', (_what, change, message) => {
    expect(flawsOf(change)).toEqual(typeof message === 'string' ? [message] : message);
  });

  test('72 hours, in minutes too, are within the ladder of hours', () => {
    expect(flawsOf(withStep('S1.2', { due: '72h' }))).toEqual([]);
    expect(flawsOf(withStep('S1.2', { due: '4320m' }))).toEqual([]);
  });

  test('a short horizon needs the warnings that fit before it', () => {
    expect(flawsOf(withStep('LIM.1', { horizon: '60d', warnings: ['30d'] }))).toEqual([]);
    expect(flawsOf(withStep('LIM.1', { horizon: '90d', warnings: ['30d'] }))).toEqual([]);
  });

  test('the law above 72 hours fits a ladder that has ended when it is due', () => {
    expect(flawsOf(withStep('S3.1', { pacing: 'STATUTORY', due: '30d', ladder: 'statutory' }))).toEqual([]);
  });

  test('a flaw says where it is', () => {
    const [flaw] = checkPlaybook(parse(withStep('S0.2', { after: ['S9.9'] })).data as Playbook);
    expect(flaw?.path).toEqual(['steps', 0, 'after']);
  });
});

describe('flaws that the schema shows', () => {
  test.each<readonly [string, (raw: Raw) => void]>([
    ['a date on her readiness (R1)', withStep('S2.3', { due: '14d' })],
    ['a ladder on her statement (R1)', withStep('S5.2', { ladder: 'offers' })],
    ['a review date on her statement (R1)', withStep('S5.2', { reviewEvery: '30d' })],
    ['reminders before the end of a protected period', withStep('S2.1', { warnings: ['7d'] })],
    ['a step without a source', withStep('S3.1', { source: undefined })],
    ['a role nobody has heard of', withStep('S3.1', { role: 'BOSS' })],
    ['no length of time', withStep('S3.1', { due: '0wd' })],
    ['a promise without a term for its offer', withStep('S4.3', { answer: undefined })],
    ['an unknown pacing', withStep('S3.1', { pacing: 'WHENEVER' })],
  ])('%s', (_what, change) => {
    expect(parse(change).success).toBe(false);
  });
});
