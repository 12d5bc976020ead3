/** What her file asks of other ledgers: that a case knows her, by her name there and by nothing else; that it hears what she says of being ready, and when she was heard; and that it stops what rests on a consent that is over. */
import type { Change } from '../ledger.ts';
import type { ChildCircumstance } from '../terms.ts';
import type { VictimEvent } from './events.ts';
import type { Instant } from '../facts.ts';
import { isChild } from './identity/age.ts';
import type { VictimFile, VictimState } from './state.ts';
import { fileOf } from './topic.ts';

type Circumstance = 'CHILD_RULES' | ChildCircumstance;

export const victimErrands = (change: Change<VictimState, VictimEvent>) => [...joining(change), ...circumstances(change), ...consentEnded(change), ...words(change.event)];

function words(event: VictimEvent) {
  if (event.type !== 'WordPassedOn' && event.type !== 'SessionPassedOn') return [];
  const { victim, case: of, nth, by: actor } = event;
  const body = event.type === 'SessionPassedOn' ? { type: 'her-session' as const, victim } : { type: 'her-word' as const, victim, signal: event.signal, ...(event.until !== undefined && { until: event.until }) };
  return [{ id: `${body.type}/${victim}/${of}/${nth}`, ledger: `case/${of}`, keeper: `case/${of}`, body, actor }];
}

function joining({ event, after }: Change<VictimState, VictimEvent>) {
  if (event.type !== 'CaseJoined' && event.type !== 'CaseLeft') return [];
  const { victim, case: of, at, by: actor } = event;
  const file = fileOf(after);
  const said = event.type === 'CaseJoined' ? { type: 'victim-joins' as const, victim, as: event.as, ...(file !== undefined && { said: saidOf(file, at) }) } : { type: 'victim-leaves' as const, victim };
  // She may come back: another time is another errand.
  return [{ id: `${said.type}/${victim}/${of}/${at}`, ledger: `case/${of}`, keeper: `case/${of}`, body: said, actor }];
}

/** What a fact of a playbook may take from her file. A circumstance that nobody has said is not denied. */
const saidOf = (file: VictimFile, at: Instant): Readonly<Partial<Record<Circumstance, 'YES' | 'NO'>>> => ({
  CHILD_RULES: isChild(file, at) ? 'YES' : 'NO', ...Object.fromEntries((file.circumstances ?? []).map((each) => [each, 'YES' as const])),
});

/** Each case of hers hears what has changed: that child rules hold, or hold no more; what was said that calls for more. */
function circumstances({ event, before, after }: Change<VictimState, VictimEvent>) {
  const [old, file] = [fileOf(before), fileOf(after)];
  if (old === undefined || file === undefined || (event.type !== 'AgeRecorded' && event.type !== 'CircumstancesSaid' && event.type !== 'AuthorityPassed')) return [];
  const [was, is] = [saidOf(old, event.at), saidOf(file, event.at)];
  // The day itself changes nothing in her file but that it has passed.
  const isBirthday = event.type === 'AuthorityPassed' && old.age?.ofAgeAt !== undefined;
  const changed = (Object.keys(is) as Circumstance[]).filter((said) => was[said] !== is[said] || (isBirthday && said === 'CHILD_RULES'));
  return Object.keys(file.cases).sort().flatMap((of) => changed.map((said) => ({
    id: `her-circumstance/${file.victim}/${of}/${said}/${file.rev}`, ledger: `case/${of}`, keeper: `case/${of}`, actor: event.by, body: { type: 'her-circumstance' as const, victim: file.victim, said, value: is[said] ?? 'YES' },
  })));
}

/** Whatever took a consent out of her file, or her out of a case, each case concerned looks at what rests on it. One errand for each case and place of the file. */
function consentEnded({ event, before, after }: Change<VictimState, VictimEvent>) {
  const old = fileOf(before);
  const now = fileOf(after);
  if (old === undefined || now === undefined) return [];
  const hasEnded = Object.keys(old.consents).some((id) => now.consents[id] === undefined);
  const cases = event.type === 'CaseLeft' ? [event.case] : hasEnded ? Object.keys(now.cases).sort() : [];
  return cases.map((of) => ({
    id: `consent-ended/${now.victim}/${of}/${now.rev}`, ledger: `case/${of}`, keeper: `case/${of}`, actor: event.by, body: { type: 'consent-ended' as const, victim: now.victim },
  }));
}
