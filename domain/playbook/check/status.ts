/**
 * Who is recognised as a victim, and what status she is given, is never on condition of what she says, of whether she takes part, or of how a prosecution goes (refusal 5, domain ID and IM; ours, after
 * Directive 2011/36/EU, art. 11(3), unverified: counsel). What opens, ends, dates or holds back such a step is looked at through gates, steps and the facts that only steps can say.
 */
import { leavesOf, type Condition } from '../condition/condition.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';
import type { Role, Track } from '../../terms.ts';
import { anchorsOf } from './dates.ts';
import type { Found } from './check.ts';
import { stepOf } from './steps.ts';

const statusTracks: readonly Track[] = ['IDENTIFICATION', 'IMMIGRATION'];
/** What may come before her status: itself, what protects her, what is owed to a child. */
const besideHer: readonly Track[] = [...statusTracks, 'PROTECTION', 'CHILD'];
/** What only they can say is said of the proof. */
const provers: readonly Role[] = ['PROSECUTOR', 'INVESTIGATOR', 'FORENSIC_INTERVIEWER', 'DIGITAL_EXAMINER', 'FINANCIAL_INVESTIGATOR', 'FRAUD_ANALYST', 'ORGANISED_CRIME_ANALYST', 'CHILD_EXPLOITATION_INVESTIGATOR'];

type Fact = NonNullable<Playbook['facts']>[number];
type Named = { readonly step: string } | { readonly fact: string };

export function exchangeFlaws(playbook: Playbook, step: PlaybookStep): readonly Found[] {
  if (!statusTracks.includes(step.track) && step.class !== 'D9') return [];
  const reaches = namedBy(playbook, step).flatMap(({ key, named }) => { const way = tiedWay(playbook, named, new Set([step.code])); return way === undefined ? [] : [{ key, way }]; });
  return reaches.map(({ key, way }) => ({ path: [key], message: `is of her status and hangs on ${way.at(-1) ?? ''} (${[step.code, ...way].join(' -> ')}): status is never on condition of what she says, of whether she takes part, or of how a prosecution goes (refusal 5), remove ${way[0] ?? ''} from its ${key}` }));
}

/** What a step names as that which opens, ends, dates or holds it back. */
function namedBy(playbook: Playbook, step: PlaybookStep): readonly { readonly key: string; readonly named: Named }[] {
  const leaves = (key: string, condition: Condition | undefined) => leavesOf(condition, playbook.gates).flatMap((leaf) => named(leaf).map((each) => ({ key, named: each })));
  return [
    ...(step.after ?? []).map((code) => ({ key: 'after', named: { step: code } })), ...('waitsOn' in step ? (step.waitsOn ?? []) : []).map((code) => ({ key: 'waitsOn', named: { step: code } })),
    ...('due' in step ? [...(step.on ?? []), ...(step.anew ?? [])] : []).map((each) => ({ key: 'anew', named: typeof each === 'string' ? { fact: each } : { step: each.done } })),
    ...leaves('opens', step.opens), ...leaves('ends', step.ends), ...leaves('requires', step.requires),
    ...(step.fields ?? []).flatMap((field) => leaves('fields', field.requiredWhen)),
    ...anchorsOf(playbook, step).map(({ key, anchor }) => ({ key, named: 'done' in anchor ? { step: anchor.done } : { fact: anchor.fact } })),
  ];
}
const named = (leaf: ReturnType<typeof leavesOf>[number]): readonly Named[] => ('done' in leaf ? [{ step: leaf.done }] : 'decided' in leaf ? [{ step: leaf.decided }] : 'fact' in leaf ? [{ fact: leaf.fact }] : 'known' in leaf ? [{ fact: leaf.known }] : []);

/** The way to what status must not hang on; none where it hangs on nothing of the kind. */
function tiedWay(playbook: Playbook, it: Named, seen: Set<string>): readonly string[] | undefined {
  const name = 'step' in it ? it.step : it.fact;
  if (seen.has(name)) return undefined;
  seen.add(name);
  return 'step' in it ? wayOfStep(playbook, name, seen) : wayOfFact(playbook, name, seen);
}

function wayOfStep(playbook: Playbook, code: string, seen: Set<string>): readonly string[] | undefined {
  const step = stepOf(playbook, code);
  if (step === undefined) return undefined;
  // Her wish to be referred, or not, is of her status itself.
  const isHers = step.pacing === 'VICTIM_PACED' && !(step.form === 'choice' && statusTracks.includes(step.track));
  if (isHers || !besideHer.includes(step.track)) return [code];
  const way = namedBy(playbook, step).map((each) => tiedWay(playbook, each.named, seen)).find((found) => found !== undefined);
  return way === undefined ? undefined : [code, ...way];
}

function wayOfFact(playbook: Playbook, name: string, seen: Set<string>): readonly string[] | undefined {
  const fact = playbook.facts?.find((each) => each.fact === name);
  if (fact === undefined || fact.from !== undefined) return undefined;
  if (isOfProof(fact)) return [name];
  if (fact.recordedBy?.some((role) => !provers.includes(role)) === true) return undefined;
  const setters = playbook.steps.filter(({ fields = [] }) => fields.some((field) => 'sets' in field && field.sets === name));
  const ways = setters.map(({ code }) => tiedWay(playbook, { step: code }, new Set(seen)));
  const [first] = ways;
  return first !== undefined && ways.every((way) => way !== undefined) ? [name, ...first] : undefined;
}

/** Of a suspect or a charge, of what she said in court, or said by nobody but those who prove a crime. */
const isOfProof = ({ of, tells, recordedBy }: Fact): boolean =>
  of === 'suspect' || of === 'charge' || tells !== undefined || (recordedBy?.every((role) => provers.includes(role)) ?? false);
