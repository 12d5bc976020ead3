/** Proceedings as the federal task force runs them: what is recorded tells the files, who wishes to hear is told of every event and nobody else, a defendant found years later, a horizon that nears (ORCHARD 25-29, 37; LANTERN 17, 27; rules R3 and R9). */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadPlaybooks } from '#start/playbooks.ts';
import { cast, launching, orchard, stepCommand, uuid, type Tale } from './world.ts';

const usActeam = (await loadPlaybooks(fileURLToPath(new URL('../../../playbooks/', import.meta.url)))).find(({ id }) => id === 'us-acteam');
if (usActeam === undefined) throw new Error('no playbook us-acteam');

const prosecutor = { person: 'usao-prosecutor', agency: 'usao', roles: ['PROSECUTOR', 'COORDINATOR'] } as const;
const specialist = cast.coordinator;
const [first, second] = [uuid(951), uuid(952)];

/** V1 wishes to be told, V2 has said nothing; D1 is a suspect. */
function begun(): Tale & { record: (fact: string, value: string, about?: string) => ReturnType<Tale['say']> } {
  const tale = orchard('2022-01-18 09:30', { ...launching, playbook: { id: 'us-acteam', version: 2 } }, usActeam);
  expect(tale.launch().refusal).toBeUndefined();
  tale.say(prosecutor, { type: 'victim-joins', victim: first, as: 'V1', said: { NOTIFIED: 'YES' } });
  tale.say(prosecutor, { type: 'victim-joins', victim: second, as: 'V2' });
  tale.say(prosecutor, { type: 'case', act: { act: 'record-safe-contact', rule: uuid(990) } });
  tale.say(prosecutor, { type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as: 'D1' } });
  return { ...tale, record: (fact, value, about = 'D1') => tale.say(prosecutor, { type: 'case', act: { act: 'record-fact', fact, about, value } }) };
}
const eventsSaid = ({ events }: ReturnType<Tale['say']>) => events.flatMap((event) => (event.type === 'EventSaid' ? [[event.event, event.victims]] : []));

test('what is recorded says once to the file of each victim what may change the danger to her (R9)', () => {
  const tale = begun();
  expect(eventsSaid(tale.record('ARRESTED', '2022-02-01'))).toEqual([['ARREST', [first, second]]]);
  expect(eventsSaid(tale.record('ARRESTED', '2022-02-01'))).toEqual([]);
  expect([['RELEASED', '2022-02-02'], ['HEARING_HELD', '2022-02-03'], ['VERDICT', '2023-03-17'], ['SENTENCED', '2023-07-21']].flatMap(([fact = '', value = '']) => eventsSaid(tale.record(fact, value)).map(([event]) => event))).toEqual(['RELEASE', 'HEARING', 'VERDICT', 'SENTENCE']);
  expect(eventsSaid(tale.record('TESTIFIED', '2023-03-01', 'V1'))).toEqual([['TESTIMONY', [first, second]]]);
  // A day that is only set, and a custody that is only written down, tell nothing.
  expect(eventsSaid(tale.record('HEARING_SET', '2023-03-01'))).toEqual([]);
});

test('a matter that tells the event itself does not tell it twice', () => {
  const said = begun().say(prosecutor, { type: 'matter-says', facts: [{ fact: 'VERDICT', about: 'D1', value: '2023-03-17' }], event: 'VERDICT' });
  expect(eventsSaid(said)).toEqual([['VERDICT', [first, second]]]);
});

const notices = (tale: Tale) => Object.values(tale.open().steps).filter(({ code }) => code.startsWith('S7.2:')).map(({ code, state, occasions }) => [code, state, occasions]);

test('who wishes to hear is told of each event, and nothing that comes meanwhile is lost; who has not said so is told of none', () => {
  const tale = begun();
  expect(notices(tale)).toEqual([]);
  tale.record('ARRESTED', '2022-02-01');
  expect(notices(tale)).toEqual([['S7.2:V1', 'READY', ['ARRESTED:D1']]]);
  tale.act(specialist, 'S7.2:V1', { act: 'accept' });
  const before = tale.step('S7.2:V1').rev;
  tale.record('FILED', '2022-02-24');
  expect(notices(tale)).toEqual([['S7.2:V1', 'IN_PROGRESS', ['ARRESTED:D1', 'FILED:D1']]]);
  // Whoever was about to call it done looks once more.
  expect(tale.say(specialist, stepCommand('S7.2:V1', { act: 'complete' }, before)).refusal?.code).toBe('STALE');
  expect(tale.act(specialist, 'S7.2:V1', { act: 'complete' }).refusal).toBeUndefined();
  expect(notices(tale)).toEqual([['S7.2:V1', 'DONE', ['ARRESTED:D1', 'FILED:D1']]]);
  tale.record('VERDICT', '2023-03-17');
  expect([notices(tale), tale.step('S7.2:V1').owner]).toEqual([[['S7.2:V1', 'IN_PROGRESS', ['VERDICT:D1']]], 'usao-coordinator']);
});

test('a wish that is taken back ends it at once, and one that comes later is for what comes later (ORCHARD 27)', () => {
  const tale = begun();
  tale.record('ARRESTED', '2022-02-01');
  tale.say(specialist, { type: 'her-circumstance', victim: first, said: 'NOTIFIED', value: 'NO' });
  tale.say(specialist, { type: 'her-circumstance', victim: second, said: 'NOTIFIED', value: 'YES' });
  expect(notices(tale)).toEqual([['S7.2:V1', 'NOT_APPLICABLE', ['ARRESTED:D1']]]);
  tale.record('PLEA_EXPECTED', '2022-11-07');
  expect(notices(tale).map(([code, state]) => [code, state])).toEqual([['S7.2:V1', 'NOT_APPLICABLE'], ['S7.2:V2', 'READY']]);
});

test('nobody speaks with her but by her rule of safe contact (gate G2, refusal 21)', () => {
  const tale = orchard('2022-01-18 09:30', { ...launching, playbook: { id: 'us-acteam', version: 2 } }, usActeam);
  tale.launch();
  tale.say(prosecutor, { type: 'victim-joins', victim: first, as: 'V1', said: { NOTIFIED: 'YES' } });
  tale.say(prosecutor, { type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as: 'D1' } });
  tale.say(prosecutor, { type: 'case', act: { act: 'record-fact', fact: 'ARRESTED', about: 'D1', value: '2022-02-01' } });
  tale.act(specialist, 'S7.2:V1', { act: 'accept' });
  expect(tale.act(specialist, 'S7.2:V1', { act: 'complete' }).refusal?.code).toBe('CONTACT_GATE');
});

test('one who joins late gets all their steps, and one who was at large is taken up again years later (ORCHARD 26, 37)', () => {
  const tale = begun();
  for (const as of ['D3', 'D4']) tale.say(prosecutor, { type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as } });
  tale.record('AT_LARGE', 'YES', 'D3');
  tale.at('2022-09-20 10:00');
  tale.record('JOINED', 'YES', 'D4');
  tale.record('FILED', '2022-09-20', 'D4');
  tale.record('FIRST_APPEARANCE', '2022-09-27', 'D4');
  expect(['S7.4:D4', 'S7.3:D4'].map((code) => tale.step(code).state)).toEqual(['READY', 'READY']);
  tale.at('2024-03-11 10:00');
  tale.record('AT_LARGE', 'NO', 'D3');
  expect(eventsSaid(tale.record('ARRESTED', '2024-03-11', 'D3'))).toHaveLength(1);
  expect([tale.step('S7.1:D3').state, tale.due('S7.1:D3')]).toEqual(['READY', '2024-04-10 17:00']);
});

test('a horizon that nears while she is not ready asks for a decision without her, and never her (R3)', () => {
  const tale = begun();
  tale.act(prosecutor, 'LIM.1', { act: 'accept' });
  expect(tale.act(prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2023-03-07' }).refusal).toBeUndefined();
  const statements = () => ['S5.2:V1', 'S5.2:V2'].map((code) => [tale.step(code).state, tale.step(code).climb, tale.step(code).planned]);
  const before = statements();
  const [changes, told] = [tale.events().length, tale.told().length];
  tale.at('2022-03-08 10:00');
  expect([tale.step('LIM.2').state, tale.step('LIM.2').role]).toEqual(['READY', 'PROSECUTOR']);
  expect(statements()).toEqual(before);
  expect(tale.events().slice(changes).filter((event) => JSON.stringify(event).includes('"S5.'))).toEqual([]);
  expect(tale.told().slice(told).filter((line) => line.includes('S5.'))).toEqual([]);
});
