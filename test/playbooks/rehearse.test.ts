/** A short rehearsal on the real engine, and its script played again: the same events at the same instants, and nothing that the script does not list. All is played first. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { companyOf } from '../../commands/playbook/rehearse/company.ts';
import { rehearse } from '../../commands/playbook/rehearse/play.ts';
import { codesOpened, datedEvents, verdictOf } from '../../commands/playbook/rehearse/report.ts';
import { compare } from '../../commands/playbook/rehearse/same.ts';
import { turnsOf } from '../../commands/playbook/rehearse/turns.ts';
import { scriptText } from '../../commands/playbook/rehearse.ts';
import { readScenario } from '../../scenario/read.ts';
import { run } from '../../scenario/run.ts';
import { onStage } from '../../scenario/stage.ts';
import { loadPlaybooks } from '../../start/playbooks.ts';

const dayMs = 86_400_000;
const shipped = new Map((await loadPlaybooks(fileURLToPath(new URL('../../playbooks/', import.meta.url)))).map(({ id, playbook }) => [id, playbook]));
const named = (id: string) => { const playbook = shipped.get(id); if (playbook === undefined) throw new Error(`${id} is not there`); return playbook; };
const starter = named('starter');
const startsAt = Date.parse('2027-01-04T09:00:00.000Z');
const turns = turnsOf(starter, '1');

const played = await onStage(() => undefined, async (stage) => {
  const first = await rehearse(stage, { playbook: starter, turns, startsAt, span: 91 * dayMs, silent: false, watched: true });
  const scenario = readScenario('the script', scriptText(first.script));
  const again = await run(stage, scenario);
  const part = await run(stage, scenario, { range: { from: '1', to: '9' } });
  return { first, again, events: await datedEvents(stage.pool, first), same: await compare(stage.pool, first, again.trace), less: await compare(stage.pool, first, part.trace) };
});

test('three months of a playbook pass without a fault, and nobody does anything that is refused', () => {
  const { faults, refused, happenings, late } = played.first;
  expect({ faults, refused, late: [...late] }).toEqual({ faults: [], refused: [], late: [] });
  expect(happenings).toBeGreaterThan(40);
});

test('the script played again gives the same events, event for event', () => {
  expect(played.same.differences).toEqual([]);
  expect(played.same.events).toBe(played.events.length);
  expect(played.events.length).toBeGreaterThan(80);
});

test('the script is a scenario that passes: it lists all that happens', () => {
  expect(played.again.verdicts.flatMap(({ row, differences }) => differences.map((line) => `${row.row} ${line}`))).toEqual([]);
  expect(played.again.verdicts).toHaveLength(played.first.script.rows.length);
});

test('a play that goes otherwise is seen', () => expect(played.less.differences.length).toBeGreaterThan(10));

test('the report says which steps opened', () => {
  const opened = codesOpened(played.events);
  expect([...opened].sort()).toEqual([...turns.opened].sort());
  const { never, opened: count } = verdictOf(starter, opened, turns.taken());
  expect(count + never.length).toBe(starter.steps.length);
});

test('a step that needs what nobody records is excused by name, and what follows it', () => {
  const [first, ...rest] = starter.steps;
  if (first === undefined) throw new Error('no step');
  const lost = { ...first, code: 'X.1', opens: { fact: 'UNSAID', is: ['YES'] } };
  const playbook = { ...starter, facts: [{ fact: 'UNSAID', title: 'Unsaid', is: 'yes-no' as const }], steps: [first, ...rest, lost, { ...first, code: 'X.2', after: ['X.1'] }, { ...first, code: 'X.3' }] };
  const { never, excused } = verdictOf(playbook, new Set(starter.steps.map(({ code }) => code)), new Set());
  expect([never, excused]).toEqual([['X.3'], ['X.1 needs UNSAID', 'X.2 needs UNSAID']]);
});

test.each([...shipped.keys()])('%s: for every step there is an agency that may hold it, with somebody who has its role', (id) => {
  const playbook = named(id);
  const company = companyOf(playbook);
  const { team, agencies } = company;
  for (const { code, role, discipline } of playbook.steps) {
    const holders = team.filter(({ agency, roles }) => roles.includes(role) && (discipline === undefined || discipline.some((kind) => agencies[agency]?.type === kind)));
    expect(holders.map(({ agency }) => company.at(agency, role) !== undefined), code).toContain(true);
  }
});

test('options are taken in turn, first those that open what has never been open', () => {
  const decides = named('us-acteam');
  const drawn = turnsOf(decides, '1');
  const options = decides.steps.find(({ code }) => code === 'S6.3')?.decides?.options.map(({ option }) => option) ?? [];
  expect(drawn.take('decided S6.3', options)).toBe('BEST_INTEREST_NON_PROSECUTION'); // three steps ask for it
  for (const { code } of decides.steps) drawn.opened.add(code);
  expect(new Set(options.slice(1).map(() => drawn.take('decided S6.3', options))).size).toBe(options.length - 1);
  expect(drawn.taken().size).toBe(options.length);
});
