/** Her file without database and engine: people act, and time passes. */
import { decideVictim, type VictimCommand, type VictimDecided } from '#domain/victim/decide.ts';
import { evolveVictim } from '#domain/victim/evolve.ts';
import { victimCommandSchema, type VictimAct } from '#domain/victim/schema.ts';
import { absentVictim, type VictimFile, type VictimState } from '#domain/victim/state.ts';
import type { Actor, Facts } from '#domain/facts.ts';
import { quiet } from './quiet.ts';

const civil = { zone: 'America/Chicago', region: '' };

/** The n-th id of its kind, the same in every run. */
export const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const aCase = idOf(1);
export const anotherCase = idOf(2);
export const who = (person: string, agency = 'house', ...roles: Actor['roles']): Actor => ({ person, agency, roles });
export const advocate = who('advocate', 'house', 'COMMUNITY_ADVOCATE');
export const investigator = who('investigator', 'police', 'INVESTIGATOR');
export const guardian = who('guardian', 'guardians', 'CHILD_GUARDIAN');

export function openHer({ without = [] as readonly string[], startsAt = '2022-09-14T21:40:00.000Z' } = {}) {
  let now = startsAt;
  let state: VictimState = absentVictim;
  let made = 100;
  const said: VictimDecided[] = [];
  const facts = (): Facts => ({ now, tzdb: '2026a', agencies: { house: civil }, holidays: { '': [] }, without, playbook: quiet, playbookHash: 'h' });
  const say = (command: VictimCommand): VictimDecided => {
    const { type } = command;
    if (type !== 'clock') victimCommandSchema.parse(Object.fromEntries(Object.entries(command).filter(([name]) => name !== 'by')));
    const decided = decideVictim(state, command, facts());
    // What is decided is the fold of what happened, and nothing else.
    const folded = decided.events.reduce((before, event) => evolveVictim(before, event), state);
    if (JSON.stringify(folded) !== JSON.stringify(decided.state)) throw new Error('the state is not the fold of its events');
    state = decided.state;
    said.push(decided);
    return decided;
  };
  say({ type: 'open-victim', victim: idOf(9), case: aCase, lead: 'house', as: 'V1', playbook: { id: 'starter', version: 1 }, by: advocate });
  return {
    said,
    /** A fresh id. */
    id: (): string => idOf((made += 1)),
    at: (instant: string): void => void (now = instant),
    now: (): string => now,
    act: (by: Actor, act: VictimAct): VictimDecided => say({ type: 'victim', act, by }),
    file: (): VictimFile => { if (state.phase === 'absent') throw new Error('there is no file'); return state; },
    facts,
  };
}
export type Her = ReturnType<typeof openHer>;

type Act<A extends VictimAct['act']> = Extract<VictimAct, { act: A }>;
/** A request for which all is arranged that others can arrange. */
export const arranged = (her: Her, more: Partial<Act<'request-interview'>> = {}): Act<'request-interview'> => ({
  act: 'request-interview', interview: her.id(), case: aCase, purpose: 'INVESTIGATION', sessions: 1, interpreterFixed: true, advocateOffered: true, afterCareBooked: true, ...more,
});
export const ready = { act: 'signal-readiness', signal: 'READY_FOR_INTERVIEW', voice: 'GUARDIAN' } as const satisfies VictimAct;
export const notNow = { act: 'signal-readiness', signal: 'NOT_NOW', voice: 'GUARDIAN' } as const satisfies VictimAct;
export const inFavour = (her: Her, ...purposes: Act<'determine-best-interests'>['purposes']): Act<'determine-best-interests'> => ({
  act: 'determine-best-interests', determination: her.id(), purposes, result: 'IN_FAVOUR', factors: ['VIEWS_OF_THE_CHILD', 'SAFETY'], views: 'HEARD', deciders: ['guardian', 'worker'], day: her.now().slice(0, 10),
});
export const session = (interview: string, more: Partial<Act<'record-session'>> = {}): Act<'record-session'> => ({
  act: 'record-session', interview, day: '2022-09-29', minutes: 50, breaks: 2, present: ['FORENSIC_INTERVIEWER', 'INTERPRETER'], stopRequested: false, wellbeing: 'CALM', interviewer: 'interviewer', ...more,
});
