/** Codes in plain words: every state of every step and hand-off is told, and what is the survivor's to decide never has a date. */
import { describe, expect, it } from 'vitest';
import { handOffActSchema, stepActSchema } from '#domain/case/schema.ts';
import { refusalCodes } from '#domain/decision.ts';
import { handOffStates, pacingClasses, roles, stepStates, tracks } from '#domain/terms.ts';
import { actOnHandOff } from '../../api/operations/act-on-hand-off.ts';
import { evidenceBody } from '../../api/evidence/act-on-evidence.ts';
import { actOnStep } from '../../api/operations/act-on-step.ts';
import { victimFieldWords, victimPageActs } from '../../api/pages/people-words.ts';
import { actOnVictim } from '../../api/people/act-on-victim.ts';
import { fieldsOf, optionOf } from '../../api/pages/fields.ts';
import { evidenceFieldWords } from '../../api/pages/evidence-words.ts';
import { owedOf } from '../../api/pages/proceedings.ts';
import { conductSaid } from '../../api/pages/scorecard.ts';
import { complaintsOf } from '../../api/pages/problem-words.ts';
import { problemCodes } from '../../api/pages/problem-page.ts';
import { tellHandOff, tellStep, type HandOff, type Step, type Telling } from '../../api/pages/sentences.ts';
import { ventureFieldWords } from '../../api/pages/venture-words.ts';
import { lastDayWords, whenWords } from '../../api/pages/when.ts';
import { saidWords } from '../../api/pages/words.ts';
import { Problem } from '../../api/problems.ts';
import { handOffShape, stepShape } from '../../api/shapes.ts';
import { ventureBody } from '../../api/venture/act-on-venture.ts';

const caseId = '00000000-0000-4000-8000-000000000001';
const handOffId = '00000000-0000-4000-8000-000000000002';
const since = '2030-01-07T15:00:00.000Z';
const now = '2030-02-11T15:00:00.000Z';
const ahead = '2030-03-04T23:00:00.000Z';
const behind = '2030-02-04T23:00:00.000Z';

const telling: Telling = {
  nameOf: (agency) => ({ lead: 'District Prosecutor', house: 'Harbour House', tax: 'Revenue Crime Office' })[agency] ?? agency, zone: 'America/Chicago', now, lead: 'lead',
  clocks: [
    { caseId, name: 'next-level', subject: 'S1.1', dueAt: ahead, keeper: 'escalation', level: 'L4', hears: ['agency-leader'] },
    { caseId, name: 'next-level', subject: handOffId, dueAt: ahead, keeper: 'handOff', level: 'L2', hears: ['agency-lead', 'coordinator'] },
  ],
};
const dates = { due: ahead, reviewBy: ahead, unlocksAt: ahead, level: 'L3' };
const stepOf = (part: object): Step =>
  stepShape.parse({
    caseId, step: 'S1.1', title: 'Immediate safety plan', track: 'PROTECTION', role: 'COMMUNITY_ADVOCATE', state: 'IN_PROGRESS', holder: 'house', accountable: 'lead', owner: 'house.advocate', accepted: true,
    since, occurrence: 1, version: 1, rev: 3, pacing: 'GUIDANCE', ...part,
  });
const handOffOf = (part: object): HandOff =>
  handOffShape.parse({ id: handOffId, caseId, codeName: 'LIGHTHOUSE', step: 'S4.3', title: 'Money', kind: 'ORDINARY', state: 'PROPOSED', sender: 'lead', receiver: 'tax', proposedBy: 'lead.coordinator', items: ['ACCOUNT_IDS'], bounces: 0, determined: false, proposedAt: since, since, rev: 1, version: 1, ...part });
const textOf = ({ lines }: ReturnType<typeof tellStep>): string => lines.map(({ about, says }) => `${about}: ${says}`).join('\n');
const allSteps = pacingClasses.flatMap((pacing) => stepStates.flatMap((state) => tracks.flatMap((track) => [true, false].map((accepted) =>
  stepOf({ pacing, state, track, accepted, owner: accepted ? 'house.advocate' : null, ...(pacing !== 'VICTIM_PACED' && dates), signal: 'NOT_NOW', blocker: 'CAPACITY' })))));
const codes = /[A-Z]{2,}_[A-Z]|undefined|null|\[object/;

describe('a step in words', () => {
  it('is told in every state, pacing and track, without a code left over', () => {
    for (const step of allSteps) {
      expect(textOf(tellStep(step, telling))).not.toMatch(codes);
      expect(tellStep(step, telling).lines[0]?.about).toBe('Now');
    }
  });

  it('at the survivor\'s pace has no date, no clock and no lateness, in any state and track (R1)', () => {
    const paced = allSteps.filter(({ pacing }) => pacing === 'VICTIM_PACED');
    expect(paced.length).toBeGreaterThan(100);
    for (const step of paced) {
      const told = tellStep(step, telling);
      expect(textOf(told)).not.toMatch(/\d|CST|due|remind.+ on|If nobody/);
      expect(told.look).toBe('waits');
    }
  });

  it('that is suspended shows no date and no cause (R2)', () => {
    for (const step of allSteps.filter(({ state }) => state === 'SUSPENDED')) expect(textOf(tellStep(step, telling))).not.toMatch(/\d|capacity/);
  });

  it('outside the protection track waits like every other proper wait, to the letter (R14)', () => {
    const waits = allSteps.filter(({ pacing, state, track, accepted }) => track !== 'PROTECTION' && !['DONE', 'NOT_APPLICABLE', 'CANCELLED'].includes(state) && (pacing === 'VICTIM_PACED' || pacing === 'PROTECTED_PERIOD' || state === 'SUSPENDED' || (pacing === 'EXTERNAL_WAIT' && accepted)));
    expect(waits.length).toBeGreaterThan(300);
    expect(new Set(waits.map((step) => JSON.stringify(tellStep(step, telling))))).toEqual(new Set([JSON.stringify({ look: 'waits', lines: [{ about: 'Now', says: 'Waiting properly.' }] })]));
  });

  it('is told as finished, and by whom, once it is; what was the survivor\'s has no day even then', () => {
    expect(textOf(tellStep(stepOf({ state: 'DONE' }), telling))).toBe(['Now: It is done.', 'Who: Harbour House: house.advocate.', 'Since: Monday 7 January 2030, 09:00 CST.'].join('\n'));
    expect(textOf(tellStep(stepOf({ state: 'NOT_APPLICABLE' }), telling))).toContain('It was set aside');
    for (const step of allSteps.filter(({ pacing, state }) => pacing === 'VICTIM_PACED' && state === 'DONE')) expect(textOf(tellStep(step, telling))).toBe('Now: It is done.');
  });

  it('says who holds it, since when, what is next and who hears if nobody moves', () => {
    expect(textOf(tellStep(stepOf({ due: behind, level: 'L3' }), telling))).toBe(
      [
        'Now: It is being worked on.', 'Who: Harbour House: house.advocate owns it.', 'Since: Monday 7 January 2030, 09:00 CST.', 'Next: It was due Monday 4 February 2030, 17:00 CST.',
        'So far: Nothing was heard for so long that level 3 of 5 is reached.', 'If nobody moves: The leader of Harbour House is told on Monday 4 March 2030, 17:00 CST.',
      ].join('\n'),
    );
    expect(tellStep(stepOf({ due: behind }), telling).look).toBe('late');
    expect(textOf(tellStep(stepOf({ accepted: false, owner: null, due: ahead }), telling))).toContain('Who: District Prosecutor answers for it until somebody has accepted. A community advocate is needed.');
  });

  it('that is a right that lapses says its last day, not the instant after it', () => {
    expect(textOf(tellStep(stepOf({ pacing: 'LEGAL_HORIZON', horizonAt: '2031-03-08T06:00:00.000Z' }), telling))).toContain('its last day is Friday 7 March 2031');
  });
});

describe('what is owed to a survivor in the proceedings', () => {
  it('is what staff must do, and never what waits as it should or is hers to decide (R1, R14)', () => {
    const hers = allSteps.filter(({ track }) => track === 'PROCEEDINGS').map((step, at) => ({ ...step, subject: 'V1', title: `${step.pacing} ${step.state} ${at}` }));
    const owed = owedOf({ id: caseId, steps: hers, subjects: [] }, [], { zone: 'UTC', now }).map(({ title }) => title.split(' '));
    expect(owed.length).toBeGreaterThan(10);
    expect(owed.filter(([pacing = '', state = '']) => ['VICTIM_PACED', 'PROTECTED_PERIOD'].includes(pacing) || ['SUSPENDED', 'WAITING_PROPERLY', 'DONE', 'NOT_APPLICABLE', 'CANCELLED'].includes(state))).toEqual([]);
    expect(owedOf({ id: caseId, steps: hers, subjects: [{ label: 'V1', kind: 'suspect' }] }, [], { zone: 'UTC', now })).toEqual([]);
  });
});

describe('a hand-off in words', () => {
  it('is told in every state, without a code left over', () => {
    for (const state of handOffStates) expect(textOf(tellHandOff(handOffOf({ state, due: ahead, reason: 'CAPACITY', acceptedBy: 'tax.investigator' }), telling))).not.toMatch(codes);
  });

  it('says who moves next and who hears of silence', () => {
    const told = textOf(tellHandOff(handOffOf({ state: 'DISPUTED', reason: 'CAPACITY', due: ahead }), telling));
    expect(told).toContain('It was refused more than once: no capacity. The coordinator of District Prosecutor decides who owns it.');
    expect(told).toContain('The lead of District Prosecutor and the coordinator of District Prosecutor are told on Monday 4 March 2030');
    expect(textOf(tellHandOff(handOffOf({ state: 'RETURNED_FOR_INFO' }), telling))).toContain('Revenue Crime Office asks District Prosecutor for what is missing: account ids.');
  });
});

describe('words', () => {
  it('are there for every act, and every field of it can be asked for', () => {
    for (const { shape } of stepActSchema.options) {
      const act = shape.act.value;
      expect(saidWords(`step.${act}`)).toMatch(/\.$/);
      const option = optionOf(actOnStep.body, act);
      expect(option && fieldsOf(option, ['answers', 'option']).every(({ label }) => label !== '')).toBe(true);
    }
    for (const { shape } of handOffActSchema.options) {
      expect(saidWords(`hand-off.${shape.act.value}`)).toMatch(/\.$/);
      expect(optionOf(actOnHandOff.body, shape.act.value)).toBeDefined();
    }
    for (const act of victimPageActs) {
      const option = optionOf(actOnVictim.body, act);
      expect(saidWords(`victim.${act}`)).toMatch(/\.$/);
      // A label made of a member's name would read "Oral reason".
      const asked = option === undefined ? [] : fieldsOf(option, ['consent', 'duty', 'support', 'promise', 'incident', 'disclosure', 'standing', 'outside', 'supersedes', 'summary']);
      expect([act, asked.filter(({ name }) => /[A-Z.]/.test(name) && victimFieldWords[`${act}.${name}`] === undefined)]).toEqual([act, []]);
      expect([act, asked.flatMap(({ options }) => options).filter(({ text }) => /^D\d|_/.test(text))]).toEqual([act, []]);
    }
    for (const [room, body, words] of [['evidence', evidenceBody, evidenceFieldWords], ['venture', ventureBody, ventureFieldWords]] as const)
      for (const { shape } of body.options) {
        const act = shape.act.value;
        const option = optionOf(body, act);
        expect([act, saidWords(`${room}.${act}`)]).toEqual([act, expect.stringMatching(/\.$/)]);
        // The place in the matrix is asked for as one.
        expect([act, option && fieldsOf(option).filter(({ name }) => words[`${act}.${name}`] === undefined).map(({ name }) => name)]).toEqual([act, act === 'add-source' ? ['route'] : []]);
      }
    expect(saidWords('step.constructor')).toBeUndefined();
  });

  it('are there for every refusal, and speak to people and not to programs', () => {
    // A browser at a page cannot bring these about.
    const never = ['MALFORMED_JSON', 'UNSUPPORTED_MEDIA_TYPE', 'METHOD_NOT_ALLOWED', 'IDEMPOTENCY_KEY_REQUIRED'];
    for (const code of [...new Set([...problemCodes, ...refusalCodes])].filter((each) => !never.includes(each))) {
      const [first] = complaintsOf(new Problem(code, { detailCodes: { missing: ['READINESS'], roles: [roles[0]] } }), []);
      expect([code, first?.text]).toEqual([code, expect.not.stringMatching(/`|header|ETag|If-Match|JSON|\bAPI\b/)]);
    }
  });

  it('say of a conviction what it addressed, whatever its label', () => {
    const said = (addressed: boolean, ...questions: ('LABEL' | 'REACH')[]) => conductSaid({ convicted: ['D1', 'D2'], addressed, questions });
    expect([said(true), said(false), said(false, 'LABEL', 'REACH')]).toEqual([
      'Convicted: D1 and D2. The conduct was addressed, whatever the label.', 'Convicted: D1 and D2. No review has said yet whether the conduct was addressed.',
      'Convicted: D1 and D2. It is asked whether the label fits what was done and whether the venture was reached.',
    ]);
  });

  it('say an instant in the local time of the reader, with its zone', () => {
    expect([whenWords(now, 'America/Chicago'), whenWords(now, 'Europe/Berlin'), whenWords('2030-07-01T12:00:00.000Z', 'America/Chicago'), whenWords(now, 'UTC')]).toEqual([
      'Monday 11 February 2030, 09:00 CST', 'Monday 11 February 2030, 16:00 GMT+1', 'Monday 1 July 2030, 07:00 CDT', 'Monday 11 February 2030, 15:00 UTC',
    ]);
    expect(lastDayWords('2031-03-08T06:00:00.000Z', 'America/Chicago')).toBe('Friday 7 March 2031');
  });
});
