/** Trial clocks in a case, by the playbook and the pack of the federal task force, against a table that was worked out by hand (`trial-clock-cases.ts`). */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { endOfClock } from '#domain/playbook/clock/clock.ts';
import { loadPlaybooks } from '#start/playbooks.ts';
import { cast, launching, orchard, type Tale } from '../case/world.ts';
import { chicago } from '../time/fixtures.ts';
import { alone, together, type Defendant } from './trial-clock-cases.ts';

const usActeam = (await loadPlaybooks(fileURLToPath(new URL('../../../playbooks/', import.meta.url)))).find(({ id }) => id === 'us-acteam');
if (usActeam === undefined) throw new Error('no playbook us-acteam');

const stepOf = { trial: 'S7.3', retrial: 'S7.3-retrial', indictment: 'S7.1' } as const;
const startOf = { trial: 'FILED', retrial: 'RETRIAL_FROM', indictment: 'ARRESTED' } as const;
const prosecutor = { person: 'usao-prosecutor', agency: 'usao', roles: ['PROSECUTOR', 'COORDINATOR'] } as const;

function tried(defendants: readonly Defendant[]): Tale {
  const tale = orchard('2021-01-04 09:30', { ...launching, playbook: { id: 'us-acteam', version: 2 } }, usActeam);
  expect(tale.launch().refusal).toBeUndefined();
  const say = (act: Parameters<Tale['say']>[1]): void => { expect(tale.say(prosecutor, act).refusal).toBeUndefined(); };
  const record = (fact: string, about: string, value: string | undefined): void => { if (value !== undefined) say({ type: 'case', act: { act: 'record-fact', fact, about, value } }); };
  defendants.forEach(({ clock = 'trial', filed, appeared = filed, severed, trial }, index) => {
    const label = `D${index + 1}`;
    say({ type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as: label } });
    record(startOf[clock], label, filed);
    if (clock === 'trial') record('FIRST_APPEARANCE', label, appeared);
    record('SEVERED', label, severed && 'YES');
    record('TRIED_WITH', label, trial);
    tale.act(prosecutor, `${stepOf[clock]}:${label}`, { act: 'accept' });
  });
  defendants.forEach(({ clock = 'trial', excluded = [], extended }, index) => {
    const step = `${stepOf[clock]}:D${index + 1}`;
    for (const [from, to] of excluded) expect(tale.act(prosecutor, step, { act: 'exclude', basis: 'ENDS_OF_JUSTICE', from, to }).refusal).toBeUndefined();
    if (extended !== undefined) expect(tale.act(prosecutor, step, { act: 'extend', extension: extended }).refusal).toBeUndefined();
  });
  return tale;
}

/** As the case counts: the end of its own, the one it shares, and the day by which the step is due. */
function told(tale: Tale, { clock = 'trial' }: Defendant, index: number) {
  const step = tale.step(`${stepOf[clock]}:D${index + 1}`);
  const running = step.counted?.clock;
  const rule = running === undefined ? undefined : endOfClock(running, chicago, '2021-01-04T15:30:00.000Z').rule;
  const joint = step.counted?.joint?.end;
  return { ends: typeof rule === 'object' && 'on' in rule ? rule.on : rule, ...(joint !== undefined && { joint }), due: tale.due(step.code) };
}

test.each([...alone, ...together])('%s: %s', (_rule, _sum, defendants) => {
  const tale = tried(defendants);
  const wanted = defendants.map(({ ends, joint }) => ({ ends, ...(joint !== undefined && { joint }), due: `${joint ?? ends} 17:00` }));
  expect(defendants.map((defendant, index) => told(tale, defendant, index))).toEqual(wanted);
});

test('one who is severed later has an end of their own again, nearer only by the word of two people', () => {
  const [, , defendants] = together[0] ?? [];
  const tale = tried(defendants ?? []);
  tale.say(cast.prosecutor, { type: 'case', act: { act: 'record-fact', fact: 'SEVERED', about: 'D4', value: 'YES' } });
  tale.say(prosecutor, { type: 'case', act: { act: 'record-fact', fact: 'SEVERED', about: 'D2', value: 'YES' } });
  expect([tale.due('S7.3:D1'), tale.due('S7.3:D2'), tale.step('S7.3:D1').nearer]).toEqual(['2023-04-24 17:00', '2023-04-24 17:00', { value: 'TRIAL:2023-04-06', person: 'usao-prosecutor' }]);
  expect(tale.act(prosecutor, 'S7.3:D1', { act: 'confirm-date' }).refusal?.code).toBe('TWO_PEOPLE_REQUIRED');
  expect(tale.act({ ...prosecutor, person: 'usao-second' }, 'S7.3:D1', { act: 'confirm-date' }).refusal).toBeUndefined();
  expect([tale.due('S7.3:D1'), tale.step('S7.3:D1').counted?.joint]).toEqual(['2023-04-06 17:00', undefined]);
  // Taken together again, the later end holds for both at once.
  tale.say(prosecutor, { type: 'case', act: { act: 'record-fact', fact: 'SEVERED', about: 'D2', value: 'NO' } });
  expect([tale.due('S7.3:D1'), tale.due('S7.3:D2')]).toEqual(['2023-04-24 17:00', '2023-04-24 17:00']);
});

test('no trial before thirty days from the first appearance', () => {
  const tale = tried([{ filed: '2022-02-24', ends: '2022-05-05' }]);
  const begin = () => tale.act(prosecutor, 'S7.3:D1', { act: 'complete' }).refusal?.code;
  // 24 Feb + 4 = 28 Feb, + 26 = 26 Mar.
  tale.at('2022-03-25 23:00');
  expect(begin()).toBe('TOO_EARLY');
  tale.at('2022-03-26 09:00');
  expect(begin()).toBeUndefined();
});
