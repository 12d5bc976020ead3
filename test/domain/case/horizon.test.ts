/** Rule R3 and domain R8a: the day on which a right lapses, who may say it, and what it asks of whom. */
import type { Actor } from '#domain/facts.ts';
import { expect, test } from 'vitest';
import { inChicago } from '../time/fixtures.ts';
import { begun, cast, planned, uuid, type Tale } from './world.ts';

const chief: Actor = { person: 'usao-chief', agency: 'usao', roles: ['PROSECUTOR'] };
const session = { act: 'schedule-statement', interpreterFixed: true, advocateOffered: true, afterCareBooked: true } as const;

/** Counsel has worked the day out: five years, less a day. */
function warned(): Tale {
  const tale = begun();
  tale.act(cast.prosecutor, 'LIM.1', { act: 'accept' });
  tale.act(cast.prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2026-03-07' });
  return tale;
}

test('until somebody sets the day there is a date by which to set it, and its ladder climbs', () => {
  const tale = begun();
  expect(tale.due('LIM.1')).toBe('2021-03-22 17:00');
  tale.at('2021-03-24 17:00');
  expect(tale.levels('LIM.1')).toEqual(['L0 2021-03-19 17:00', 'L1 2021-03-22 17:00', 'L2 2021-03-24 17:00']);
  tale.act(cast.prosecutor, 'LIM.1', { act: 'accept' });
  expect(tale.due('LIM.1')).toBe('2021-03-22 17:00'); // accepting promises nothing new
  tale.act(cast.prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2026-03-07' });
  expect(tale.step('LIM.1').climb).toBeUndefined();
  expect(inChicago(tale.step('LIM.1').horizonAt ?? '')).toBe('2026-03-08 00:00'); // it lapses as the last day ends
  expect(tale.nextClocks('LIM.1')).toMatchObject([{ name: 'legal-horizon' }]);
  expect(inChicago(tale.nextClocks('LIM.1')[0]?.dueAt ?? '')).toBe('2025-03-08 00:00');
  expect(tale.told()).toContain('change LIM.1 usao COORDINATOR');
});

test('a later day is set by one, an earlier one by two who say the same', () => {
  const tale = warned();
  tale.act(cast.prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2027-03-07' });
  expect(inChicago(tale.step('LIM.1').horizonAt ?? '')).toBe('2027-03-08 00:00');
  const before = tale.told().length;
  expect(tale.types(tale.act(cast.prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2026-01-31' }))).toEqual(['HorizonSetAsked']);
  expect(tale.told().slice(before)).toEqual(['change LIM.1 usao PROSECUTOR', 'change LIM.1 usao COORDINATOR']); // so that a second person knows
  expect(tale.act(cast.prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2026-01-31' }).refusal?.code).toBe('TWO_PEOPLE_REQUIRED');
  expect(tale.types(tale.act(chief, 'LIM.1', { act: 'set-horizon', lastDay: '2026-01-30' }))).toEqual(['HorizonSetAsked']); // another day begins anew
  expect(inChicago(tale.step('LIM.1').horizonAt ?? '')).toBe('2027-03-08 00:00');
  expect(tale.types(tale.act(cast.prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2026-01-30' }))).toEqual(['HorizonSet']);
  expect(inChicago(tale.step('LIM.1').horizonAt ?? '')).toBe('2026-01-31 00:00');
  expect(tale.step('LIM.1').asked).toBeUndefined();
});

test('the right of a child may run sixty years', () => {
  const tale = warned();
  expect(tale.act(cast.prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2081-03-07' }).refusal).toBeUndefined();
});

test('a day that is near has only the warnings still ahead', () => {
  const tale = warned();
  tale.at('2025-12-20 09:00');
  tale.act(cast.prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2026-03-20' });
  expect(tale.step('LIM.1').warnings?.map(inChicago)).toEqual(['2025-12-21 00:00', '2026-02-19 00:00']);
});

test('a day so near that a warning should have come is warned of at once: nobody learns of a right when it has lapsed', () => {
  const tale = begun();
  tale.act(cast.prosecutor, 'LIM.1', { act: 'accept' });
  tale.act(cast.prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2021-03-20' });
  tale.at(inChicago(tale.now()));
  expect(tale.step('LIM.2').state).toBe('READY');
  expect(tale.told()).toContain('horizon LIM.1 usao PROSECUTOR');
  expect(tale.step('LIM.1').warnings).toEqual([]);
});

test('a right that was used is set aside by two who give the same reason; another reason begins anew', () => {
  const tale = warned();
  const aside = (by: Actor, reason: 'RIGHT_EXERCISED' | 'NOBODY_CONCERNED') => tale.types(tale.act(by, 'LIM.1', { act: 'not-applicable', reason }));
  expect(aside(cast.prosecutor, 'RIGHT_EXERCISED')).toEqual(['StepSetAsideAsked']);
  expect(aside(chief, 'NOBODY_CONCERNED')).toEqual(['StepSetAsideAsked']);
  expect(tale.act(chief, 'LIM.1', { act: 'not-applicable', reason: 'NOBODY_CONCERNED' }).refusal?.code).toBe('TWO_PEOPLE_REQUIRED');
  expect(tale.told().slice(-1)).toEqual(['change LIM.1 usao COORDINATOR']);
  expect(aside(cast.prosecutor, 'NOBODY_CONCERNED')).toEqual(['StepSetAside']);
  expect(tale.nextClocks('LIM.1')).toEqual([]);
});

test('R3: each warning tells the lawyers and asks for a decision anew, and never asks her', () => {
  const tale = warned();
  tale.at('2025-03-07 23:59');
  expect(Object.keys(tale.open().steps)).not.toContain('LIM.2');
  const before = tale.changes.length;
  tale.at('2025-03-08 00:00'); // 365 days ahead
  expect(tale.changes.slice(before).filter(({ event }) => event.type === 'StepOpened').map(({ event }) => event)).toMatchObject([{ step: 'LIM.2', role: 'PROSECUTOR', holder: 'usao', pacing: 'GUIDANCE' }]);
  expect(tale.told()).toEqual(expect.arrayContaining(['horizon LIM.1 usao PROSECUTOR', 'horizon LIM.1 usao COORDINATOR', 'task LIM.2 usao PROSECUTOR', 'task LIM.2 htpu SPECIALIST_ADVISOR']));
  tale.finish(cast.prosecutor, 'LIM.2');
  tale.at('2025-09-09 00:00');
  expect(tale.step('LIM.2')).toMatchObject({ state: 'IN_PROGRESS', occurrence: 2, owner: 'usao-prosecutor' });
  expect(tale.told().filter((notice) => notice === 'task LIM.2 usao usao-prosecutor')).toHaveLength(1); // time asks anew: who owns it must hear
  expect(tale.told().filter((notice) => notice === 'task LIM.2 htpu SPECIALIST_ADVISOR')).toHaveLength(2);
  tale.at('2026-03-08 00:00'); // not decided again: at the next warnings it is still open
  expect(tale.events().flatMap((event) => (event.type === 'HorizonWarned' ? [inChicago(event.at)] : []))).toEqual(['2025-03-08 00:00', '2025-09-09 00:00', '2025-12-08 00:00', '2026-02-06 00:00']);
  expect(tale.events().filter((event) => event.type === 'StepOpened' && event.step === 'LIM.2')).toHaveLength(2);
  expect(tale.step('LIM.1').state).toBe('CANCELLED');
  expect(tale.events().filter(({ type }) => type.startsWith('Statement'))).toEqual([]);
  expect(tale.told().filter((notice) => notice.includes('S5.2') || notice.includes('S2.3'))).toEqual([]);
});

test('R3: where nothing she could still say is open, a warning opens no decision', () => {
  const once = begun((steps) => steps.map((step) => (step.code === 'S5.2' && step.pacing === 'VICTIM_PACED' ? { ...step, repeats: false } : step)));
  once.act(cast.prosecutor, 'LIM.1', { act: 'accept' });
  once.act(cast.prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2021-12-31' });
  once.act(cast.agent, 'S5.2', { act: 'accept' });
  once.act(cast.agent, 'S5.2', { ...session, survivorAsked: true });
  once.act(cast.agent, 'S5.2', { act: 'complete' });
  once.at('2021-10-04 09:00');
  expect(once.told()).toContain('horizon LIM.1 usao PROSECUTOR');
  expect(Object.keys(once.open().steps)).not.toContain('LIM.2');
});

test('a right of hers that lapses asks those who tell her of it at the first warning, and never again once they have', () => {
  const tale = begun((steps) => steps.map((step) => (step.pacing === 'LEGAL_HORIZON' ? { ...step, testimony: [] } : step)));
  tale.act(cast.prosecutor, 'LIM.1', { act: 'accept' });
  tale.act(cast.prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2026-03-07' });
  tale.at('2025-03-08 00:00');
  expect(tale.step('LIM.2').state).toBe('READY');
  tale.finish(cast.prosecutor, 'LIM.2');
  tale.at('2026-02-07 00:00');
  expect(tale.step('LIM.2')).toMatchObject({ state: 'DONE', occurrence: 1 });
});

test('after an outage that ran over the horizon: every warning is recorded, and only its passing is told', () => {
  const tale = warned();
  tale.outageUntil('2026-04-01 09:00');
  expect(tale.told().filter((notice) => notice.startsWith('horizon'))).toEqual(['horizon LIM.1 usao PROSECUTOR', 'horizon LIM.1 usao COORDINATOR']);
  expect(tale.events().filter(({ type }) => type === 'HorizonWarned')).toHaveLength(4);
});

test('a horizon that is set goes on while the step is handed over', () => {
  const tale = planned();
  tale.act(cast.prosecutor, 'LIM.1', { act: 'accept' });
  tale.act(cast.prosecutor, 'LIM.1', { act: 'set-horizon', lastDay: '2026-03-07' });
  tale.propose(cast.prosecutor, 'LIM.1', 'hsi');
  tale.answer(cast.moneyAgent, uuid(1), { act: 'accept' });
  expect(tale.nextClocks('LIM.1')).toMatchObject([{ name: 'legal-horizon', keeper: `case/${tale.open().id}` }]);
});
