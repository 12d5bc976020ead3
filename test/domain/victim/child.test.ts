/** S0.3 and rule R6: what is owed at once to a child, and to whoever may be one. */
import { describe, expect, it } from 'vitest';
import { decideVictim } from '#domain/victim/decide.ts';
import { victimErrands } from '#domain/victim/errands.ts';
import { evolveVictim } from '#domain/victim/evolve.ts';
import { absentVictim, keeperOf, type VictimState } from '#domain/victim/state.ts';
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

/** What each case of hers is told. */
const told = (before: VictimState, { events }: ReturnType<typeof opened>) => {
  let state = before;
  return events.flatMap((event, index) => {
    const change = { index, event, before: state, after: evolveVictim(state, event) };
    state = change.after;
    return victimErrands(change).map(({ ledger, body }) => [ledger, body]);
  });
};
const adult = { basis: 'ESTIMATED', adult: true, decidedBy: 'lead' } as const;

describe('what her cases hear of it', () => {
  it('is said with her name, so that no step for children opens for somebody who is none', () => {
    const joins = (said: object) => [[`case/${caseId}`, { type: 'victim-joins', victim: victimId, as: 'V1', said }]];
    expect(told(absentVictim, opened())).toEqual(joins({ CHILD_RULES: 'YES' }));
    expect(told(absentVictim, opened({ age: adult }))).toEqual(joins({ CHILD_RULES: 'NO' }));
    expect(told(absentVictim, opened({ circumstances: ['FOREIGN_NATIONAL'] }))).toEqual(joins({ CHILD_RULES: 'YES', FOREIGN_NATIONAL: 'YES' }));
  });

  it('is said again when it is another, and no more than that', () => {
    const before = opened({ circumstances: ['FOREIGN_NATIONAL'] });
    const hears = (said: string, value: string) => [[`case/${caseId}`, { type: 'her-circumstance', victim: victimId, said, value }]];
    const of = (act: VictimAct) => told(before.state, then(before, act));
    expect(of({ act: 'record-age', basis: 'UNKNOWN' })).toEqual([]);
    expect(of({ act: 'record-age', ...adult })[0]).toEqual(hears('CHILD_RULES', 'NO')[0]);
    expect(of({ act: 'say-circumstances', circumstances: ['FOREIGN_NATIONAL', 'MISSING_FROM_CARE'] })).toEqual(hears('MISSING_FROM_CARE', 'YES'));
    const child = then(before, { act: 'record-age', basis: 'KNOWN', bornOn: '2006-03-06', decidedBy: 'lead' });
    const birthday = decideVictim(child.state, { type: 'clock', keeper: keeperOf(victimId) }, { ...facts, now: '2024-03-06T06:00:00.000Z' });
    const onTheDay = birthday.events.some(({ type }) => type === 'AuthorityPassed') ? birthday : undefined;
    expect(onTheDay && told(child.state, onTheDay)).toEqual(hears('CHILD_RULES', 'NO'));
  });
});

describe('what is owed at once', () => {
  it('is owed within a day of opening to whoever may be a child, and more if she is from abroad or missing', () => {
    expect(owed(opened())).toEqual([['REPORT_CHILD', tomorrow]]);
    expect(owed(opened({ age: { basis: 'DISPUTED' }, circumstances: ['FOREIGN_NATIONAL', 'MISSING_FROM_CARE'] }))).toEqual([['REPORT_CHILD', tomorrow], ['REFER_CHILD', tomorrow], ['REPORT_MISSING', tomorrow]]);
  });

  it('is not owed where it is decided that she is of age, and ends when that is decided', () => {
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
