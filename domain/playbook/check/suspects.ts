/** Outcomes, and what decisions and facts say of steps: every name is there and stands for the same, and a bound bounds a day. */
import type { Per } from '../names.ts';
import type { Playbook, PlaybookStep } from '../schema.ts';
import { leavesOf } from '../condition/condition.ts';
import { amongFlaws, conditionsOf, placedLeaves, valuesOf, wayBack, type Placed } from './conditions.ts';
import type { Flaw, Found } from './check.ts';

export const suspectFlaws = (playbook: Playbook): readonly Flaw[] => [...outcomeFlaws(playbook), ...boundFlaws(playbook), ...onlyFlaws(playbook)];

/** The proof lets a fact take any of its values at any time: a value that waits for something may hold nothing up, or it would prove what is not so. */
function onlyFlaws(playbook: Playbook): readonly Flaw[] {
  const { facts = [], steps } = playbook;
  return facts.flatMap(({ fact, is, only }, index): readonly Flaw[] => {
    if (only === undefined) return [];
    const strange = only.is.filter((value) => !valuesOf(is).includes(value));
    const asking = [...conditionsOf(playbook), ...guardsOf(playbook)].flatMap(({ path, condition }) => placedLeaves(path, condition)).some(({ leaf }) => ('fact' in leaf && leaf.fact === fact && leaf.is.some((value) => only.is.includes(value))) || ('known' in leaf && leaf.known === fact));
    const fromFile = facts.some((each) => each.fact === fact && each.from !== undefined);
    const isSet = steps.some(({ fields = [] }) => fields.some((field) => 'sets' in field && field.sets === fact));
    const flaw = (message: string): Flaw => ({ path: ['facts', index, 'only'], message });
    return [
      ...strange.map((value) => flaw(`the fact ${fact} has no value ${value}: add it or correct the name`)),
      ...(asking ? [flaw(`a condition asks for ${only.is.join(', ')} of ${fact}, which wait for something themselves: ask for what they wait for`)] : []),
      ...(fromFile ? [flaw(`the fact ${fact} is what the file of a victim says, whenever it is so: remove only`)] : []),
      ...(isSet ? [flaw(`a form sets ${fact}, and some of its values wait for something: let people record it, with recordedBy`)] : []),
    ];
  });
}

/** What values wait for: a value that waits for another that waits could wait for itself. */
const guardsOf = ({ facts = [] }: Playbook): readonly Pick<Placed, 'path' | 'condition'>[] =>
  facts.flatMap(({ only }, index) => (only === undefined ? [] : [{ path: ['facts', index, 'only', 'when'], condition: only.when }]));

function outcomeFlaws(playbook: Playbook): readonly Flaw[] {
  const { suspects, steps } = playbook;
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
    ...outcomes.flatMap(({ outcome, until, final, when }, index): readonly Flaw[] => {
      const at = (key: string, message: string): Flaw => ({ path: ['suspects', 'outcomes', index, key], message });
      const way = until === undefined ? undefined : wayBack(outcome, (name) => outcomes.flatMap((each) => (each.outcome === name && each.until !== undefined ? [each.until] : [])));
      const same = outcomes.slice(0, index).find((each) => JSON.stringify(each.when) === JSON.stringify(when));
      return [
        ...(until !== undefined && final === true ? [at('final', `${outcome} is final, and stands until ${until}: keep one of the two`)] : []),
        ...(way === undefined || way.length === 2 ? [] : [at('until', `${outcome} stands until itself (${way.join(' -> ')}), and nothing ever comes of it: name what it becomes`)]),
        ...(same === undefined ? [] : [at('when', `${outcome} asks for the same as ${same.outcome} before it, which holds first: no suspect ever comes to it, take one of them out`)]),
      ];
    }),
    ...outcomes.flatMap(({ outcome, until }, index): readonly Flaw[] =>
      (until !== undefined && !outcomes.some((each) => each.outcome === until && each.outcome !== outcome) ? [{ path: ['suspects', 'outcomes', index, 'until'], message: `${outcome} stands until ${until}, and there is no such other outcome: add it or correct the name` }] : [])),
    ...outcomes.flatMap((each, index) => tellingFlaws(playbook, each).map((message): Flaw => ({ path: ['suspects', 'outcomes', index, 'class'], message }))),
    ...(step !== undefined && step.per === 'victim' && !('due' in step) ? [{ path: ['suspects', 'nonPunishment'], message: `${step.code} is ${step.pacing}, and naming a suspect would wait for it (rule R1): name work of the staff, with a date of its own` }] : []),
    ...(nonPunishment !== undefined && step?.per !== 'victim' ? [{ path: ['suspects', 'nonPunishment'], message: `${nonPunishment} is no step of a victim: name the step that asks whether she is punished for what she was compelled to do` }] : []),
  ];
}

/** Rule R12: what became of a suspect tells nobody of her status or her health who may not know it. */
function tellingFlaws({ facts = [], steps, gates }: Playbook, { outcome, class: of, when }: NonNullable<Playbook['suspects']>['outcomes'][number]): readonly string[] {
  const classOf = (name: string): string | undefined => {
    const step = steps.find(({ code }) => code === name);
    return step === undefined ? facts.find(({ fact }) => fact === name)?.class : (step.class ?? (step.track === 'IMMIGRATION' ? 'D9' : undefined));
  };
  const named = leavesOf(when, gates).flatMap((leaf) => ('gate' in leaf ? [] : ['done' in leaf ? leaf.done : 'decided' in leaf ? leaf.decided : 'fact' in leaf ? leaf.fact : leaf.known]));
  return [...new Set(named)].flatMap((name) => {
    const told = classOf(name);
    return (told === 'D9' || told === 'D17') && told !== of ? [`${outcome} is told under ${of} and rests on ${name} of class ${told}: whoever may not know that would read it here (rule R12), ask for something else or give it the class ${told}`] : [];
  });
}

function boundFlaws({ facts = [], steps }: Playbook): readonly Flaw[] {
  return facts.flatMap(({ fact, of = 'case', is, atMost, before }, index): readonly Flaw[] => [
    ...((atMost !== undefined || before !== undefined) && is !== 'day' ? [{ path: ['facts', index, 'is'], message: `the fact ${fact} is bounded as a day is, and is none: say is: day or leave the bound out` }] : []),
    ...amongOf(before, of, steps).map((message): Flaw => ({ path: ['facts', index, 'before'], message: `the fact ${fact} lies before ${message}` })),
    ...(before !== undefined && steps.find(({ code }) => code === before)?.pacing !== 'LEGAL_HORIZON' ? [{ path: ['facts', index, 'before'], message: `the fact ${fact} lies before ${before}, which is no horizon: name a step whose pacing is LEGAL_HORIZON` }] : []),
  ]);
}

const amongOf = (code: string | undefined, asker: Per, steps: Playbook['steps']): readonly string[] =>
  steps.filter((step) => step.code === code).flatMap(({ per = 'case' }) => amongFlaws(code ?? '', asker, per, `name a horizon of the ${asker === 'case' ? 'case' : asker}`));

/** Of one step: what its decision says of others, and what its fields ask when. */
export function decisionFlaws({ steps }: Playbook, { code: own, per = 'case', decides, fields = [] }: PlaybookStep): readonly Found[] {
  const { supersedes = [], review, explained } = decides ?? {};
  const named = [...supersedes, ...(review === undefined ? [] : [review]), ...(explained === undefined ? [] : [explained])];
  const isAlike = (code: string): boolean => steps.some((each) => each.code === code && (each.per ?? 'case') === per);
  const placesTaken = (code: string): readonly string[] => steps.find((each) => each.code === code)?.decides?.supersedes ?? [];
  const way = wayBack(own, placesTaken);
  return [
    ...[review, explained].filter((code) => code === own).map(() => ({ path: ['decides'], message: 'would be looked at, or explained, by itself: name another step' })),
    ...supersedes.filter((code) => isAlike(code) && steps.some((each) => each.code === code && each.decides === undefined)).map((code) => ({ path: ['decides', 'supersedes'], message: `takes the place of ${code}, which decides nothing: name a step that decides` })),
    ...(way === undefined ? [] : [{ path: ['decides', 'supersedes'], message: `takes the place of itself (${way.join(' -> ')}): one decision comes after the other` }]),
    ...named.filter((code) => !isAlike(code)).map((code) => ({ path: ['decides'], message: `speaks of ${code}, which is no step about the same subject: add it or correct the name` })),
    ...fields.flatMap((field, index): readonly Found[] =>
      (field.required === true && field.requiredWhen !== undefined ? [{ path: ['fields', index], message: `asks for ${field.field} always and only while something holds: keep one of required and requiredWhen` }] : [])),
  ];
}
