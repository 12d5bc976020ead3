/** What the defence is shown: decided before anything is held back, held back only by a ruling where it speaks for a defendant, shown to each by a day, and told to the case. */
import { expect, test } from 'vitest';
import type { Actor, Facts } from '#domain/facts.ts';
import { decideProcess, factsTold } from '#domain/process/decide.ts';
import { evolveProcess } from '#domain/process/evolve.ts';
import { processRows } from '#domain/process/rows.ts';
import type { ProcessAct } from '#domain/process/schema.ts';
import { absentProcess, type ProcessState } from '#domain/process/state.ts';

const [one, two] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
const words = '00000000-0000-4000-8000-000000000009';
const prosecutor: Actor = { person: 'pr', agency: 'a', roles: ['PROSECUTOR'] };

function schedule(without: readonly string[] = []) {
  let state: ProcessState = absentProcess;
  const facts = {
    now: '2022-03-10T15:00:00.000Z', tzdb: '', agencies: {}, holidays: {}, without, playbookHash: '', playbook: {},
    case: { id: 'c', phase: 'open', lead: 'a', playbook: { id: 'p', version: 1, hash: '' }, team: { a: { zone: 'America/Chicago', region: '' } }, subjects: { D1: { kind: 'suspect' }, D2: { kind: 'suspect' }, C1: { kind: 'charge', of: 'D1' } } },
  } as unknown as Facts;
  const decide = (act: ProcessAct, by = prosecutor) => decideProcess(state, { type: 'process', act, by }, facts);
  return {
    state: () => state, decide,
    say: (act: ProcessAct, by = prosecutor) => {
      const decided = decide(act, by);
      expect(decided.events.reduce(evolveProcess, state)).toEqual(decided.state);
      state = decided.state;
      return decided.refusal?.code ?? decided.events.map((event) => (event.type === 'ScheduleTold' ? `${event.type} ${event.due}` : event.type));
    },
  };
}
const list = (item: string, due: string, exculpatory: 'YES' | 'NO' | 'UNDECIDED' = 'UNDECIDED', to: string[] = ['D1', 'D2']): ProcessAct => ({ act: 'list-item', item, kind: 'REPORT', exculpatory, due, to, words });
const withhold = (item: string, ruling?: string): ProcessAct => ({ act: 'withhold-item', item, ground: 'VICTIM_PRIVACY', words, ...(ruling !== undefined && { ruling }) });

test('the case hears of the next day, whenever it is another, and when nothing is open any more', () => {
  const { say } = schedule();
  expect(say(list(one, '2022-04-01'))).toEqual(['ScheduleOpened', 'ItemListed', 'ScheduleTold 2022-04-01']);
  expect(say(list(two, '2022-04-20'))).toEqual(['ItemListed']);
  expect(say({ act: 'disclose-item', item: one, to: ['D1'], on: '2022-03-09' })).toEqual(['ItemDisclosed']);
  expect(say({ act: 'disclose-item', item: one, to: ['D2'], on: '2022-03-10' })).toEqual(['ItemDisclosed', 'ScheduleTold 2022-04-20']);
  expect(say({ act: 'disclose-item', item: two, to: ['D1', 'D2'], on: '2022-03-10' })).toEqual(['ItemDisclosed', 'ScheduleTold NOTHING']);
  expect(factsTold('2022-04-20')).toEqual([{ fact: 'DISCLOSURE_DUE', value: '2022-04-20' }, { fact: 'DISCLOSURE_OPEN', value: 'YES' }]);
  expect(factsTold('NOTHING')).toEqual([{ fact: 'DISCLOSURE_OPEN', value: 'NO' }]);
});

test('what may speak for a defendant is decided first, and held back by a court alone', () => {
  const { say } = schedule();
  say(list(one, '2022-04-01'));
  expect(say(withhold(one))).toBe('EXCULPATORY_UNDECIDED');
  say({ act: 'decide-item', item: one, exculpatory: 'YES' });
  expect(say(withhold(one))).toBe('RULING_REQUIRED');
  expect(say(withhold(one, '2022-03-11'))).toBe('DAY_AHEAD');
  expect(say(withhold(one, '2022-03-10'))).toEqual(['ItemWithheld', 'ScheduleTold NOTHING']);
  say(list(two, '2022-04-01', 'NO'));
  expect(say(withhold(two))).toEqual(['ItemWithheld', 'ScheduleTold NOTHING']);
});

test('an item is for defendants of the case, shown to those who have yet to see it, on a day that has been', () => {
  const { say } = schedule();
  expect(say(list(one, '2022-04-01', 'NO', ['C1']))).toBe('SUBJECT_UNKNOWN');
  expect(say(list(one, '2022-04-01', 'NO', ['D9']))).toBe('SUBJECT_UNKNOWN');
  say(list(one, '2022-03-01', 'NO', ['D1']));
  expect(say(list(one, '2022-04-01', 'NO', ['D1']))).toBe('SUBJECT_KNOWN');
  expect(say({ act: 'disclose-item', item: one, to: ['D2'], on: '2022-03-10' })).toBe('SUBJECT_UNKNOWN');
  expect(say({ act: 'disclose-item', item: one, to: ['D1'], on: '2022-03-11' })).toBe('DAY_AHEAD');
  expect(say({ act: 'disclose-item', item: two, to: ['D1'], on: '2022-03-10' })).toBe('NOT_FOUND');
});

test('what was shown after its day says so, and a delay has a cause and an order of days', () => {
  const { say, decide, state } = schedule();
  say(list(one, '2022-03-01', 'NO', ['D1']));
  expect(decide({ act: 'disclose-item', item: one, to: ['D1'], on: '2022-03-02' }).events[0]).toMatchObject({ late: true });
  expect(decide({ act: 'disclose-item', item: one, to: ['D1'], on: '2022-03-01' }).events[0]).not.toHaveProperty('late');
  const delay = { act: 'log-delay', delay: two, cause: 'COURT', from: '2022-03-01', to: '2022-03-05', about: 'D1' } as const;
  expect(say({ ...delay, to: '2022-02-28' })).toBe('PERIOD_BACKWARDS');
  expect(say({ ...delay, about: 'D7' })).toBe('SUBJECT_UNKNOWN');
  expect(say(delay)).toEqual(['DelayLogged']);
  expect(state()).toMatchObject({ items: { [one]: {} } });
});

test('nobody but a prosecutor of the team writes in it', () => {
  const { say } = schedule();
  expect(say(list(one, '2022-04-01'), { ...prosecutor, roles: ['INVESTIGATOR', 'COORDINATOR'] })).toBe('NOT_THE_HOLDER');
  expect(say(list(one, '2022-04-01'), { ...prosecutor, agency: 'elsewhere' })).toBe('NOT_ON_THE_TEAM');
});

test('rows: work product to those who have it, to the others only when it is due and whether it is done', () => {
  const { decide } = schedule();
  const { events, state } = decide(list(one, '2022-04-01'));
  const rows = processRows(events.map((event, index) => ({ index, event, before: absentProcess, after: state })));
  expect(rows).toMatchObject([{ kind: 'disclosure-item', id: one, class: 'D15', state: 'OPEN', summary: { due: '2022-04-01', state: 'OPEN' }, data: { kind: 'REPORT', exculpatory: 'UNDECIDED', to: ['D1', 'D2'] }, texts: { words } }]);
  expect(JSON.stringify(rows[0]?.summary)).not.toContain('UNDECIDED');
});
