/** Over random lives: nothing of hers is ever due, nobody else opens what is hers to open, and what she asks for herself is never refused. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { victimClocks } from '#domain/victim/clocks.ts';
import type { VictimDecided } from '#domain/victim/decide.ts';
import type { VictimEvent } from '#domain/victim/events.ts';
import { isChild } from '#domain/victim/identity/age.ts';
import { victimRows } from '#domain/victim/rows.ts';
import type { VictimAct } from '#domain/victim/schema.ts';
import { interviewPurposes, participationModes, readinessSignals } from '#domain/terms.ts';
import { laterBy } from '#domain/time/civil-time.ts';
import { aCase, advocate, arranged, guardian, investigator, openHer, session, type Her } from './her.ts';

const HOUR = 3_600_000;
type Move = (her: Her) => VictimDecided;
const dayIn = (her: Her, days: number): string => laterBy(her.now(), days * 24 * HOUR).slice(0, 10);
const lastOf = <T extends VictimEvent['type']>(her: Her, type: T): Extract<VictimEvent, { type: T }> | undefined =>
  her.said.flatMap(({ events }) => events).findLast((event): event is Extract<VictimEvent, { type: T }> => event.type === type);
const act = (by: typeof advocate, made: (her: Her) => VictimAct): Move => (her) => her.act(by, made(her));

const often = fc.boolean().chain((yes) => (yes ? fc.constant(true) : fc.boolean()));
const purpose = fc.constantFrom(...interviewPurposes);
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...readinessSignals, 'READY_FOR_INTERVIEW' as const), fc.integer({ min: 1, max: 300 })).map(([signal, days]) =>
    act(guardian, (her) => ({ act: 'signal-readiness', signal, voice: 'SELF', ...(signal === 'NOT_TO_BE_ASKED_BEFORE' && { until: dayIn(her, days) }) }))) },
  { weight: 5, arbitrary: fc.record({ purpose, sessions: fc.integer({ min: 1, max: 2 }), interpreterFixed: often, advocateOffered: often, afterCareBooked: often }).map((more) => act(investigator, (her) => arranged(her, more))) },
  { weight: 2, arbitrary: purpose.map((each) => act(investigator, (her) => arranged(her, { purpose: each, further: lastOf(her, 'InterviewDenied')?.interview ?? her.id() }))) },
  { weight: 2, arbitrary: purpose.map((each) => act(advocate, (her) => ({ act: 'survivor-asks', interview: her.id(), case: aCase, purpose: each, sessions: 1 }))) },
  { weight: 3, arbitrary: fc.constant(act(investigator, (her) => session(lastOf(her, 'InterviewScheduled')?.interview ?? her.id(), { day: her.now().slice(0, 10) > '2022-09-15' ? dayIn(her, -1) : '2022-09-14' }))) },
  { weight: 1, arbitrary: fc.constantFrom(...participationModes).map((mode) => act(advocate, () => ({ act: 'decide-participation', case: aCase, mode, support: [], voice: 'SELF' }))) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('IN_FAVOUR' as const, 'IN_FAVOUR' as const, 'AGAINST' as const), fc.subarray([...interviewPurposes], { minLength: 1 })).map(([result, purposes]) =>
    act(guardian, (her) => ({ act: 'determine-best-interests', determination: her.id(), purposes, result, factors: ['SAFETY'], views: 'HEARD', deciders: ['guardian'], day: dayIn(her, -1) }))) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }).map((days) => act(advocate, (her) => ({ act: 'open-protected-period', period: her.id(), until: dayIn(her, days), basis: 'HER_WISH', source: 'OURS' }))) },
  { weight: 1, arbitrary: fc.integer({ min: -10, max: 90 }).map((days) => act(advocate, (her) => ({ act: 'extend-protected-period', period: lastOf(her, 'ProtectedPeriodOpened')?.period ?? her.id(), until: dayIn(her, days) }))) },
  { weight: 1, arbitrary: fc.boolean().map((justified) => act(guardian, (her) => {
    const interview = lastOf(her, 'InterviewDenied')?.interview ?? her.id();
    return justified ? { act: 'justify-further-session', interview, paper: her.id(), text: her.id() } : { act: 'agree-to-further-session', interview };
  })) },
  { weight: 1, arbitrary: fc.record({ minutes: fc.integer({ min: 1, max: 40 }), consent: often, advocateOffered: often }).map((more) => act(investigator, () => ({ act: 'record-early-contact', case: aCase, purpose: 'IMMEDIATE_SAFETY', ...more }))) },
  { weight: 1, arbitrary: fc.constant(act(advocate, () => ({ act: 'record-age', basis: 'ESTIMATED', adult: true, decidedBy: 'house' }))) },
);
const lives = fc.array(fc.tuple(fc.integer({ min: 1, max: 24 * 20 }), moves), { minLength: 5, maxLength: 45 });

/** Told from the events alone, in plain words: may somebody else plan this now? */
function mayPlan(her: Her, event: Extract<VictimEvent, { type: 'InterviewScheduled' }>, child: boolean): boolean {
  const all = her.said.flatMap(({ events }) => events);
  const before = all.slice(0, all.indexOf(event));
  const word = before.findLast(({ type }) => type === 'ReadinessGiven') as Extract<VictimEvent, { type: 'ReadinessGiven' }> | undefined;
  if (word?.signal !== 'READY_FOR_INTERVIEW') return false;
  const ends = new Map<string, { from: string; until: string }>();
  for (const each of before) {
    if (each.type === 'ProtectedPeriodOpened') ends.set(each.period, { from: each.from, until: each.until });
    if (each.type === 'ProtectedPeriodExtended') ends.set(each.period, { from: ends.get(each.period)?.from ?? '', until: each.until });
  }
  if ([...ends.values()].some(({ from, until }) => until > event.at && word.at < from)) return false;
  const mode = before.findLast(({ type }) => type === 'ParticipationDecided') as Extract<VictimEvent, { type: 'ParticipationDecided' }> | undefined;
  if (event.purpose === 'TRIAL' && (mode?.mode === 'NONE' || mode?.mode === 'INFORMATION_ONLY')) return false;
  if (!child) return true;
  const determined = before.findLast((each) => each.type === 'BestInterestsDetermined' && each.purposes.includes(event.purpose)) as Extract<VictimEvent, { type: 'BestInterestsDetermined' }> | undefined;
  return determined === undefined ? event.purpose === 'SAFETY' : determined.result === 'IN_FAVOUR';
}

/** Sessions held with her, and those that stand planned. */
function toldOrPlanned(her: Her): number {
  const open = new Map<string, number>();
  let held = 0;
  for (const event of her.said.flatMap(({ events }) => events)) {
    if (event.type === 'InterviewScheduled') open.set(event.interview, event.sessions);
    if (event.type === 'InterviewWithdrawn') open.delete(event.interview);
    if (event.type === 'SessionHeld') {
      held += 1;
      open.set(event.interview, (open.get(event.interview) ?? 1) - 1);
    }
  }
  return held + [...open.values()].reduce((sum, each) => sum + each, 0);
}

describe('over random lives', () => {
  it('nobody else opens what is hers to open, and a child is asked no third time without the team and the guardian', () => {
    const seen = { planned: 0, denied: 0, limited: 0, further: 0 };
    fc.assert(fc.property(lives, (life) => {
      const her = openHer();
      for (const [hours, move] of life) {
        her.at(laterBy(her.now(), hours * HOUR));
        const child = isChild(her.file(), her.now());
        const { events } = move(her);
        for (const event of events) {
          if (event.type === 'InterviewDenied') seen[event.result === 'DENIED_LIMIT' ? 'limited' : 'denied'] += 1;
          if (event.type !== 'InterviewScheduled' || event.survivorAsked) continue;
          seen.planned += 1;
          expect(mayPlan(her, event, child)).toBe(true);
          if (child && toldOrPlanned(her) > 2) {
            seen.further += 1;
            const given = (type: 'FurtherSessionJustified' | 'FurtherSessionAgreed') => her.said.some((each) => each.events.some((one) => one.type === type && one.interview === event.further));
            expect([given('FurtherSessionJustified'), given('FurtherSessionAgreed')]).toEqual([true, true]);
          }
        }
      }
    }), { numRuns: 700 });
    // The lives are rich enough to say something.
    expect(Math.min(seen.planned, seen.denied)).toBeGreaterThan(50);
    expect(seen.limited).toBeGreaterThan(5);
  });

  it('what she asks for herself is never refused by a gate, and is held as she asked (rule R11)', () => {
    fc.assert(fc.property(lives, purpose, (life, each) => {
      const her = openHer();
      for (const [hours, move] of life) {
        her.at(laterBy(her.now(), hours * HOUR));
        move(her);
        const interview = her.id();
        const asked = her.act(advocate, { act: 'survivor-asks', interview, case: aCase, purpose: each, sessions: 1 });
        expect(asked.refusal).toBeUndefined();
        expect(her.act(investigator, session(interview, { day: '2022-09-14' })).refusal).toBeUndefined();
      }
    }), { numRuns: 100 });
  });

  it('nothing of hers is due, reminded of or escalated: not in the state, not in a clock, not in a row; and a period only grows (I5)', () => {
    fc.assert(fc.property(lives, (life) => {
      const her = openHer();
      const until = new Map<string, string>();
      for (const [hours, move] of life) {
        her.at(laterBy(her.now(), hours * HOUR));
        const before = her.file();
        const { events, state } = move(her);
        const file = her.file();
        expect(JSON.stringify([file.voice, file.interviews])).not.toMatch(/"(due|deadline|climb|remind|level|reason)/i);
        for (const { name } of victimClocks(state)) expect(name).not.toMatch(/readiness|interview|session|participation|period|words|voice/);
        const { tables, notices } = victimRows(events.map((event, index) => ({ index: index + 1, event, before, after: file })));
        for (const name of ['readinessSignals', 'protectedPeriods', 'participations', 'determinations', 'interviews', 'sessions', 'earlyContacts', 'ownWords'])
          for (const row of tables[name]?.values() ?? []) expect(Object.keys(row).filter((column) => /due|remind|level|reason/i.test(column))).toEqual([]);
        expect(notices.filter(({ subject }) => /READY|NOT_NOW|interview|voice/i.test(subject))).toEqual([]);
        for (const [id, period] of Object.entries(file.voice?.periods ?? {})) {
          expect(period.until >= (until.get(id) ?? '')).toBe(true);
          until.set(id, period.until);
        }
      }
    }), { numRuns: 150 });
  });
});
