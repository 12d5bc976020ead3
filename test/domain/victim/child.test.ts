/** S0.3 and rule R6: what is owed at once to a child, and to whoever may be one. */
import { describe, expect, it } from 'vitest';
import { decideVictim } from '#domain/victim/decide.ts';
import { victimErrands } from '#domain/victim/errands.ts';
import { absentVictim } from '#domain/victim/state.ts';
import type { VictimAct } from '#domain/victim/schema.ts';
import type { Facts } from '#domain/facts.ts';
import { starter } from '../case/world.ts';
import { caseId, coordinator, victimId } from './world.ts';

const facts: Facts = { now: '2024-03-04T15:00:00.000Z', tzdb: 'test', playbook: starter.playbook, playbookHash: starter.hash, agencies: { lead: { zone: 'America/Chicago', region: '' } }, holidays: {}, without: [] };
type Opening = Pick<Parameters<typeof decideVictim>[1] & { type: 'open-victim' }, 'age' | 'circumstances'>;
const opened = (with_: Opening = {}) => decideVictim(absentVictim, { type: 'open-victim', victim: victimId, case: caseId, lead: 'lead', as: 'V1', playbook: { id: 'starter', version: 1 }, by: coordinator, ...with_ }, facts);
const owed = ({ state }: ReturnType<typeof opened>) => (state.phase === 'absent' ? [] : Object.values(state.duties).map(({ kind, climb }) => [kind, climb.deadline.due]));
const tomorrow = '2024-03-05T15:00:00.000Z';
const then = (before: ReturnType<typeof opened>, act: VictimAct) => decideVictim(before.state, { type: 'victim', act, by: coordinator }, facts);

describe('what is owed at once', () => {
  it('is owed within a day of opening to whoever may be a child, and more if she is from abroad or missing', () => {
    expect(owed(opened())).toEqual([['REPORT_CHILD', tomorrow]]);
    expect(owed(opened({ age: { basis: 'DISPUTED' }, circumstances: ['FOREIGN_NATIONAL', 'MISSING_FROM_CARE'] }))).toEqual([['REPORT_CHILD', tomorrow], ['REFER_CHILD', tomorrow], ['REPORT_MISSING', tomorrow]]);
  });

  it('is not owed where it is decided that she is of age, and ends when that is decided', () => {
    const adult = { basis: 'ESTIMATED', adult: true, decidedBy: 'lead' } as const;
    expect(owed(opened({ age: adult, circumstances: ['FOREIGN_NATIONAL'] }))).toEqual([]);
    expect(owed(then(opened({ circumstances: ['FOREIGN_NATIONAL'] }), { act: 'record-age', ...adult }))).toEqual([]);
  });

  it('begins when it is said that she is missing, and not twice for what is owed already', () => {
    expect(owed(then(opened(), { act: 'say-circumstances', circumstances: ['MISSING_FROM_CARE'] }))).toEqual([['REPORT_CHILD', tomorrow], ['REPORT_MISSING', tomorrow]]);
  });

  it('takes no file whose age is decided by nobody', () => {
    expect(opened({ age: { basis: 'KNOWN', bornOn: '2000-01-01' } }).refusal?.code).toBe('AGE_DECISION_REQUIRED');
  });
});

describe('what her cases are told for facts of their playbook', () => {
  const knowing: Facts = { ...facts, playbook: { ...starter.playbook, facts: [{ fact: 'CHILD', title: 'Child', of: 'victim', is: 'yes-no', from: 'CHILD_RULES' }, { fact: 'MISSING', title: 'Missing', of: 'victim', is: 'yes-no', from: 'MISSING_FROM_CARE' }] } };
  const open = (with_: Opening = {}, on = knowing) => decideVictim(absentVictim, { type: 'open-victim', victim: victimId, case: caseId, lead: 'lead', as: 'V1', playbook: { id: 'starter', version: 1 }, by: coordinator, ...with_ }, on);
  const next = (before: ReturnType<typeof opened>, act: VictimAct) => decideVictim(before.state, { type: 'victim', act, by: coordinator }, knowing);
  const told = ({ events }: ReturnType<typeof opened>) => events.flatMap((event) => (event.type === 'CircumstancePassedOn' ? [`${event.said} ${event.value}`] : event.type === 'CaseJoined' ? Object.entries(event.said ?? {}).map((each) => each.join(' ')) : []));

  it('is told when she comes into one, and when it is decided or said anew; nothing else of her', () => {
    const first = open({ circumstances: ['FOREIGN_NATIONAL'] });
    expect(told(first)).toEqual(['CHILD_RULES YES']); // no fact of this playbook comes from where she is from
    expect(told(next(first, { act: 'say-circumstances', circumstances: ['MISSING_FROM_CARE'] }))).toEqual(['MISSING_FROM_CARE YES']);
    expect(told(next(first, { act: 'record-age', basis: 'ESTIMATED', adult: true, decidedBy: 'lead' }))).toEqual(['CHILD_RULES NO']);
    expect(told(next(first, { act: 'signal-readiness', signal: 'NOT_NOW', voice: 'SELF' }))).toEqual([]);
  });

  it('is told with her name, so that no step for children opens for somebody who is none; then each anew as an errand of its own, and to nobody whose playbook asks for nothing', () => {
    const errands = ({ state, events }: ReturnType<typeof opened>) => events.flatMap((event) => victimErrands({ index: 1, event, before: absentVictim, after: state })).map(({ ledger, body }) => [ledger, body]);
    const hears = (body: object) => [[`case/${caseId}`, { victim: victimId, ...body }]];
    const adult = { basis: 'ESTIMATED', adult: true, decidedBy: 'lead' } as const;
    expect(errands(open({ age: adult }))).toEqual(hears({ type: 'victim-joins', as: 'V1', said: { CHILD_RULES: 'NO' } }));
    const child = open();
    expect(errands(child)).toEqual(hears({ type: 'victim-joins', as: 'V1', said: { CHILD_RULES: 'YES' } }));
    expect(errands(next(child, { act: 'record-age', ...adult }))).toEqual(hears({ type: 'her-circumstance', said: 'CHILD_RULES', value: 'NO' }));
    expect(told(open({}, facts))).toEqual([]);
  });
});
