/** A scenario file that is wrong in itself is not played: each flaw has its file, its line and the way out. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { PlainError } from '#start/plain-error.ts';
import { happeningsOf } from '../../scenario/happening.ts';
import { compareLabels, isWithin, rangeOf } from '../../scenario/label.ts';
import { instantOf, momentOf } from '../../scenario/moment.ts';
import { movedByWeeks } from '../../scenario/moved.ts';
import { expectationMutants, guardsOf } from '../../scenario/mutants.ts';
import { memberAt, type Answer } from '../../scenario/play.ts';
import { readScenario } from '../../scenario/read.ts';

const sound = `scenario: SMALL
zone: America/Chicago
agencies:
  office: { name: Office, type: PROSECUTION }
people:
  clerk: { agency: office, roles: [COORDINATOR] }
rows:
  - row: 1
    at: 2024-03-04 09:00
    who: clerk
    request: GET /cases
    expect: { status: 200, answer: { items.0: ABSENT } }
    save: { case: id }
    since:
      - 2024-03-04 08:30 level L1 S1.1 -> @clerk, @office AGENCY_LEADER
  - { row: 2, at: 2024-03-05 09:00, who: clerk, request: GET /cases/@case, expect: { status: 409, problem: STALE } }
  - { row: 2b, awaits: people }
`;

function flaws(text: string): readonly string[] {
  try {
    readScenario('f.yaml', text);
    return [];
  } catch (error) {
    return (error as PlainError).wayOut;
  }
}

test('a sound file is read', () => {
  const read = readScenario('f.yaml', sound);
  expect(read.rows.map(({ row }) => row)).toEqual(['1', '2']);
  expect(read.awaiting).toEqual([{ row: '2b', awaits: 'people' }]);
  expect(read.holidays).toBe('none');
});

test.each([
  ['an unknown key', 'who: clerk', 'whom: clerk', 'f.yaml:10: there is no place for whom here; remove it or correct the name'],
  ['an unknown person', 'who: clerk', 'who: judge', 'f.yaml:10: there is nobody called judge; list the person under people'],
  ['a day that does not exist', 'at: 2024-03-04 09:00', 'at: 2024-02-30 09:00', 'f.yaml:9: there is no 2024-02-30 09:00; write a date and time of day as in 2021-03-08 09:30'],
  ['a date without a time', 'at: 2024-03-04 09:00', 'at: 2024-03-04', 'f.yaml:9: at: a date and time of day is needed, such as 2021-03-08 09:30'],
  ['an unknown agency', 'agency: office', 'agency: court', 'f.yaml:6: there is no agency court; list it under agencies'],
  ['an unknown alias', '-> @clerk', '-> @judge', 'f.yaml:15: nothing is called @judge; it must be an agency, a person, or a name under save'],
  ['a name never saved', '/cases/@case', '/cases/@other', 'f.yaml:16: nothing is called @other; it must be an agency, a person, or a name under save'],
  ['a name never saved in a place of the answer', 'items.0: ABSENT', "'items[lead=@court].id': ABSENT", 'f.yaml:12: nothing is called @court'],
  ['a role that is none', 'AGENCY_LEADER', 'AGENCY_HEAD', 'f.yaml:15: there is no role AGENCY_HEAD'],
  ['a happening without a date', '- 2024-03-04 08:30 level', '- level', 'f.yaml:15: "level L1 S1.1 -> @clerk, @office AGENCY_LEADER" begins with no date and time'],
  ['nothing that can happen', 'level L1 S1.1', 'shouted at', 'is nothing that can happen'],
  ['labels out of order', 'row: 2,', 'row: 3,', 'f.yaml:17: row 2b stands after row 3; write the rows in the order of their labels, each label once'],
  ['a zone that is none', 'America/Chicago', 'Chicago', 'f.yaml:2: zone: an IANA time zone such as America/Chicago is needed'],
  ['an alias without quotes', 'who: clerk', 'who: @clerk', "Put it in quotes: '@alias'."],
])('%s is named with its line', (_name, right, wrong, message) => {
  expect(flaws(sound.replace(right, wrong)).join('\n')).toContain(message);
});

test('labels follow the table, and a bare number takes its letters along', () => {
  expect(['11', '10b', '9', '10', '10aa', '10a'].sort(compareLabels)).toEqual(['9', '10', '10a', '10b', '10aa', '11']);
  const within = (label: string, range: string): boolean => isWithin(label, rangeOf(range) ?? { from: '', to: '' });
  expect(['9', '10', '10a', '12c', '13'].map((label) => within(label, '10-12'))).toEqual([false, true, true, true, false]);
  expect(['10', '10a', '10b', '11', '11b'].map((label) => within(label, '10b-11a'))).toEqual([false, false, true, true, false]);
  expect(within('10b', '10')).toBe(true);
  for (const none of ['', 'a', '3-2', '1-2-3', '0']) expect(rangeOf(none)).toBeUndefined();
});

test('what is told once for several is done by each, and named by a part of its label', () => {
  const each = sound.replace('  - { row: 2, at: 2024-03-05 09:00, who: clerk, request: GET /cases/@case,', '  - { row: 2, at: 2024-03-05 09:00, each: [1, B], who: clerk, request: GET /cases/@case/steps/S1.1:V#, save: { v#: id }, causes: [step S1.1:V# is DONE],').replace('problem: STALE', "problem: STALE, answer: { 'steps[step=S1.1:V#].state': DONE }");
  const [, ...rows] = readScenario('f.yaml', each).rows;
  expect(rows.map(({ row, request, causes, expect: { answer }, save }) => [row, request, causes?.[0], Object.keys(answer ?? {})[0], Object.keys(save ?? {})[0]])).toEqual([
    ['2.1', 'GET /cases/@case/steps/S1.1:V1', 'step S1.1:V1 is DONE', 'steps[step=S1.1:V1].state', 'v1'],
    ['2.2', 'GET /cases/@case/steps/S1.1:VB', 'step S1.1:VB is DONE', 'steps[step=S1.1:VB].state', 'vB'],
  ]);
  expect(flaws(each.replace('GET /cases/@case/steps', 'GET /cases/@c#/steps')).join('\n')).toContain('f.yaml:16: nothing is called @c1');
  expect(['2.10', '2', '2b', '2.2', '3'].sort(compareLabels)).toEqual(['2', '2.2', '2.10', '2b', '3']);
  expect(['2a.1', '2b.1', '2b.6', '2c'].map((row) => isWithin(row, { from: '2b', to: '2b' }))).toEqual([false, true, true, false]);
});

test('wall-clock times are those of the zone, on both sides of the change of clocks', () => {
  expect(instantOf('2021-03-13 09:00', 'America/Chicago')).toBe('2021-03-13T15:00:00.000Z');
  expect(instantOf('2021-03-15 09:00', 'America/Chicago')).toBe('2021-03-15T14:00:00.000Z');
  expect(momentOf('2021-03-15T14:00:07.500Z', 'America/Chicago')).toBe('2021-03-15 09:00:07.500');
  expect(happeningsOf(['2024-03-04 08:30 level  L1 S1.1 -> @a,  @b AGENCY_LEADER'], 'UTC', '', true)).toEqual([
    { at: '2024-03-04T08:30:00.000Z', text: 'level L1 S1.1 -> @a' }, { at: '2024-03-04T08:30:00.000Z', text: 'level L1 S1.1 -> @b AGENCY_LEADER' },
  ]);
});

test('a story moves by whole weeks with all its dates, and not across a change of clocks', () => {
  const moved = movedByWeeks(readScenario('f.yaml', sound), 1461);
  expect(moved.rows[0]).toMatchObject({ at: '2052-03-04 09:00', since: ['2052-03-04 08:30 level L1 S1.1 -> @clerk, @office AGENCY_LEADER'] });
  expect(() => movedByWeeks(readScenario('f.yaml', sound), 1)).toThrow(/daylight saving/);
});

test('mutants: every expectation of the small file, made wrong in each way', () => {
  const read = readScenario('f.yaml', sound);
  expect(expectationMutants(read).map(({ says }) => says)).toEqual([
    'row 1: status 200 becomes 201', 'row 1: items.0 ABSENT becomes PRESENT',
    ...['moved by 1 day', 'moved by -1 day', 'removed', 'without @clerk', 'without @office AGENCY_LEADER'].map((how) => `row 1: since 2024-03-04 08:30 level L1 S1.1 -> @clerk, @office AGENCY_LEADER ${how}`),
    'row 2: status 409 becomes 410', 'row 2: STALE becomes another problem',
  ]);
  expect(guardsOf(read).map(({ code, row }) => [code, row.row])).toEqual([['STALE', '2']]);
});

test('members of an answer by their path', () => {
  const answer: Answer = { status: 200, headers: { etag: '"3"' }, body: { state: 'OPEN', items: ['A', 'B'], steps: [{ step: 'S0.2', due: 'x' }, { step: 'S2.2-offer', due: 'y' }] } };
  const places = ['state', 'items.1', 'steps[step=S2.2-offer].due', 'steps[step=S9].due', 'steps.0.step', 'header.ETag', 'none.at.all'];
  expect(places.map((place) => memberAt(answer, place))).toEqual(['OPEN', 'B', 'y', undefined, 'S0.2', '"3"', undefined]);
});

const root = fileURLToPath(new URL('../../', import.meta.url));
test.each([
  ['a file that is not there', ['nowhere.yaml'], 'nowhere.yaml cannot be read'],
  ['a range that is none', ['test/scenarios/orchard.yaml', '--rows', '12-3'], '--rows is 12-3, which is no range of labels'],
])('the command says what is wrong with %s, and ends with 1', (_name, args, message) => {
  const called = spawnSync(process.execPath, ['commands/scenario.ts', ...args], { cwd: root, encoding: 'utf8' });
  expect(called.stderr).toContain(message);
  expect(called.status).toBe(1);
});
