/** Faulty playbooks, each refused for its own reason, with the step and the way out. */
import { describe, expect, test } from 'vitest';
import { checkPlaybook } from '#domain/playbook/check.ts';
import { playbookSchema, type Playbook } from '#domain/playbook/schema.ts';
import { starter } from '../case/world.ts';

type Raw = { steps: Record<string, unknown>[]; ladders: { name: string }[]; handOff: Record<string, Record<string, unknown>> };

/** The starter with one step, or the whole, said otherwise: written as JSON, as a file would say it. */
const withStep = (code: string, change: Record<string, unknown>) => (raw: Raw): void => {
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

describe('flaws that only the whole shows', () => {
  test.each<readonly [string, (raw: Raw) => void, string | readonly string[]]>([
    ['after names nothing', withStep('S3.3', { after: ['S9.9'] }), 'S3.3: after names S9.9, and there is no such step: add it or correct the name'],
    ['waitsOn names nothing', withStep('S5.5', { waitsOn: ['S9.9'] }), 'S5.5: waitsOn names S9.9, and there is no such step: add it or correct the name'],
    ['locks names nothing', withStep('S2.1', { locks: ['S9.9'] }), 'S2.1: locks names S9.9, and there is no such step: add it or correct the name'],
    ['gate names nothing', withStep('S5.2', { gate: 'S9.9' }), 'S5.2: gate names S9.9, and there is no such step: add it or correct the name'],
    ['testimony names nothing', withStep('LIM.1', { testimony: ['S9.9'] }), 'LIM.1: testimony names S9.9, and there is no such step: add it or correct the name'],
    ['decision names nothing', withStep('LIM.1', { decision: 'S9.9' }), 'LIM.1: decision names S9.9, and there is no such step: add it or correct the name'],
    ['a code twice', withStep('S1.2', { code: 'S1.1' }), 'S1.1: the code S1.1 is given twice: every step needs a code of its own'],
    ['a ladder twice', (raw) => raw.ladders.push({ ...raw.ladders[0], name: 'offers' }), 'the ladder offers is there twice: rename or remove one'],
    ['a ladder that is not there', withStep('S3.1', { ladder: 'rope' }), 'S3.1: there is no ladder rope: add it under ladders or name one of working-days, hours, statutory, offers'],
    ['an answer with a ladder that is not there', withStep('S4.3', { answer: { within: '3wd', ladder: 'rope' } }), 'S4.3: there is no ladder rope: add it under ladders or name one of working-days, hours, statutory, offers'],
    ['a hand-off with a ladder that is not there', (raw) => Object.assign(raw.handOff['items'] ?? {}, { ladder: 'rope' }), 'there is no ladder rope: add it under ladders or name one of working-days, hours, statutory, offers'],
    ['a circle', withStep('S3.1', { after: ['S3.3'] }), [
      'S3.1: S3.1 comes after itself, so it could never open: break the circle of S3.1, S3.3', 'S3.3: S3.3 comes after itself, so it could never open: break the circle of S3.1, S3.3',
    ]],
    ['a step after itself', withStep('S3.1', { after: ['S3.1'] }), 'S3.1: S3.1 comes after itself, so it could never open: break the circle of S3.1'],
    ['a step after a signal', withStep('S3.1', { after: ['S2.3'] }), 'S3.1: after names S2.3, a signal that stays open for good: use waitsOn if the time shall wait for her, or remove it'],
    ['a wait on an agency', withStep('S5.5', { waitsOn: ['S3.1'] }), 'S5.5: waitsOn names S3.1, which is not victim-paced: use after for work that follows other work'],
    ['her statement opened by a date', withStep('S5.2', { after: ['S2.1'] }), 'S5.2: is victim-paced and would be opened by the date of S2.1 (rule R1): remove S2.1 from what comes before it'],
    ['her statement opened by a date, further away', (raw) => { withStep('S3.1', { after: ['S2.1'] })(raw); withStep('S5.2', { after: ['S3.3'] })(raw); },
      'S5.2: is victim-paced and would be opened by the date of S2.1 (rule R1): remove S2.1 from what comes before it'],
    ['her statement opened by a horizon', withStep('S5.2', { after: ['LIM.1'] }), 'S5.2: is victim-paced and would be opened by the date of LIM.1 (rule R1): remove LIM.1 from what comes before it'],
    ['a horizon that asks her', withStep('LIM.1', { decision: 'S5.2' }), 'LIM.1: the decision S5.2 is VICTIM_PACED: only a step with a date of its own can be asked for (rule R3)'],
    ['a decision that waits for her', withStep('S6.8', { waitsOn: ['S5.2'] }), 'LIM.1: the decision S6.8 waits on a victim-paced step, so the horizon would press her (rule R3): remove its waitsOn'],
    ['a decision after other work', withStep('S6.8', { after: ['S3.1'] }), 'LIM.1: the decision S6.8 has an after, which is never heard: the horizon alone opens it, remove the after'],
    ['testimony of an agency', withStep('LIM.1', { testimony: ['S3.1'] }), 'LIM.1: testimony names S3.1, which is not victim-paced: name the statement steps'],
    ['a statement without a gate', withStep('S5.2', { gate: undefined }), 'S5.2: is a statement without a gate: name the signal step that must say ready (gate G3)'],
    ['a gate nobody can open', withStep('S5.2', { gate: 'S3.1' }), 'S5.2: gate names S3.1, where nobody can signal readiness: name a victim-paced step of the form signal'],
    ['a gate before no statement', withStep('S2.3', { gate: 'S2.3' }), 'S2.3: has a gate and is no statement: remove the gate'],
    ['the ladder of hours on working days', withStep('S3.1', { ladder: 'hours' }), 'S3.1: the ladder hours counts hours and fits exact periods of up to 72h, not 3wd: choose another ladder or a period in hours'],
    ['the ladder of hours on 73 hours', withStep('S1.2', { due: '73h' }), 'S1.2: the ladder hours counts hours and fits exact periods of up to 72h, not 73h: choose another ladder or a period in hours'],
    ['the ladder of hours on a review', withStep('S4.7', { ladder: 'hours' }), 'S4.7: the ladder hours counts hours and fits exact periods of up to 72h, not 60d: choose another ladder or a period in hours'],
  ])('%s', (_what, change, message) => {
    expect(flawsOf(change)).toEqual(typeof message === 'string' ? [message] : message);
  });

  test('72 hours, in minutes too, are within the ladder of hours', () => {
    expect(flawsOf(withStep('S1.2', { due: '72h' }))).toEqual([]);
    expect(flawsOf(withStep('S1.2', { due: '4320m' }))).toEqual([]);
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
