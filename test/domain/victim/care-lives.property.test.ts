/** Any life of a file, as far as staff owe anything in it: people act rightly and wrongly, in time and late, and time rings every clock. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { victimClocks } from '#domain/victim/clocks.ts';
import { dutyRoles, offerDuties, riskEvents, riskLevels, type DutyKind } from '#domain/terms.ts';
import type { VictimAct } from '#domain/victim/schema.ts';
import { laterBy } from '#domain/time/civil-time.ts';
import { advocate, by, coordinator, createFile, officer, type File } from './world.ts';

const HOUR_MS = 3_600_000;
const of = <T>(list: readonly T[], pick: number): T | undefined => list[pick % list.length];
const dayIn = (file: File, days: number): string => laterBy(file.now(), days * 24 * HOUR_MS).slice(0, 10);
const police = by('police', 'INVESTIGATOR');
const makers = [{ agency: 'police', role: 'INVESTIGATOR', person: police.person }, { agency: 'house', role: 'COMMUNITY_ADVOCATE' }, { agency: 'lead', role: 'COORDINATOR' }] as const;

/** One thing that somebody does, rightly or not. */
function act(file: File, kind: number, pick: number): void {
  const care = file.file().care;
  const id = (from: object): string => of(Object.keys(from), pick) ?? file.newId();
  const [owedId, owed] = of(Object.entries(file.file().duties), pick) ?? ['duty-1', undefined];
  const speaker = owed === undefined ? coordinator : { ...by(owed.to.agency, owed.to.role), ...(owed.to.person !== undefined && { person: owed.to.person }) };
  const acts: readonly (() => readonly [typeof advocate, VictimAct])[] = [
    () => [advocate, { act: 'say-event', event: of(riskEvents, pick) ?? 'ARREST' }],
    () => [advocate, { act: 'assess-risk', assessment: file.newId(), level: of(riskLevels, pick) ?? 'LOW', trigger: 'REVIEW', factors: [], measures: [], next: dayIn(file, pick % 40) }],
    () => [advocate, { act: 'open-support', support: file.newId(), kind: 'HOUSING', agency: 'house' }],
    () => [advocate, { act: 'end-support', support: id(care.support), reason: of(['SHE_ENDED_IT', 'NOT_COOPERATING'], pick) ?? '' }],
    () => [advocate, { act: 'signal-readiness', signal: 'NOT_TO_BE_ASKED_BEFORE', voice: 'SELF', until: dayIn(file, 2 + (pick % 60)) }],
    () => [advocate, { act: 'signal-readiness', signal: of(['NOT_NOW', 'READY_FOR_INTERVIEW'] as const, pick) ?? 'NOT_NOW', voice: 'SELF' }],
    () => [coordinator, { act: 'promise-her', promise: file.newId(), text: file.newId(), maker: of(makers, pick) ?? makers[0], ...(pick % 3 > 0 && { due: dayIn(file, 1 + (pick % 30)) }) }],
    () => [advocate, { act: 'answer-promise', promise: id(care.promises), answer: 'KEPT' }],
    () => [advocate, { act: 'agree-lost-contact', plan: file.newId(), text: file.newId() }],
    () => [advocate, { act: 'say-reach', state: of(['IN_CONTACT', 'CHOSE_SILENCE', 'CANNOT_BE_REACHED'] as const, pick) ?? 'IN_CONTACT' }],
    () => [advocate, { act: 'miss-contact' }],
    () => [advocate, { act: 'raise-incident', incident: file.newId(), kind: 'PRESSURE', raisedBy: 'HER', unit: of(['police', 'lead', 'border'], pick) ?? 'police' }],
    () => [coordinator, { act: 'answer-incident', incident: id(care.incidents), outcome: 'UPHELD' }],
    () => [officer, { act: 'file-measure', measure: file.newId(), kind: 'CP', filed: dayIn(file, -1), source: 'LETTER', officer: { agency: 'border', role: 'IMMIGRATION_OFFICER' } }],
    () => [officer, { act: 'grant-measure', measure: id(care.measures), granted: dayIn(file, -1), ends: dayIn(file, (pick % 200) - 5), source: 'LETTER' }],
    () => [officer, { act: 'extend-measure', measure: id(care.measures), ends: dayIn(file, pick % 400), source: 'LETTER' }],
    () => [officer, { act: 'end-measure', measure: id(care.measures), ended: dayIn(file, 0), reason: 'EXPIRED', source: 'LETTER' }],
    () => [speaker, { act: 'do-duty', duty: owedId }],
    () => [speaker, { act: 'do-duty', duty: owedId, outcome: 'OFFERED' }],
  ];
  const [who, what] = (of(acts, kind) ?? acts[0] ?? (() => [advocate, { act: 'miss-contact' }]))();
  file.say(who, what);
}

const step = fc.record({ kind: fc.nat(60), pick: fc.nat(1_000), hours: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 900 })) });
const life = fc.array(step, { minLength: 3, maxLength: 25 });

/** Each duty's levels as they were reached. */
function levelsBy(file: File): ReadonlyMap<string, readonly string[]> {
  const levels = new Map<string, string[]>();
  for (const event of file.events()) if (event.type === 'LevelReached') levels.set(event.subject, [...(levels.get(event.subject) ?? []), event.level]);
  return levels;
}

function live(steps: readonly { readonly kind: number; readonly pick: number; readonly hours: number }[], check: (file: File) => void): void {
  const file = createFile();
  file.happen({ type: 'StoodBy', standing: file.newId(), role: 'COMMUNITY_ADVOCATE', agency: 'house', person: advocate.person });
  for (const { kind, pick, hours } of steps) {
    if (kind === 58) file.take({ type: 'victim-re-offer', person: of([advocate.person, police.person], pick) ?? '', duty: of(Object.keys(file.file().duties), pick) ?? 'duty-1', by: coordinator });
    else if (kind === 59) file.take({ type: 'victim-agency-leaves', agency: of(['police', 'border'], pick) ?? '', reason: 'CAPACITY', by: coordinator });
    else act(file, kind, pick);
    check(file);
    file.passTo(laterBy(file.now(), hours * HOUR_MS));
    check(file);
  }
}

describe('whatever happens in a file', () => {
  it('every duty that is open has somebody of staff who owes it, a date and a clock, and none is overdue in silence', () => {
    fc.assert(fc.property(life, (steps) => live(steps, (file) => {
      const clocked = new Set(victimClocks(file.file()).map(({ subject }) => subject));
      for (const [id, { to, climb: { deadline } }] of Object.entries(file.file().duties)) {
        expect([id, (dutyRoles as readonly string[]).includes(to.role), to.agency.length > 0, deadline.due > deadline.start, clocked.has(id)]).toEqual([id, true, true, true, true]);
      }
      expect(victimClocks(file.file()).filter(({ dueAt }) => dueAt < file.now())).toEqual([]);
    })), { numRuns: 60 });
  });

  it('no ladder skips a level or says one twice, and no offer climbs beyond level 2', () => {
    fc.assert(fc.property(life, (steps) => {
      let last: File | undefined;
      live(steps, (file) => { last = file; });
      const opened = new Map(last?.events().flatMap((event): [string, { kind: DutyKind; levels: readonly string[] }][] => (event.type === 'DutyOpened' ? [[event.duty, { kind: event.kind, levels: event.deadline.levels.map(({ level }) => level) }]] : [])));
      for (const [duty, levels] of last === undefined ? [] : levelsBy(last)) {
        const { kind, levels: ladder = [] } = opened.get(duty) ?? {};
        expect(levels).toEqual(ladder.slice(0, levels.length));
        if (kind !== undefined && offerDuties.includes(kind)) expect(levels.filter((level) => level > 'L2')).toEqual([]);
      }
    }), { numRuns: 60 });
  });

  it('nobody is told of anything but a duty of staff, and nothing at her pace ever gets one', () => {
    fc.assert(fc.property(life, (steps) => {
      let last: File | undefined;
      live(steps, (file) => { last = file; });
      const opened = new Set(last?.events().flatMap((event) => (event.type === 'DutyOpened' ? [event.duty] : [])));
      for (const { subject, to } of last?.notices() ?? []) expect([opened.has(subject), to.role === undefined || (dutyRoles as readonly string[]).includes(to.role)]).toEqual([true, true]);
      // What she says leaves no duty behind: neither her readiness, nor her silence, nor an answer of hers. An offer that is owed already is put off until the day she names.
      const hers = ['ReadinessGiven', 'ReachSaid', 'PromiseAnswered'];
      const events = last?.events() ?? [];
      const after = events.flatMap((event, index) => (hers.includes(event.type) ? events.slice(index + 1).filter(({ at, by: who, type }) => type === 'DutyOpened' && at === event.at && who === event.by) : []));
      expect(after.filter((event) => event.type === 'DutyOpened' && event.kind !== 'OFFER_SUPPORT' && event.kind !== 'OFFER_AFTERCARE')).toEqual([]);
    }), { numRuns: 60 });
  });
});
