/** A case at a glance, its promises in words, and pages about what is the survivor's to decide. */
import { describe, expect, it } from 'vitest';
import { commitmentActSchema } from '#domain/commitment/schema.ts';
import { compactActSchema } from '#domain/compact/schema.ts';
import { commitmentStates, stepStates, tracks } from '#domain/terms.ts';
import { actOnCommitment } from '../../api/operations/act-on-commitment.ts';
import { actOnCompact } from '../../api/operations/act-on-compact.ts';
import { hourAsked } from '../../api/pages/evening.ts';
import { bodyOf, fieldsOf, optionOf } from '../../api/pages/fields.ts';
import { glanceOf } from '../../api/pages/glance.ts';
import { tellPromise, type Commitment } from '../../api/pages/promise-sentences.ts';
import { render } from '../../api/pages/render.ts';
import type { Telling } from '../../api/pages/sentences.ts';
import { stepData } from '../../api/pages/step.ts';
import { compactPageActs, saidWords } from '../../api/pages/words.ts';
import { caseShape, commitmentShape, stepShape } from '../../api/shapes.ts';
import { stepActsShape } from '../../api/shapes-acts.ts';
import { commitmentActs, stepActs } from '../../api/views/possible-acts.ts';
import { wordsOf } from './support.ts';

const caseId = '00000000-0000-4000-8000-000000000001';
const id = '00000000-0000-4000-8000-000000000002';
const since = '2030-01-07T15:00:00.000Z';
const now = '2030-02-11T15:00:00.000Z';
const ahead = '2030-03-04T23:00:00.000Z';
const later = '2030-04-04T22:00:00.000Z';
const behind = '2030-02-04T23:00:00.000Z';
const telling: Telling = { nameOf: (agency) => ({ lead: 'District Prosecutor', house: 'Harbour House' })[agency] ?? agency, zone: 'America/Chicago', now, lead: 'lead', clocks: [] };

const stepOf = (step: string, part: object) =>
  stepShape.parse({ caseId, step, title: `Title of ${step}`, track: 'TEAM', role: 'COORDINATOR', state: 'IN_PROGRESS', holder: 'lead', accountable: 'lead', owner: 'lead.coordinator', accepted: true, since, occurrence: 1, version: 1, rev: 3, pacing: 'GUIDANCE', ...part });
const promiseOf = (part: object): Commitment =>
  commitmentShape.parse({ id, caseId, codeName: 'LIGHTHOUSE', kind: 'DELIVERABLE', state: 'ACTIVE', agency: 'house', proposedBy: 'lead.coordinator', proposedAt: since, since, recommitments: 0, version: 1, rev: 1, ...part });
const caseOf = (steps: readonly object[], commitments: readonly object[] = []) =>
  caseShape.parse({ id: caseId, codeName: 'LIGHTHOUSE', status: 'OPEN', phase: 'open', lead: 'lead', playbook: { id: 'starter', version: 1 }, openedAt: since, agencies: [], steps, protectedSteps: [], tracks: [], handOffs: [], denied: { statements: 0, contacts: 0, operations: 0, closings: 0 }, links: [], triggers: [], hasSafeContact: false, commitments, subjects: [], facts: [] });
const saidOf = (steps: readonly object[], commitments: readonly object[] = []): readonly string[] => glanceOf(caseOf(steps, commitments), telling).map(({ says, link }) => (link === undefined ? says : `${says} [${link.text}](${link.href})`));
const paced = { pacing: 'VICTIM_PACED', accepted: false, owner: null };

describe('a case at a glance', () => {
  it('says what waits to be accepted, what is late, the nearest date with a link to it, and how many tracks wait', () => {
    expect(saidOf(
      [stepOf('S1', { due: behind }), stepOf('S2', { accepted: false, owner: null, due: later }), stepOf('S3', { track: 'PROTECTION', ...paced }), stepOf('S4', { track: 'CHILD', state: 'SUSPENDED' })],
      [promiseOf({ state: 'LAPSED', lapsedAt: '2030-02-05T23:00:00.000Z' }), promiseOf({ state: 'PROPOSED', offeredTo: 'house', answerDue: ahead })],
    )).toEqual([
      'Two things wait to be accepted.', `Two things are late, first [Title of S1](/desk/cases/${caseId}/steps/S1)`,
      `The nearest date is Monday 4 March 2030, 17:00 CST: [Harbour House: something to deliver](/desk/promises/${id})`, 'Two tracks wait properly.',
    ]);
  });

  it('says so where there is nothing, with the next date; and where there is none, that', () => {
    expect(saidOf([stepOf('S1', { due: ahead })])).toEqual(['Nothing is late, and nothing waits to be accepted.', `The nearest date is Monday 4 March 2030, 17:00 CST: [Title of S1](/desk/cases/${caseId}/steps/S1)`]);
    expect(saidOf([])).toEqual(['Nothing is late, and nothing waits to be accepted.', 'No date lies ahead.']);
  });

  it('never takes a date, an answer or a name from what waits properly (R1, R14)', () => {
    const waits = tracks.flatMap((track) => [stepOf('S1', { track, ...paced }), stepOf('S2', { track, state: 'SUSPENDED', due: behind }), stepOf('S3', { track, pacing: 'PROTECTED_PERIOD', unlocksAt: ahead }), stepOf('S4', { track, pacing: 'EXTERNAL_WAIT', reviewBy: ahead })]);
    expect(saidOf(waits, [promiseOf({ state: 'SUSPENDED' })])).toEqual(['Nothing is late, and nothing waits to be accepted.', 'No date lies ahead.', '14 tracks wait properly.']);
  });
});

describe('a promise in words', () => {
  const textOf = (part: object): string => tellPromise(promiseOf(part), telling).lines.map(({ about, says }) => `${about}: ${says}`).join('\n');

  it('is told in every state without a code left over', () => {
    for (const state of commitmentStates) expect(textOf({ state, due: ahead, lapsedAt: behind, recommitments: 4, owner: 'house.advocate', askedDue: '2030-03-05', level: 'L3', pledge: { amount: 2, unit: 'FTE', from: '2030-01-01', until: '2030-06-30' } })).not.toMatch(/[A-Z]{2,}_[A-Z]|undefined|null|\bFTE\b/);
  });

  it('that waits for the survivor says that it waits properly, and nothing else (R2)', () => {
    expect(tellPromise(promiseOf({ state: 'SUSPENDED', due: ahead, lapsedAt: behind, level: 'L4', recommitments: 5 }), telling)).toEqual({ look: 'waits', lines: [{ about: 'Now', says: 'Waiting properly.' }] });
  });

  it('says since when it is late, and how often its date was moved once that is three times', () => {
    expect(textOf({ state: 'LAPSED', lapsedAt: behind, recommitments: 3 })).toMatch(/Late since: It was due Monday 4 February 2030, 17:00 CST\.\nSo often: It has had 3 new dates\./);
    expect(textOf({ state: 'LAPSED', lapsedAt: behind, recommitments: 2 })).not.toContain('new dates');
  });

  it('has words and fields for every act, also where a field has members of its own', () => {
    for (const { shape } of commitmentActSchema.options) {
      expect(saidWords(`commitment.${shape.act.value}`)).toMatch(/\.$/);
      const option = optionOf(actOnCommitment.body, shape.act.value);
      expect(option && fieldsOf(option).every(({ label }) => label !== '')).toBe(true);
    }
    const recommit = optionOf(actOnCommitment.body, 'recommit');
    const body = recommit && bodyOf(fieldsOf(recommit), { 'due-day': '4', 'due-month': '3', 'due-year': '2030', 'resource.amount': '2', 'resource.unit': 'FTE' });
    expect(body).toEqual({ due: '2030-03-04', resource: { amount: 2, unit: 'FTE' } });
    expect(recommit?.safeParse({ act: 'recommit', ...body }).success).toBe(true);
  });

  it('is there to be taken on when its owner has left, and only then', () => {
    const row = { offeredTo: null, acceptedBy: null, pledgedAmount: null, agency: 'house' };
    const mayAccept = (state: string, acceptedBy: string | null): boolean => commitmentActs({ ...row, state, acceptedBy }, { agency: 'house', roles: ['AGENCY_SUPERVISOR'] }).includes('accept');
    expect([mayAccept('LAPSED', null), mayAccept('LAPSED', 'house.one'), mayAccept('PROPOSED', null), mayAccept('DECLINED', null)]).toEqual([true, false, false, false]);
  });

  it('is let go by the leader of its agency alone once it is promised', () => {
    const row = { offeredTo: null, acceptedBy: 'house.one', pledgedAmount: null, agency: 'house' };
    const mayRelease = (state: string, agency: string, role: 'COORDINATOR' | 'AGENCY_LEADER'): boolean => commitmentActs({ ...row, state }, { agency, roles: [role] }).includes('release');
    expect([mayRelease('LAPSED', 'lead', 'COORDINATOR'), mayRelease('LAPSED', 'house', 'AGENCY_LEADER'), mayRelease('PROPOSED', 'lead', 'COORDINATOR'), mayRelease('MET', 'house', 'AGENCY_LEADER')]).toEqual([false, true, true, false]);
  });
});

describe('a compact', () => {
  it('has words and a form for every act its page offers', () => {
    expect(compactActSchema.options.map(({ shape }) => shape.act.value)).toEqual(expect.arrayContaining([...compactPageActs]));
    for (const act of compactPageActs) {
      expect(saidWords(`compact.${act}`)).toMatch(/\.$/);
      const option = optionOf(actOnCompact.body, act);
      expect(option && fieldsOf(option).length).toBeLessThan(2);
    }
  });
});

describe('a page about a step at the survivor\'s pace', () => {
  const allowed = /(It has no date, and nobody is (reminded|asked for anything)\.)/g;
  const pressing = /\bdates?\b|\bdue\b|\bremind|\blate\b|overdue|deadline|\blaps|if nobody moves|\d{4}|\bCST\b/i;
  const forms = ['signal', 'statement', undefined] as const;

  it('speaks of no date, no reminder and no lateness, whatever its state, its track and the act that is chosen (R1)', () => {
    let pages = 0;
    for (const state of stepStates) for (const track of ['PROTECTION', 'INVESTIGATION'] as const) for (const accepted of [true, false]) for (const form of forms) {
      const step = stepOf('S1', { ...paced, state, track, accepted, owner: accepted ? 'lead.coordinator' : null, signal: 'NOT_NOW', blocker: 'CAPACITY' });
      const standing = { holder: 'lead', accountable: 'lead', state, pacing: step.pacing, accepted, owner: step.owner, level: null, askedDue: null, packetFrom: 'lead.other', nearer: null };
      const definition = { code: 'S1', form, earlyContact: {} } as unknown as Parameters<typeof stepActs>[1];
      const possible = [...stepActs(standing, definition, 'lead.coordinator', { isOperation: true, clock: undefined, leavesOut: false }), ...stepActs(standing, definition, 'lead.other', { isOperation: true, clock: undefined, leavesOut: false })];
      const acts = stepActsShape.parse({ acts: [...new Set(possible)], askedBy: ['TEAM', 'SURVIVOR'], handOff: true, options: [], missing: [], bases: [], lengthenings: [] });
      for (const chosen of [undefined, ...acts.acts]) {
        const text = wordsOf(render('act', { ...stepData({ step, acts, whole: caseOf([]), chosen }, telling), complaints: [], entries: {}, errorOf: {} })).replace(/Throughline keeps.*$/, '');
        expect([chosen, text.replaceAll(allowed, '')]).toEqual([chosen, expect.not.stringMatching(pressing)]);
        pages += 1;
      }
    }
    expect(pages).toBeGreaterThan(200);
  });
});

describe('the hour at which somebody is back', () => {
  const zone = 'America/Chicago';
  const at = (day: string, month: string, year: string, hour: string) => hourAsked({ 'before-day': day, 'before-month': month, 'before-year': year, hour }, zone);
  it('is that of the reader, or said to be none', () => {
    expect([at('11', '2', '2030', '9'), at('11', '7', '2030', '09:30'), hourAsked({}, zone)]).toEqual(['2030-02-11T15:00:00.000Z', '2030-07-11T14:30:00.000Z', undefined]);
    expect([at('31', '2', '2030', '9:00'), at('11', '2', '2030', 'noon'), at('11', '2', '30', '9:00'), at('', '', '', '9:00'), at('11', '2', '2030', '25:00')]).toEqual([false, false, false, false, false]);
  });
});
