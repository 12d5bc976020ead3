/** The three playbooks of the field, walked through: whatever opens has a date or a wait with a name, and the clocks of the trial and of the loss list count as the story says. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadPlaybooks, type LoadedPlaybook } from '#start/playbooks.ts';
import { roles } from '#domain/terms.ts';
import { codeOf } from '#domain/playbook/names.ts';
import { isOpen } from '#domain/case/state.ts';
import { launching, orchard, stepCommand, uuid, type Tale } from './world.ts';

const shipped = await loadPlaybooks(fileURLToPath(new URL('../../../playbooks/', import.meta.url)));
const everybody = { person: 'usao-everybody', agency: 'usao', roles } as const;

function launched(loaded: LoadedPlaybook): Tale {
  const tale = orchard('2022-02-01 09:30', { ...launching, playbook: { id: loaded.id, version: loaded.version }, agencies: [{ agency: 'usao', roles: roles.slice(0, 20) }, { agency: 'usao', roles: roles.slice(20) }] }, loaded);
  expect(tale.launch().refusal).toBeUndefined();
  tale.say(everybody, { type: 'victim-joins', victim: uuid(901), as: 'V1' });
  tale.say(everybody, { type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as: 'P1' } });
  tale.say(everybody, { type: 'case', act: { act: 'name-subject', kind: 'CHARGE', as: 'C1', of: 'P1' } });
  return tale;
}

/** Everything that can be done is done, again and again: each option once, each fact with a value. */
function walk(tale: Tale, { playbook }: LoadedPlaybook): number {
  let opened = 0;
  for (let round = 0; round < 12; round += 1) {
    const open = Object.values(tale.open().steps).filter(isOpen);
    for (const { code, owner } of open) {
      const definition = playbook.steps.find((step) => step.code === codeOf(code));
      if (owner === undefined) tale.say(everybody, stepCommand(code, { act: 'accept' }));
      const options = definition?.decides?.options ?? [];
      const option = options[round % Math.max(1, options.length)]?.option;
      tale.say(everybody, stepCommand(code, { act: 'complete', ...(option !== undefined && { option }) }));
    }
    for (const { fact, of, is, recordedBy } of playbook.facts ?? []) {
      const value = is === 'day' ? '2022-03-10' : is === 'instant' ? '2022-03-10T15:00:00.000Z' : typeof is === 'string' ? (round % 2 === 0 ? 'YES' : 'NO') : is[round % is.length];
      const about = { victim: 'V1', suspect: 'P1', charge: 'C1', case: undefined }[of ?? 'case'];
      if (recordedBy !== undefined && value !== undefined) tale.say(everybody, { type: 'case', act: { act: 'record-fact', fact, value, ...(about !== undefined && { about }) } });
    }
    tale.at(`2022-${String(3 + (round % 9)).padStart(2, '0')}-20 12:00`);
    opened = Math.max(opened, Object.keys(tale.open().steps).length);
  }
  return opened;
}

test.each(shipped.map((loaded) => [`${loaded.id} ${loaded.version}`, loaded] as const))('%s: whatever opens has a next date, or waits for a reason with a name', (_, loaded) => {
  const tale = launched(loaded);
  // `assertSound` stands in every decision: a date that counts from nothing throws.
  expect(walk(tale, loaded)).toBeGreaterThan(loaded.playbook.steps.length / 3);
});

/** The days of the first story, rows 23, 24, 26 and 30 (domain 5g). */
test('the federal task force: indictment, trial and loss list are due as the story says', () => {
  const loaded = shipped.find(({ id }) => id === 'us-acteam');
  if (loaded === undefined) throw new Error('us-acteam is not there');
  const tale = launched(loaded);
  const record = (fact: string, value: string): void => void tale.say(everybody, { type: 'case', act: { act: 'record-fact', fact, about: 'P1', value } });
  record('ARRESTED', '2022-02-01');
  expect(tale.due('S7.1:P1')).toBe('2022-03-03 17:00');
  record('FILED', '2022-02-24');
  record('FIRST_APPEARANCE', '2022-02-24');
  expect(tale.due('S7.3:P1')).toBe('2022-05-05 17:00');
  tale.at('2022-03-28 12:00');
  const basis = loaded.playbook.clocks?.find(({ clock }) => clock === 'US.TRIAL70')?.exclusions?.[0]?.basis ?? '';
  const exclude = (from: string, to: string) => tale.act(everybody, 'S7.3:P1', { act: 'exclude', basis, from, to }).refusal;
  expect([exclude('2022-03-28', '2022-11-28'), tale.due('S7.3:P1')]).toEqual([undefined, '2023-01-05 17:00']);
  expect([exclude('2022-11-28', '2023-02-27'), tale.due('S7.3:P1')]).toEqual([undefined, '2023-04-06 17:00']);
  record('VERDICT', '2023-03-17');
  tale.act(everybody, 'S7.8:P1', { act: 'accept' });
  expect(tale.act(everybody, 'S7.8:P1', { act: 'complete', option: 'CONVICTED_TRAFFICKING' }).refusal).toBeUndefined();
  expect([Object.keys(tale.open().steps).includes('S8.1:P1'), tale.step('S8.1:P1').dueFor]).toEqual([true, 'date']);
  record('SENTENCING_DATE', '2023-07-21');
  expect(tale.due('S8.1:P1')).toBe('2023-05-22 17:00');
});
