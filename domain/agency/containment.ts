/**
 * Shutting out an agency whose accounts may be in the wrong hands. It takes hold at once by one word, for a leak does not wait; somebody else confirms it within a period that the
 * installation says, or it is lifted, and that is said. Letting it in again takes two people from the start (ours).
 */
import { accept, refuse, type Decision } from '../decision.ts';
import type { Actor, Address } from '../facts.ts';
import { addDuration } from '../time/add.ts';
import type { Calendar } from '../time/calendar.ts';
import type { Role } from '../terms.ts';
import type { DeskFacts } from './decide.ts';
import type { DeskFact, Speaker } from './events.ts';
import type { DeskAct } from './schema.ts';
import type { OpenDesk, Spoken } from './state.ts';

/** Who coordinates, leads or audits speaks from outside. Nobody contains or frees their own house. */
const outsiders: readonly Role[] = ['COORDINATOR', 'AGENCY_LEADER', 'OVERSIGHT_AUDITOR'];

export const mayContain = (desk: OpenDesk, by: Actor): boolean => by.agency !== desk.agency && by.roles.some((role) => outsiders.includes(role));

const speakerOf = ({ agency, roles }: Actor): Speaker => ({ agency, roles: roles.filter((role) => outsiders.includes(role)) });

/** Another person, and of another agency or in another role. */
const isAnother = (first: Spoken | undefined, by: Actor): boolean =>
  first === undefined || (by.person !== first.person && (by.agency !== first.agency || speakerOf(by).roles.some((role) => !first.roles.includes(role))));

/** Whoever speaks is seconded by their own leader or by oversight, wherever that is: the leader is told. */
const second = ({ agency }: Actor): readonly Address[] => [{ agency, role: 'AGENCY_LEADER' }];

/** Minutes, hours and days are counted without a calendar of anybody. */
const anywhere: Calendar = { zone: 'UTC', holidays: [], closesAt: '17:00', weekend: [] };

export function contain({ contained }: OpenDesk, { reason }: Extract<DeskAct, { act: 'contain' }>, { by, id, facts }: { readonly by: Actor; readonly id: string; readonly facts: DeskFacts }): Decision<DeskFact> {
  if (contained !== undefined && contained.confirmBy === undefined) return accept();
  if (contained !== undefined) return isAnother(contained.first, by) ? accept({ type: 'ContainmentConfirmed' }) : refuse('TWO_PEOPLE_REQUIRED');
  const { confirmWithin } = facts;
  return accept<DeskFact>(
    { type: 'AgencyContained', reason, speaker: speakerOf(by), to: second(by), ...(confirmWithin !== undefined && { confirmBy: addDuration(facts.now, confirmWithin, anywhere) }) },
    { type: 'SweepBegun', sweep: id, contained: true },
  );
}

export function release({ contained }: OpenDesk, by: Actor): Decision<DeskFact> {
  if (contained === undefined) return refuse('NOT_FOUND');
  if (contained.asked === undefined) return accept({ type: 'ReleaseAsked', speaker: speakerOf(by), to: second(by) });
  return isAnother(contained.asked, by) ? accept({ type: 'AgencyReleased' }) : refuse('TWO_PEOPLE_REQUIRED');
}

/** Said to who had contained it, to their leader, and to the agency that was shut out. */
export function lapse({ agency, contained }: OpenDesk): Decision<DeskFact> {
  const first = contained?.first;
  const outside: readonly Address[] = first === undefined ? [] : [{ agency: first.agency, person: first.person }, { agency: first.agency, role: 'AGENCY_LEADER' }];
  return accept({ type: 'AgencyReleased', lapsed: true, to: [...outside, { agency, role: 'AGENCY_LEADER' }] });
}
