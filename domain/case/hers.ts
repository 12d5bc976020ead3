/**
 * What the victims of a case say in their files, as far as the case must hear it: what waits for them starts and stops (rules R1, R2, R10). A case without files
 * keeps the signal itself. With several victims the case goes on once one of them is ready, is silent only while all wish it, and what waits for a statement
 * waits until each of them was heard.
 */
import { refuse, type Refusal } from '../decision.ts';
import type { Facts, Instant } from '../facts.ts';
import type { ReadinessSignal } from '../terms.ts';
import { labelOf } from '../playbook/names.ts';
import type { CommandOf } from './command.ts';
import { definitionOf, type CaseDecision } from './context.ts';
import type { CaseFact } from './events.ts';
import type { StepAct } from './schema.ts';
import { isOpen, type OpenCase, type Step } from './state.ts';
import { inPlaybookOrder } from './subjects.ts';

/** The last word of one victim; `heard`: a session was held with her since what waits for a statement was last met. */
export interface HerWord {
  readonly signal?: ReadinessSignal;
  readonly until?: Instant;
  readonly heard?: true;
}

const acts: readonly StepAct['act'][] = ['signal', 'schedule-statement', 'early-contact', 'complete'];

/** What she says, and what is asked of her, is recorded in her file, where there is one: nobody goes round it by way of the case. */
export function saidInHerFile(state: OpenCase, step: Step, act: StepAct['act'], facts: Facts): Refusal | false {
  const isFiled = Object.keys(state.victims ?? {}).length > 0;
  const definition = definitionOf(state, facts, step.code);
  return isFiled && definition.pacing === 'VICTIM_PACED' && definition.form !== 'choice' && acts.includes(act) && refuse('HER_FILE_SAYS').refusal;
}

/** Nothing is refused: the file has decided. */
export function hearHer(state: OpenCase, command: CommandOf<'her-word' | 'her-session'>, facts: Facts): CaseDecision {
  if (command.type === 'her-word') {
    const { victim, signal, until } = command;
    const heard: CaseFact = { type: 'HerWordHeard', victim, signal, ...(until !== undefined && { until }) };
    const said = wordHeard(state, victim, { signal, ...(until !== undefined && { until }) });
    // The same signal with another day is another word.
    const moved = signalsOf(state, facts).flatMap((step): readonly CaseFact[] => {
      const [before, after] = [wordFor(state, step.code), wordFor(said, step.code)];
      return before?.signal === after?.signal && before?.until !== after?.until && after !== undefined ? [signalled(step.code, after)] : [];
    });
    return { events: [heard, ...moved] };
  }
  const after = wordHeard(state, command.victim, { heard: true });
  const all = Object.keys(state.victims ?? {});
  const isMet = all.length > 0 && all.every((victim) => after.words?.[victim]?.heard === true);
  // A statement that stands for her alone was hers; one of the whole case waits for each of them.
  const met = statementsOf(state, facts).filter(({ code }) => (labelOf(code) === undefined ? isMet : labelOf(code) === state.victims?.[command.victim])).map((step): CaseFact => ({ type: 'StepCompleted', step: step.code }));
  return { events: [{ type: 'HerSessionHeard', victim: command.victim, all: isMet }, ...met] };
}

const ofForm = (state: OpenCase, facts: Facts, form: string): readonly Step[] =>
  inPlaybookOrder(state, facts, (step) => {
    if (step.pacing !== 'VICTIM_PACED' || !isOpen(step)) return false;
    const definition = definitionOf(state, facts, step.code);
    return definition.pacing === 'VICTIM_PACED' && definition.form === form;
  });
const signalsOf = (state: OpenCase, facts: Facts): readonly Step[] => ofForm(state, facts, 'signal');
const statementsOf = (state: OpenCase, facts: Facts): readonly Step[] => ofForm(state, facts, 'statement');

const signalled = (step: string, { signal, until }: Word): CaseFact => ({ type: 'ReadinessSignalled', step, signal, ...(until !== undefined && { until }) });

interface Word {
  readonly signal: ReadinessSignal;
  readonly until?: Instant;
}
/** From what lets most go on to what lets least. */
const order: readonly ReadinessSignal[] = ['READY_FOR_INTERVIEW', 'READY_FOR_CONTACT', 'NOT_NOW'];

/** The word that holds for a step: hers where it stands for her, else that of the case as a whole. */
function wordFor(state: OpenCase, key: string): Word | undefined {
  const label = labelOf(key);
  if (label === undefined) return wordOfAll(state);
  const victim = Object.entries(state.victims ?? {}).find(([, as]) => as === label)?.[0];
  const { signal, until } = state.words?.[victim ?? ''] ?? {};
  return signal === undefined ? undefined : { signal, ...(until !== undefined && { until }) };
}

/** Until when a step is not to ask, by the word that holds for it. */
export const silenceFor = (state: OpenCase, key: string): Instant | undefined => wordFor(state, key)?.until;

/** Until when all of them wish not to be asked; undefined while one does not. */
export const silenceOfAll = (state: OpenCase): Instant | undefined => wordOfAll(state)?.until;

/** The word that holds for the case as a whole; undefined while none of them has said anything. */
function wordOfAll({ words = {}, victims = {} }: OpenCase): Word | undefined {
  const said = Object.values(words).filter((word): word is HerWord & Word => word.signal !== undefined);
  if (said.length === 0) return undefined;
  const signal = order.find((each) => said.some((word) => word.signal === each));
  if (signal !== undefined) return { signal };
  // Nobody is silent for a victim who has not asked for it.
  if (Object.keys(victims).some((victim) => words[victim]?.signal === undefined)) return { signal: 'NOT_NOW' };
  const until = said.flatMap((word) => word.until ?? []).toSorted()[0];
  return { signal: 'NOT_TO_BE_ASKED_BEFORE', ...(until !== undefined && { until }) };
}

/** What stands in the case follows from what they have said, whenever a step opens and whoever joins or leaves. */
export function heardWords(state: OpenCase, facts: Facts): readonly CaseFact[] {
  if (state.words === undefined) return [];
  return signalsOf(state, facts).flatMap((step) => {
    const word = wordFor(state, step.code);
    return word === undefined || step.signal === word.signal ? [] : [signalled(step.code, word)];
  });
}

export const wordHeard = (state: OpenCase, victim: string, said: HerWord): OpenCase => {
  const { signal: _signal, until: _until, ...before } = state.words?.[victim] ?? {};
  const kept = said.signal === undefined ? (state.words?.[victim] ?? {}) : before;
  return { ...state, words: { ...state.words, [victim]: { ...kept, ...said } } };
};

/** What waits for a statement was met: it counts anew. */
export const heardAnew = (state: OpenCase): OpenCase => ({
  ...state, words: Object.fromEntries(Object.entries(state.words ?? {}).map(([victim, { heard: _heard, ...word }]) => [victim, word])),
});
