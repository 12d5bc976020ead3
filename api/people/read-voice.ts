import { z } from 'zod';
import { readingOne, type Asker } from '../route.ts';
import type { VictimResource } from '../policies/authorise.ts';
import type { Subject } from '../views/subjects.ts';
import { caseIdOf } from '../views/subjects.ts';
import { victimSubject } from './subjects.ts';
import { voiceShape } from './voice-shapes.ts';

type Answer = z.input<typeof voiceShape>;
type Hers = Subject<VictimResource>;

export const readVoice = readingOne({
  id: 'read-voice',
  path: '/victims/{victimId}/voice',
  summary: 'Read what a victim said and decided',
  description: 'Every word in order, the last one holds; who asked to speak with her and what became of it; what was held. Each part is there for those its data class is open to, and nothing of it is due. `part`: only what she said and was asked, or only what was held.',
  params: z.strictObject({ victimId: z.uuid().toLowerCase() }),
  query: z.strictObject({ part: z.enum(['said', 'held']).optional() }),
  answer: voiceShape,
  action: 'victim.read',
  parts: ['victim.read-voice', 'compartment.know'],
  subject: (ask, _actor, { victimId }) => victimSubject(ask, victimId),
  // What is not asked for is not noted as refused, either.
  read: async (asker, { query: { part } }, subject) => ({ body: { ...(part !== 'held' && (await saidOf(asker, subject))), ...(part !== 'said' && (await heldOf(asker, subject))) } }),
});

/** Data class D6. */
async function saidOf(asker: Asker, { ledger, keeper: _keeper, ...resource }: Hers): Promise<Partial<Answer>> {
  const opens = asker.may('victim.read-voice', resource);
  // Of cases the agency is not engaged in only those know who stand by her.
  const all = resource.standing.length > 0;
  asker[opens ? 'opened' : 'denied']({ ledger, class: 'D6' });
  return opens ? { readiness: await readinessOf(asker, ledger), protectedPeriods: await periodsOf(asker, ledger), participation: await participationOf(asker, ledger, all), ...(await askedOf(asker, ledger, all)) } : {};
}

async function readinessOf({ ask }: Asker, ledger: string) {
  const rows = await ask<{ signal: string; voice: string; at: Date; not_before: Date | null }>`select signal, voice, at, not_before from readiness_signal_view where ledger_id = ${ledger} order by seq limit 1000`;
  return rows.map(({ signal, voice, at, not_before: notBefore }) => ({ signal: signal as 'NOT_NOW', voice: voice as 'SELF', at: at.toISOString(), ...(notBefore !== null && { notBefore: notBefore.toISOString() }) }));
}

async function periodsOf({ ask }: Asker, ledger: string) {
  const rows = await ask<{ id: string; basis: string; source: string; from_at: Date; until_at: Date }>`select id, basis, source, from_at, until_at from protected_period_view where ledger_id = ${ledger} order by from_at, id limit 1000`;
  return rows.map(({ id, basis, source, from_at: from, until_at: until }) => ({ id, basis: basis as 'HEALTH', source, from: from.toISOString(), until: until.toISOString() }));
}

async function participationOf({ ask }: Asker, ledger: string, all: boolean) {
  const rows = await ask<{ case_ledger: string; mode: string; support: readonly string[]; voice: string; from_at: Date; at: Date; superseded_at: Date | null }>`
    select case_ledger, mode, support, voice, from_at, at, lead(at) over (partition by case_ledger order by seq) as superseded_at
      from participation_view where ledger_id = ${ledger} and (${all} or engaged(case_ledger)) order by seq limit 1000`;
  return rows.map(({ case_ledger: of, mode, support, voice, from_at: from, at, superseded_at: superseded }) => ({
    caseId: caseIdOf(of), mode: mode as 'NONE', support: [...support] as 'BREAKS'[], voice: voice as 'SELF', from: from.toISOString(), at: at.toISOString(), ...(superseded !== null && { supersededAt: superseded.toISOString() }),
  }));
}

async function askedOf({ ask }: Asker, ledger: string, all: boolean): Promise<Pick<Answer, 'bestInterests' | 'interviews'>> {
  const determined = await ask<{ id: string; purposes: string[]; result: string; factors: string[]; views: string; deciders: string[]; day: string; at: Date }>`
    select id, purposes, result, factors, views, deciders, day::text, at from determination_view where ledger_id = ${ledger} order by at, id limit 1000`;
  const asked = await ask<{ id: string; case_ledger: string; purpose: string; agency: string; person: string; survivor_asked: boolean; sessions: number; held: number; result: string; missing: string[]; at: Date }>`
    select id, case_ledger, purpose, agency, person, survivor_asked, sessions, held, result, missing, at from interview_view where ledger_id = ${ledger} and (${all} or engaged(case_ledger)) order by at, id limit 1000`;
  return {
    bestInterests: determined.map(({ at, ...each }) => ({ ...each, at: at.toISOString() })) as Answer['bestInterests'],
    interviews: asked.map(({ case_ledger: of, survivor_asked: survivorAsked, at, ...each }) => ({ ...each, caseId: caseIdOf(of), survivorAsked, at: at.toISOString() })) as Answer['interviews'],
  };
}

/** Data class D8m: that she was heard, and how often. Whoever only supervises knows no more than that there is something. */
async function heldOf(asker: Asker, { ledger, working, standing, removal }: Hers): Promise<Partial<Answer>> {
  const { ask, may } = asker;
  const [met] = await ask<{ granted: boolean; assigned: boolean }>`select is_granted(${ledger}, 'D8') as granted, is_assigned(${ledger}, 'D8', null) as assigned`;
  const opens = met !== undefined && may('compartment.know', { kind: 'Compartment', id: ledger, class: 'D8', working, standing, supervised: [], removal, own: false, ...met });
  asker[opens ? 'opened' : 'denied']({ ledger, class: 'D8m' });
  const all = standing.length > 0;
  const ownWords = opens || all ? await wordsOf(asker, ledger) : undefined;
  if (!opens) return { ...(ownWords !== undefined && { ownWords }) };
  const sessions = await ask<{ case_ledger: string; stop_requested: boolean; same_interviewer: boolean; at: Date }>`
    select interview, case_ledger, day::text, minutes, breaks, present, stop_requested, wellbeing, interviewer, same_interviewer, at from session_view where ledger_id = ${ledger} and (${all} or engaged(case_ledger)) order by seq limit 1000`;
  const contacts = await ask<{ case_ledger: string; minutes: number | null; purpose: string | null; agency: string; person: string; missing: string[]; at: Date }>`
    select case_ledger, minutes, purpose, agency, person, missing, at from early_contact_view where ledger_id = ${ledger} and (${all} or engaged(case_ledger)) order by seq limit 1000`;
  return {
    ownWords,
    sessions: sessions.map(({ case_ledger: of, stop_requested: stopRequested, same_interviewer: sameInterviewer, at, ...each }) => ({ ...each, caseId: caseIdOf(of), stopRequested, sameInterviewer, at: at.toISOString() })) as Answer['sessions'],
    earlyContacts: contacts.map(({ case_ledger: of, minutes, purpose, at, ...each }) => ({ ...each, caseId: caseIdOf(of), at: at.toISOString(), ...(minutes !== null && { minutes }), ...(purpose !== null && { purpose }) })) as Answer['earlyContacts'],
  };
}

/** How her own words stand; the words themselves are papers. */
async function wordsOf({ ask }: Asker, ledger: string): Promise<Answer['ownWords']> {
  const rows = await ask<{ id: string; kind: string; at: Date; withdrawn_at: Date | null; presented_at: Date | null }>`select id, kind, at, withdrawn_at, presented_at from own_words_view where ledger_id = ${ledger} order by at, id limit 1000`;
  return rows.map(({ id, kind, at, withdrawn_at: withdrawn, presented_at: presented }) => ({
    id, kind: kind as 'OWN_WORDS', at: at.toISOString(), ...(withdrawn !== null && { withdrawnAt: withdrawn.toISOString() }), ...(presented !== null && { presentedAt: presented.toISOString() }),
  }));
}
