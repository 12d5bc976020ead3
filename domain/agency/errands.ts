/** What a desk asks of other ledgers: that open work of who left is offered anew, or goes back. The ledger that keeps the work decides. */
import type { DeskEvent, Work } from './events.ts';

export function deskErrands(event: DeskEvent) {
  if (event.type !== 'WorkReOffered') return [];
  return event.work.map((work) => ({
    // The revision makes it another errand when the work has changed meanwhile, and the same when nothing has.
    id: `re-offer/${event.sweep}/${work.ledger}/${subjectOf(work)}/${work.rev}`, ledger: work.ledger, keeper: work.keeper,
    ...('person' in event ? { actor: event.person, body: ofPerson(work, event.person) } : { actor: work.part ?? '', body: ofAgency(work, event.reason) }),
  }));
}

/** No two pieces of work in one ledger have the same. */
const subjectOf = ({ step, commitment, handOff, plan, leads, part }: Work): string =>
  step ?? commitment ?? handOff ?? (plan !== undefined ? `plan/${plan}` : leads !== undefined ? `leads/${leads}` : `part/${part ?? ''}`);

const isCompact = ({ ledger }: Work): boolean => ledger.startsWith('compact/');

function ofPerson(work: Work, person: string) {
  const { ledger: _ledger, keeper: _keeper, rev: _rev, ...what } = work;
  return { type: isCompact(work) ? ('compact-re-offer' as const) : ('re-offer' as const), ...what, person };
}

const ofAgency = (work: Work, reason: string) => ({ type: isCompact(work) ? ('compact-agency-leaves' as const) : ('agency-leaves' as const), agency: work.part ?? '', reason });
