/** Incidents and complaints (domain 5d): raised by her through anyone she chooses, or by staff; answered by somebody outside the unit they are about. */
import { refuse } from '../../decision.ts';
import { own, without } from '../../facts.ts';
import type { IncidentKind, IncidentOutcome } from '../../terms.ts';
import { assessorOf, coordinatorOf, doDuties, dutiesOf, openDuties, owes, type Debtor } from '../duty/duty.ts';
import { acceptAll, type Deciders, type Evolvers } from '../topic.ts';
import { paperOf } from './papers.ts';
import type { CareActOf } from './schema.ts';
import { withCare } from './state.ts';

export type IncidentFact =
  | { readonly type: 'IncidentRaised'; readonly incident: string; readonly kind: IncidentKind; readonly raisedBy: 'HER' | 'STAFF'; readonly unit: string; readonly to: Debtor }
  | { readonly type: 'IncidentAnswered'; readonly incident: string; readonly outcome: IncidentOutcome; readonly agency: string };

export const incidentDeciders: Deciders<CareActOf<'raise-incident' | 'answer-incident'>> = {
  'raise-incident': (file, { incident, kind, raisedBy, unit, to, text }, { by, facts }) => {
    const { person, ...role } = to ?? coordinatorOf(file);
    const answerer: Debtor = { ...role, ...(person !== undefined && { person }) };
    if (answerer.agency === unit && !facts.without.includes('ANSWER_FROM_INSIDE')) return refuse('ANSWER_FROM_INSIDE', { agency: unit });
    const isOwed = dutiesOf(file, 'REASSESS_RISK', 'INCIDENT').length > 0;
    return acceptAll(
      { type: 'IncidentRaised', incident, kind, raisedBy, unit, to: answerer }, ...paperOf(by, { paper: incident, class: 'D7', kind: 'INCIDENT', text }),
      ...openDuties(file, facts, { kind: 'ANSWER_INCIDENT', to: answerer, subject: incident }, ...(isOwed ? [] : [{ kind: 'REASSESS_RISK' as const, to: assessorOf(file), subject: 'INCIDENT' }])),
    );
  },
  'answer-incident': (file, { incident: id, outcome }, { by, facts }) => {
    const incident = own(file.care.incidents, id);
    const duty = dutiesOf(file, 'ANSWER_INCIDENT', id)[0]?.[1];
    if (incident === undefined || duty === undefined) return refuse('NOT_FOUND');
    if (by.agency === incident.unit && !facts.without.includes('ANSWER_FROM_INSIDE')) return refuse('ANSWER_FROM_INSIDE', { agency: incident.unit });
    if (!owes(duty, by)) return refuse('NOT_THE_OWNER');
    return acceptAll({ type: 'IncidentAnswered', incident: id, outcome, agency: by.agency }, ...doDuties(file, 'ANSWER_INCIDENT', 'DONE', id));
  },
};

export const incidentEvolvers: Evolvers<IncidentFact> = {
  IncidentRaised: (file, { incident, kind, raisedBy, unit, to, at }) => withCare(file, { incidents: { ...file.care.incidents, [incident]: { kind, raisedBy, unit, to, raisedAt: at } } }),
  IncidentAnswered: (file, { incident }) => withCare(file, { incidents: without(file.care.incidents, incident) }),
};
