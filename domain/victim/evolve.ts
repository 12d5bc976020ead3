/** Folding: an event is a fact, taken as it is and never refused. */
import { Fault } from '../decision.ts';
import { evolvePapers, isPaperEvent } from '../paper/papers.ts';
import { careEvolvers } from './care/care.ts';
import { noCare } from './care/state.ts';
import { consentEvolvers } from './consent/consent.ts';
import { disclosureEvolvers } from './disclosure/disclosures.ts';
import type { VictimEvent, VictimOpened } from './events.ts';
import { contactEvolvers } from './contact/contact.ts';
import { ageEvolvers } from './identity/age.ts';
import { childEvolvers } from './identity/child.ts';
import { statusEvolvers } from './identity/status.ts';
import { dutyEvolvers } from './duty/duty.ts';
import { erasureEvolvers } from './erasure/erasure.ts';
import { interviewEvolvers } from './interviews/interviews.ts';
import { standingEvolvers } from './standing/standing.ts';
import type { VictimFile, VictimState } from './state.ts';
import { fileOf } from './topic.ts';
import { voiceEvolvers } from './voice/voice.ts';

const evolvers = {
  ...standingEvolvers,
  ...consentEvolvers,
  ...dutyEvolvers,
  ...statusEvolvers,
  ...ageEvolvers,
  ...childEvolvers,
  ...contactEvolvers,
  ...careEvolvers,
  ...voiceEvolvers,
  ...interviewEvolvers,
  ...disclosureEvolvers,
  ...erasureEvolvers,
};
type Evolver = (file: VictimFile, event: VictimEvent) => VictimFile;

export function evolveVictim(state: VictimState, event: VictimEvent): VictimState {
  if (event.type === 'VictimOpened') return opened(event);
  const file = fileOf(state);
  if (file === undefined) throw new Fault(`${event.type} before VictimOpened`);
  const next = isPaperEvent(event) ? { ...file, ...evolvePapers(file, event) } : (evolvers[event.type] as Evolver)(file, event);
  return { ...next, rev: file.rev + 1 };
}

const opened = ({ victim, agency, civil, playbook }: VictimOpened): VictimFile => ({
  phase: 'open', victim, agency, civil, playbook, rev: 1, cases: {}, standing: {}, consents: {}, assignments: {},
  disclosures: {},
  duties: {}, dutiesEver: 0, care: noCare,
});
