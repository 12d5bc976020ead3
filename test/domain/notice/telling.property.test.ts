/** Whatever becomes of the mail: everybody who should hears once, nobody in the night, and no notice is ever silently lost. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer } from '#domain/notice/telling.ts';
import { monday, part, play, reader, telling, type Fate } from './world.ts';

const names = ['a.one', 'a.two', 'a.three', 'a.supervisor', 'a.leader', 'l.coordinator'];
const answers: fc.Arbitrary<Answer> = fc.constantFrom('SENT', 'SENT', 'SENT', 'BOUNCED', 'DEFERRED', 'NO_SERVER');
const fates = fc.record({ answers: fc.array(answers, { minLength: 1, maxLength: 6 }), opensAfter: fc.option(fc.integer({ min: 1, max: 4_000 }), { nil: undefined }) })
  .map(({ answers: all, opensAfter }): Fate => ({ answers: all, ...(opensAfter !== undefined && { opensAfter }) }));
const everybody = fc.record(Object.fromEntries(names.map((name) => [name, fates])));
const chains = fc.array(fc.subarray(names, { maxLength: 3 }), { minLength: 1, maxLength: 4 }).map((ranks) => ranks.map((rank, index) => rank.filter((name) => !ranks.slice(0, index).flat().includes(name))));
const parts = fc.array(fc.record({ chain: chains, kind: fc.constantFrom('level', 'offer', 'task', 'change'), urgent: fc.boolean() }), { minLength: 1, maxLength: 3 });
const away = fc.subarray(names, { maxLength: 2 });
const starts = fc.integer({ min: 0, max: 7 * 24 * 60 }).map((minutes) => new Date(Date.parse(monday) + minutes * 60_000).toISOString());

/** Hour of the day in Chicago, which is five hours behind in April. */
const hourOf = (at: string): number => (new Date(at).getUTCHours() + 19) % 24;

test('any fate of any letter', () => {
  const seen = { told: 0, untold: 0, night: 0 };
  fc.assert(fc.property(parts, everybody, away, starts, (asked, people, absent, from) => {
    const all = asked.map(({ chain, ...more }, index) => part(chain, { ...more, part: index + 1, saidAt: from }));
    const start = telling(all, Object.fromEntries(absent.map((name) => [name, reader({ reachable: false })])));
    const played = play(start, people, from);
    // It ends: no notice waits for ever.
    expect(played.isEnded).toBe(true);
    const sent = played.attempts.filter(({ answer }) => answer === 'SENT').map(({ person }) => person);
    expect(new Set(sent).size).toBe(sent.length);
    for (const name of absent) expect(played.attempts.map(({ person }) => person)).not.toContain(name);
    for (const { person, at } of played.attempts) {
      const isUrgent = all.some(({ urgent, chain }) => urgent && chain.flat().some((each) => each.person === person));
      if (!isUrgent) expect(hourOf(at) >= 7 && hourOf(at) < 20).toBe(true);
      if (hourOf(at) < 7) seen.night += 1;
    }
    for (const { outcome, chain, kind, part: number } of played.end.parts) {
      seen[outcome === 'TOLD' ? 'told' : 'untold'] += 1;
      const states = played.end.deliveries.filter(({ parts: of }) => of.includes(number)).map(({ state }) => state);
      // Said to nobody only after everybody was tried, and nobody opened it.
      if (outcome === 'UNTOLD') {
        expect(states.every((state) => ['BOUNCED', 'UNREACHABLE', 'UNREAD', 'GIVEN_UP'].includes(state))).toBe(true);
        expect(states.length).toBe(new Set((kind === 'change' ? chain.slice(0, 1) : chain).flat().map(({ person }) => person)).size);
      } else expect(states.some((state) => state === 'SEEN' || (kind === 'change' && (state === 'SENT' || state === 'UNREAD')))).toBe(true);
    }
  }), { numRuns: 2_000 });
  expect(Math.min(seen.told, seen.untold, seen.night)).toBeGreaterThan(300);
});
