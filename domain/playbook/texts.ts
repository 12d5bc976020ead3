/** The texts of a playbook that a person sees, each under the name of what it belongs to: the same names stand in its translations. */
import type { Playbook, PlaybookStep } from './schema.ts';

type Text = readonly [string, string | undefined];

/** Every text in the order of the document: `title`, `stage S0`, `step S1.1`, `step S1.1 field shelter choice YES`, `step S6.3 option DEFER ends`. Sources are cited, not translated. */
export function textsOf({ title, jurisdiction, stages = [], facts = [], gates = [], clocks = [], scorecard, suspects, steps }: Playbook): ReadonlyMap<string, string> {
  const all: readonly Text[] = [
    ['title', title], ['jurisdiction', jurisdiction],
    ...stages.map((each): Text => [`stage ${each.stage}`, each.title]),
    ...facts.map((each): Text => [`fact ${each.fact}`, each.title]),
    ...gates.map((each): Text => [`gate ${each.gate}`, each.title]),
    ...clocks.flatMap(({ clock, title: of, exclusions = [], extensions = [] }): readonly Text[] => [
      [`clock ${clock}`, of],
      ...exclusions.map((each): Text => [`clock ${clock} exclusion ${each.basis}`, each.title]),
      ...extensions.map((each): Text => [`clock ${clock} extension ${each.extension}`, each.title]),
    ]),
    ...(scorecard?.criteria ?? []).flatMap(({ criterion, title: of, question }): readonly Text[] => [[`criterion ${criterion}`, of], [`criterion ${criterion} question`, question]]),
    ...(scorecard?.reviews ?? []).map((each): Text => [`review ${each.review}`, each.title]),
    ...(suspects?.outcomes ?? []).map((each): Text => [`outcome ${each.outcome}`, each.title]),
    ...steps.flatMap(ofStep),
  ];
  return new Map(all.filter((each): each is readonly [string, string] => each[1] !== undefined));
}

function ofStep({ code, title, fields = [], decides }: PlaybookStep): readonly Text[] {
  const step = `step ${code}`;
  return [
    [step, title],
    ...fields.flatMap((field): readonly Text[] => {
      const name = `${step} field ${field.field}`;
      return [[name, field.title], [`${name} help`, field.help], ...('choices' in field ? field.choices.map((each): Text => [`${name} choice ${each.choice}`, each.title]) : [])];
    }),
    ...(decides?.options ?? []).flatMap((each): readonly Text[] => [[`${step} option ${each.option}`, each.title], [`${step} option ${each.option} ends`, each.ends]]),
  ];
}
