/** Time never reaches what only she decides (rules R1 to R4 and R8 of domain 5c), and what her status or health is about says so (R12). */
import { leavesOf, type Condition } from '../condition/condition.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';
import type { Flaw, Found } from './check.ts';
import { anchorsOf } from './dates.ts';
import { isPaced, isSignal, stepOf } from './steps.ts';

/** Rule R2 is about her decisions: what waits on an agency has a hand-off or an `after` instead. */
export function waitFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  const waitsOn = 'waitsOn' in step ? (step.waitsOn ?? []) : [];
  const isFirm = step.pacing === 'STATUTORY' || step.support === true;
  const firm = { path: ['waitsOn'], message: `waits on her, and ${step.pacing === 'STATUTORY' ? 'a statutory date stops for nobody' : 'support is owed whatever she decides (rule R4)'}: remove its waitsOn` };
  return [...(isFirm && waitsOn.length > 0 ? [firm] : []), ...waitsOn
    .filter((code) => stepOf(playbook, code) !== undefined && !isPaced(stepOf(playbook, code)))
    .map((code) => ({ path: ['waitsOn'], message: `waitsOn names ${code}, which is not victim-paced: use after for work that follows other work` }))];
}

/** Rule R1: no clock opens what is hers to decide, and a statement needs the signal that opens it. */
export function paceFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  if (step.pacing !== 'VICTIM_PACED') return [];
  const needsGate = step.form === 'statement' && step.gate === undefined;
  const deafGate = step.gate !== undefined && stepOf(playbook, step.gate) !== undefined && !isSignal(stepOf(playbook, step.gate));
  return [
    ...clockedWays(playbook, step).map(({ key, way }) => ({ path: [key], message: `is victim-paced and would be opened by the date of ${way.at(-1) ?? ''} (rule R1: ${way.join(' -> ')}): remove ${way.at(-1) ?? ''} from what comes before it` })),
    ...(step.requires !== undefined ? [{ path: ['requires'], message: 'is hers to say and has requires: gates stop others, not her (rule R11): remove requires, or let opens say when she may be offered it' }] : []),
    ...(needsGate ? [{ path: ['form'], message: 'is a statement without a gate: name the signal step that must say ready (gate G3)' }] : []),
    ...(step.form !== 'statement' && step.gate !== undefined ? [{ path: ['gate'], message: 'has a gate and is no statement: remove the gate' }] : []),
    ...(deafGate ? [{ path: ['gate'], message: `gate names ${step.gate}, where nobody can signal readiness: name a victim-paced step of the form signal` }] : []),
    ...(step.form !== 'statement' && step.earlyContact !== undefined ? [{ path: ['earlyContact'], message: 'is no statement, so there is no early contact before it: remove earlyContact' }] : []),
    ...(isTooLong(step.earlyContact?.minutesMax) ? [{ path: ['earlyContact'], message: tooLong(step.earlyContact?.minutesMax ?? 0) }] : []),
  ];
}

/** Rule R8. */
const earlyMinutesMax = 30;
const isTooLong = (minutes: number | undefined): boolean => (minutes ?? 0) > earlyMinutesMax;
const tooLong = (minutes: number): string => `allows an early limited contact of ${minutes} minutes: before she is stabilised it lasts ${earlyMinutesMax} at the most (rule R8)`;
export const earlyFlaws = ({ people }: Playbook): readonly Flaw[] =>
  isTooLong(people?.statements?.earlyContact.minutesMax) ? [{ path: ['people', 'statements', 'earlyContact'], message: `people, statements: ${tooLong(people?.statements?.earlyContact.minutesMax ?? 0)}` }] : [];

/** The steps that a step names as coming before it, and under which key: through gates, but not through facts, which a person records. */
export function before(playbook: Playbook, step: PlaybookStep): readonly { readonly key: string; readonly code: string }[] {
  const inCondition = (key: string, condition: Condition | undefined) => leavesOf(condition, playbook.gates).flatMap((leaf) => ('done' in leaf ? [{ key, code: leaf.done }] : 'decided' in leaf ? [{ key, code: leaf.decided }] : []));
  return [
    ...(step.after ?? []).map((code) => ({ key: 'after', code })),
    ...inCondition('opens', step.opens), ...inCondition('requires', step.requires),
    ...('waitsOn' in step ? (step.waitsOn ?? []) : []).map((code) => ({ key: 'waitsOn', code })),
    ...anchorsOf(playbook, step).flatMap(({ key, anchor }) => ('done' in anchor ? [{ key, code: anchor.done }] : [])),
  ];
}

/** The shortest way from a step of hers to each period or horizon that would open it. */
function clockedWays(playbook: Playbook, step: PlaybookStep): readonly { readonly key: string; readonly way: readonly string[] }[] {
  const seen = new Set<string>([step.code]);
  const ways = before(playbook, step).map(({ key, code }) => ({ key, way: [step.code, code] }));
  const found: { key: string; way: readonly string[] }[] = [];
  for (let next = ways.shift(); next !== undefined; next = ways.shift()) {
    const { key, way } = next;
    const code = way.at(-1) ?? '';
    const at = stepOf(playbook, code);
    if (seen.has(code) || at === undefined) continue;
    seen.add(code);
    if (at.pacing === 'PROTECTED_PERIOD' || at.pacing === 'LEGAL_HORIZON') found.push({ key, way });
    ways.push(...before(playbook, at).map(({ code: further }) => ({ key, way: [...way, further] })));
  }
  return found;
}

/** Rule R3: the horizon asks the prosecutor for a decision that can be taken without her. */
export function horizonFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  if (step.pacing !== 'LEGAL_HORIZON') return [];
  const wrong = step.testimony.filter((code) => stepOf(playbook, code) !== undefined && !isPaced(stepOf(playbook, code)));
  const decision = stepOf(playbook, step.decision);
  return [
    ...wrong.map((code) => ({ path: ['testimony'], message: `testimony names ${code}, which is not victim-paced: name the statement steps` })),
    ...(decision === undefined ? [] : decisionFlaws(step, decision).map((message) => ({ path: ['decision'], message }))),
  ];
}

/** Who is told of a horizon while a statement is outstanding (domain 5c). */
const deciders: readonly string[] = ['PROSECUTOR', 'COORDINATOR', 'VICTIM_COUNSEL'];

function decisionFlaws(step: PlaybookStep & { readonly pacing: 'LEGAL_HORIZON' }, decision: PlaybookStep): readonly string[] {
  if (!('due' in decision)) return [`the decision ${decision.code} is ${decision.pacing}: only a step with a date of its own can be asked for (rule R3)`];
  const unheard = (['after', 'opens'] as const).filter((key) => decision[key] !== undefined);
  return [
    ...((decision.waitsOn ?? []).length > 0 ? [`the decision ${decision.code} waits on a victim-paced step, so the horizon would press her (rule R3): remove its waitsOn`] : []),
    ...unheard.map((key) => `the decision ${decision.code} has an ${key}, which is never heard: the horizon alone opens it, remove the ${key}`),
    ...(step.testimony.length > 0 && !deciders.includes(decision.role) ? [`the decision ${decision.code} is for ${decision.role}: a horizon is told to ${deciders.join(', ')} only, who decide without her (rule R3)`] : []),
    ...(decision.contact === true ? [`the decision ${decision.code} is a contact with her, so the horizon would ask her for an interview (rule R3): let it decide without her, remove contact`] : []),
  ];
}

/** Rule R11: a protected period keeps others away from her; it takes neither her word nor support from her. */
export function lockFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  if (step.pacing !== 'PROTECTED_PERIOD') return [];
  return step.locks.flatMap((code): readonly Found[] => {
    const locked = stepOf(playbook, code);
    const whose = locked?.support === true ? 'support' : locked?.pacing === 'VICTIM_PACED' && locked.form !== 'statement' ? 'hers to say at any time' : undefined;
    return whose === undefined ? [] : [{ path: ['locks'], message: `locks ${code}, which is ${whose}: a protected period keeps others away from her and takes nothing from her (rule R11), remove it from locks` }];
  });
}

/** Rule R4, and rule R1: support, what she decides and what protects her have no end but their own. */
export function endsFlaws(step: PlaybookStep): readonly Found[] {
  if (step.ends === undefined) return [];
  const whose = step.support === true ? 'support, which is never reduced or closed from outside (rule R4)' : isPaced(step) ? 'hers, and nothing takes it from her' : step.pacing === 'PROTECTED_PERIOD' ? 'a protected period, which nothing shortens' : undefined;
  return whose === undefined ? [] : [{ path: ['ends'], message: `has an ends and is ${whose}: remove ends` }];
}

/** Rule R12: whoever may not know her status or her health does not read of it in the title of a step. */
const told = [
  { class: 'D9', what: 'her status', words: /\b(immigration|visas?|asylum|deportation|residence permit|continued presence)\b/i, role: 'IMMIGRATION_OFFICER', discipline: 'IMMIGRATION' },
  { class: 'D17', what: 'her health', words: /\b(medical|psychological|psychiatric|mental health|pregnan\w+|drug use)\b/i, role: undefined, discipline: 'HEALTH' },
] as const;

export function classFlaws(step: PlaybookStep): readonly Found[] {
  const own = step.class ?? (step.track === 'IMMIGRATION' ? 'D9' : undefined);
  if (own === 'D17' && step.track === 'IMMIGRATION') return [{ path: ['class'], message: 'is of the immigration track and told under class D17: whoever may read of her health would read of her status (rule R12), leave it D9' }];
  return told.flatMap(({ class: of, what, words, role, discipline }): readonly Found[] => {
    const tells = words.test(step.title) || step.role === role || (step.discipline?.every((each) => each === discipline) ?? false);
    return tells && own === undefined ? [{ path: ['class'], message: `tells of ${what} by its very title, and everybody on the case may read it: give it the class ${of} (rule R12)` }] : [];
  });
}
