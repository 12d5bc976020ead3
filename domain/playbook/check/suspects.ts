/** Outcomes, and what decisions and facts say of steps: every name is there and stands for the same, and a bound bounds a day. */
import type { Playbook, PlaybookStep } from '../schema.ts';
import { conditionsOf, placedLeaves, valuesOf } from './conditions.ts';
import type { Flaw, Found } from './check.ts';

export const suspectFlaws = (playbook: Playbook): readonly Flaw[] => [...outcomeFlaws(playbook), ...boundFlaws(playbook), ...onlyFlaws(playbook)];

/** The proof lets a fact take any of its values at any time: a value that waits for something may hold nothing up, or it would prove what is not so. */
function onlyFlaws(playbook: Playbook): readonly Flaw[] {
  const { facts = [], steps } = playbook;
  return facts.flatMap(({ fact, is, only }, index): readonly Flaw[] => {
    if (only === undefined) return [];
    const strange = only.is.filter((value) => !valuesOf(is).includes(value));
    const asking = conditionsOf(playbook).flatMap(({ path, condition }) => placedLeaves(path, condition)).some(({ leaf }) => ('fact' in leaf && leaf.fact === fact && leaf.is.some((value) => only.is.includes(value))) || ('known' in leaf && leaf.known === fact));
    const isSet = steps.some(({ fields = [] }) => fields.some((field) => 'sets' in field && field.sets === fact));
    const flaw = (message: string): Flaw => ({ path: ['facts', index, 'only'], message });
    return [
      ...strange.map((value) => flaw(`the fact ${fact} has no value ${value}: add it or correct the name`)),
      ...(asking ? [flaw(`a condition asks for ${only.is.join(', ')} of ${fact}, which wait for something themselves: ask for what they wait for`)] : []),
      ...(isSet ? [flaw(`a form sets ${fact}, and some of its values wait for something: let people record it, with recordedBy`)] : []),
    ];
  });
}

function outcomeFlaws({ suspects, steps }: Playbook): readonly Flaw[] {
  if (suspects === undefined) return [];
  const { outcomes, nonPunishment, charging } = suspects;
  const step = steps.find(({ code }) => code === nonPunishment);
  const decided = steps.find(({ code }) => code === charging?.decided);
  const options = (decided?.decides?.options ?? []).map(({ option }) => option);
  const strange = (charging?.charges ?? []).filter((option) => !options.includes(option));
  return [
    ...(charging !== undefined && (decided?.per !== 'suspect' || options.length === 0) ? [{ path: ['suspects', 'charging', 'decided'], message: `${charging.decided} is no decision about a suspect: name the step that decides the route` }] : []),
    ...(decided !== undefined && strange.length > 0 ? [{ path: ['suspects', 'charging', 'charges'], message: `${charging?.decided ?? ''} has no option ${strange.join(', ')}: name those of its options by which somebody is charged` }] : []),
    ...outcomes.flatMap(({ outcome }, index): readonly Flaw[] =>
      (outcomes.findIndex((each) => each.outcome === outcome) < index ? [{ path: ['suspects', 'outcomes', index, 'outcome'], message: `the outcome ${outcome} is there already: keep one of the two` }] : [])),
    ...outcomes.flatMap(({ outcome, until }, index): readonly Flaw[] =>
      (until !== undefined && !outcomes.some((each) => each.outcome === until && each.outcome !== outcome) ? [{ path: ['suspects', 'outcomes', index, 'until'], message: `${outcome} stands until ${until}, and there is no such other outcome: add it or correct the name` }] : [])),
    ...(nonPunishment !== undefined && step?.per !== 'victim' ? [{ path: ['suspects', 'nonPunishment'], message: `${nonPunishment} is no step of a victim: name the step that asks whether she is punished for what she was compelled to do` }] : []),
  ];
}

function boundFlaws({ facts = [], steps }: Playbook): readonly Flaw[] {
  return facts.flatMap(({ fact, is, atMost, before }, index): readonly Flaw[] => [
    ...((atMost !== undefined || before !== undefined) && is !== 'day' ? [{ path: ['facts', index, 'is'], message: `the fact ${fact} is bounded as a day is, and is none: say is: day or leave the bound out` }] : []),
    ...(before !== undefined && steps.find(({ code }) => code === before)?.pacing !== 'LEGAL_HORIZON' ? [{ path: ['facts', index, 'before'], message: `the fact ${fact} lies before ${before}, which is no horizon: name a step whose pacing is LEGAL_HORIZON` }] : []),
  ]);
}

/** Of one step: what its decision says of others, and what its fields ask when. */
export function decisionFlaws({ steps }: Playbook, { per = 'case', decides, fields = [] }: PlaybookStep): readonly Found[] {
  const { supersedes = [], review, explained } = decides ?? {};
  const named = [...supersedes, ...(review === undefined ? [] : [review]), ...(explained === undefined ? [] : [explained])];
  const isAlike = (code: string): boolean => steps.some((each) => each.code === code && (each.per ?? 'case') === per);
  return [
    ...named.filter((code) => !isAlike(code)).map((code) => ({ path: ['decides'], message: `speaks of ${code}, which is no step about the same subject: add it or correct the name` })),
    ...fields.flatMap((field, index): readonly Found[] =>
      (field.required === true && field.requiredWhen !== undefined ? [{ path: ['fields', index], message: `asks for ${field.field} always and only while something holds: keep one of required and requiredWhen` }] : [])),
  ];
}
