/** What a desk asks of other ledgers: that open work of who left is offered anew, or goes back. The ledger that keeps the work decides. */
import type { DeskEvent, Work } from './events.ts';

export function deskErrands(event: DeskEvent) {
  if (event.type !== 'WorkReOffered') return [];
  return event.work.map((work) => ({
    // The revision makes it another errand when the work has changed meanwhile, and the same when nothing has.
    id: `re-offer/${event.sweep}/${work.ledger}/${subjectOf(work)}/${work.rev}`, ledger: work.ledger, keeper: work.keeper,
    ...('person' in event ? { actor: event.person, body: ofPerson(work, event.person) } : 'reason' in event ? { actor: work.part ?? '', body: ofAgency(work, event.reason) } : { actor: work.part ?? '', body: { type: 'agency-contained', agency: work.part ?? '' } }),
  }));
}

/** No two pieces of work in one ledger have the same. */
const subjectOf = ({ step, commitment, handOff, duty, plan, leads, part }: Work): string =>
  step ?? commitment ?? handOff ?? duty ?? (plan !== undefined ? `plan/${plan}` : leads !== undefined ? `leads/${leads}` : `part/${part ?? ''}`);

/** The words of each kind of ledger: types are unique over all kinds. */
const words = {
  case: { person: 're-offer', agency: 'agency-leaves' }, compact: { person: 'compact-re-offer', agency: 'compact-agency-leaves' }, victim: { person: 'victim-re-offer', agency: 'victim-agency-leaves' },
} as const;
const wordsOf = ({ ledger }: Work) => words[ledger.slice(0, ledger.indexOf('/')) as keyof typeof words];

function ofPerson(work: Work, person: string) {
  const { ledger: _ledger, keeper: _keeper, rev: _rev, ...what } = work;
  return { type: wordsOf(work).person, ...what, person };
}

const ofAgency = (work: Work, reason: string) => ({ type: wordsOf(work).agency, agency: work.part ?? '', reason });
