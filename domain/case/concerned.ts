/** Which steps of the playbook a decision can open or end: those whose conditions name what it changed. A large case has thousands of others, and rests. */
import { leavesOf, type Leaf } from '../playbook/condition/condition.ts';
import { codeOf } from '../playbook/names.ts';
import type { Playbook } from '../playbook/schema.ts';
import type { CaseFact } from './events.ts';
import { occasionsOf } from './occasions.ts';

/** What leaves every condition, phase and call as it was: then nothing new opens or ends by rule, for a case always comes to rest. */
const stills: Readonly<Partial<Record<CaseFact['type'], true>>> = {
  StepOpened: true, StepAccepted: true, StepDeclined: true, StepTakenOver: true, StepPutDown: true, StepReleased: true, StepSetAsideAsked: true, StepReDated: true, StepSuspended: true, StepResumed: true,
  BlockerNamed: true, WaitReviewed: true, ReadinessSignalled: true, OfferSilenced: true, SilenceEnded: true, StatementScheduled: true, StatementPlanWithdrawn: true, StatementRequestDenied: true,
  LevelReached: true, StillOpen: true, TrackQuiet: true, TrackStalled: true, HerWordHeard: true, HerSessionHeard: true, DateAsked: true, DateRefused: true, DateCounted: true, PacketAcknowledged: true,
  HandOffProposed: true, HandOffReProposed: true, HandOffTimedOut: true, HandOffReturned: true, HandOffDeclined: true, HandOffWithdrawn: true, HandOffCompleted: true, HandedBack: true, HandOffFollowed: true, FormFiled: true, OutcomeChanged: true, OccasionAdded: true, EventSaid: true,
};
/** What ends a step. */
const ends: Readonly<Partial<Record<CaseFact['type'], true>>> = { StepCompleted: true, StepSetAside: true, StepEndedByRule: true, ProtectedPeriodEnded: true, HorizonPassed: true };

export const mayOpenOrEnd = (decided: readonly CaseFact[]): boolean => decided.some(({ type }) => stills[type] !== true);

const indexed = new WeakMap<Playbook, ReadonlyMap<string, ReadonlySet<string>>>();

const nameOf = (leaf: Leaf): readonly string[] => ('done' in leaf ? [`step ${leaf.done}`] : 'decided' in leaf ? [`step ${leaf.decided}`] : 'fact' in leaf ? [`fact ${leaf.fact}`] : 'known' in leaf ? [`fact ${leaf.known}`] : []);

/** By what a condition can name, the steps whose conditions name it, near or through gates. A published playbook never changes: it is put in order once. */
function indexOf(playbook: Playbook): ReadonlyMap<string, ReadonlySet<string>> {
  const known = indexed.get(playbook);
  if (known !== undefined) return known;
  const index = new Map<string, Set<string>>();
  for (const step of playbook.steps) {
    const { code, after, opens, ends: over } = step;
    const names = [...occasionsOf(step).map((each) => (typeof each === 'string' ? `fact ${each}` : `step ${each.done}`)), ...(after ?? []).map((done) => `step ${done}`), ...[opens, over].flatMap((condition) => leavesOf(condition, playbook.gates)).flatMap(nameOf)];
    for (const name of names) index.set(name, (index.get(name) ?? new Set()).add(code));
  }
  indexed.set(playbook, index);
  return index;
}

/** Codes of the steps to look at; undefined where it may be any: somebody joined or left, the case is in another phase. */
export function concernedBy(decided: readonly CaseFact[], playbook: Playbook): ReadonlySet<string> | undefined {
  const index = indexOf(playbook);
  const codes = new Set<string>();
  for (const fact of decided) {
    if ('step' in fact && fact.step !== undefined && (ends[fact.type] === true || fact.type === 'StepOpened')) codes.add(codeOf(fact.step));
    if (stills[fact.type] === true) continue;
    const name = fact.type === 'FactRecorded' ? `fact ${fact.fact}` : ends[fact.type] === true && 'step' in fact && fact.step !== undefined ? `step ${codeOf(fact.step)}` : undefined;
    if (name === undefined) return undefined;
    for (const code of index.get(name) ?? []) codes.add(code);
  }
  return codes;
}
