/** The work: taken on within a day, done before it is due with what its form requires and an option in turn; now and then handed to another agency. */
import { isOpen, type HandOff, type Step } from '#domain/case/state.ts';
import { standingOf, subjectsOf } from '#domain/case/subjects.ts';
import { holds } from '#domain/playbook/condition/condition.ts';
import type { Field } from '#domain/playbook/form/schema.ts';
import { codeOf, labelOf } from '#domain/playbook/names.ts';
import type { PlaybookStep } from '#domain/playbook/schema.ts';
import { headOf, relief } from './company.ts';
import { codesOf, valueOf } from './fact-wishes.ts';
import { at, day, hour, localDay, prompt, type Script, type Sight, type Wish } from './wish.ts';

type Work = Pick<Wish, 'request' | 'body'>;
const actOn = (step: Step, body: Wish['body']): Work => ({ request: `POST /cases/@case/steps/${step.code}/acts`, body });

export function stepWishes(script: Script, sight: Sight): readonly Wish[] {
  const definitions = new Map(script.playbook.steps.map((step) => [step.code, step]));
  const steps = Object.values(sight.state.steps).filter((step) => isOpen(step) && step.suspendedAt === undefined);
  return [
    ...steps.flatMap((step) => { const definition = definitions.get(codeOf(step.code)); return definition === undefined ? [] : stepWish(script, sight, step, definition); }),
    ...Object.values(sight.state.handOffs).flatMap((handOff) => handOffWish(script, sight, handOff)),
  ];
}

function stepWish(script: Script, sight: Sight, step: Step, definition: PlaybookStep): readonly Wish[] {
  const turn = `${step.code} ${step.occurrence}`;
  switch (definition.pacing) {
    case 'PROTECTED_PERIOD':
      return [];
    case 'VICTIM_PACED':
      return definition.form === 'choice' && !script.silent ? choice(script, step, definition, turn) : [];
    default:
      if (step.owner === undefined) return [handing(script, sight, step, definition, turn) ?? accept(script, sight, step, turn)];
      if (definition.pacing === 'LEGAL_HORIZON') return step.horizonAt === undefined && step.dueFor === 'horizon' ? [setHorizon(script, sight, step, turn)] : [];
      if (definition.pacing === 'EXTERNAL_WAIT' && script.done(`review ${turn}`) < 2) return [{ key: `review ${turn}`, ...untilDue(script, sight, step), who: ownerOf(script, step), ...actOn(step, () => ({ act: 'review-wait' })) }];
      return finish(script, sight, step, definition, turn);
  }
}

const nameOf = (script: Script, id: string | undefined): string => script.aliasOf(id ?? '')?.slice(1) ?? '';
const ownerOf = (script: Script, { owner }: Step): string => nameOf(script, owner);

function accept(script: Script, { state }: Sight, step: Step, turn: string): Wish {
  const holder = nameOf(script, step.holder);
  const who = script.company.at(holder, step.role) ?? (step.holder === state.lead ? script.company.personOf('COORDINATOR') : headOf(holder));
  const opened = Date.parse(step.since);
  const due = step.climb === undefined ? Infinity : Date.parse(step.climb.deadline.due);
  return { key: `accept ${turn}`, from: opened, until: Math.min(opened + day, due), share: prompt, who, ...actOn(step, () => ({ act: 'accept' })) };
}

/** Mostly before the first warning; one in ten only after it. */
function untilDue({ turns }: Script, { now }: Sight, step: Step): Pick<Wish, 'from' | 'until' | 'share'> {
  const until = step.climb === undefined ? now + 20 * day : Date.parse(step.climb.deadline.due);
  const isSlow = turns.lot(`slow ${step.code} ${step.occurrence} ${step.version}`) < 0.1;
  return { from: Date.parse(step.climb?.deadline.start ?? step.since), until, share: isSlow ? [0.8, 0.95] : [0.3, 0.7] };
}

function finish(script: Script, sight: Sight, step: Step, definition: PlaybookStep, turn: string): readonly Wish[] {
  const { playbook, company } = script;
  const subject = subjectsOf(sight.state).find(({ label }) => label === labelOf(step.code));
  if (!holds(definition.requires, playbook, standingOf(sight.state), subject)) return [];
  // The closing review and the decision on a report end by an act on the case.
  if ((sight.state.phase === 'closing-review' && step.code === playbook.closing?.review) || (sight.state.phase === 'information' && step.code === playbook.information?.decision)) return [];
  if ('conference' in definition && definition.conference === true) {
    const attendance = company.team.slice(0, 5).map(({ agency, roles }) => ({ agency: `@${agency}`, people: [`@${company.at(agency, roles[0] ?? 'COORDINATOR') ?? ''}`] }));
    const minutes = { attendance, decisions: [{ decision: 'GO_ON', tracks: [], text: 'Rehearsed.' }], minutes: [] };
    return [{ key: `confer ${turn}`, ...untilDue(script, sight, step), who: company.personOf('COORDINATOR'), request: 'POST /cases/@case/conferences', body: () => minutes }];
  }
  return [{ key: `complete ${turn}`, ...untilDue(script, sight, step), who: ownerOf(script, step), ...actOn(step, (now) => done(script, definition, now)) }];
}

/** `before`: what was decided last, and is not decided again. */
function done(script: Script, definition: PlaybookStep, now: number, before?: string): Readonly<Record<string, unknown>> {
  const fields = (definition.fields ?? []).filter((field) => field.required === true || field.requiredWhen !== undefined || ('sets' in field && field.sets !== undefined));
  const answers = Object.fromEntries(fields.map((field) => [field.field, answerTo(script, definition, field, now)]));
  const options = definition.decides?.options.map(({ option }) => option).filter((option, _place, all) => all.length === 1 || option !== before);
  return { act: 'complete', ...(options !== undefined && { option: script.turns.take(`decided ${definition.code}`, options) }), ...(fields.length > 0 && { answers }) };
}

function answerTo(script: Script, { code }: PlaybookStep, field: Field, now: number): unknown {
  const fact = 'sets' in field ? script.playbook.facts?.find(({ fact: name }) => name === field.sets) : undefined;
  if (fact !== undefined) return valueOf(script, fact, now);
  switch (field.type) {
    case 'text':
      return 'Rehearsed.';
    case 'choice':
      return script.turns.take(`field ${code} ${field.field}`, field.choices.map(({ choice: each }) => each));
    case 'choices':
      return [script.turns.take(`field ${code} ${field.field}`, field.choices.map(({ choice: each }) => each))];
    case 'yes-no':
    case 'yes-no-unsure':
      return script.turns.take(`field ${code} ${field.field}`, codesOf({ is: field.type }));
    case 'day':
      return localDay(now);
    case 'instant':
      return new Date(now).toISOString();
    case 'number':
      return field.least ?? Math.min(1, field.most ?? 1);
    case 'money':
      return 100;
  }
}

/** The last day of the right lies so far ahead that its warnings come within the time that is played. */
function setHorizon(script: Script, sight: Sight, step: Step, turn: string): Wish {
  return { key: `horizon ${turn}`, ...untilDue(script, sight, step), who: ownerOf(script, step), ...actOn(step, () => ({ act: 'set-horizon', lastDay: localDay(script.startsAt + 0.75 * script.span) })) };
}

/** What she decides: weeks or months after she could, and otherwise, a few times. */
function choice(script: Script, step: Step, definition: PlaybookStep, turn: string): readonly Wish[] {
  if (step.occurrence > 3) return [];
  const opened = Date.parse(step.openedAt);
  const paced = { from: opened, until: opened + 0.2 * script.span, share: [0.1, 1] as const };
  const holder = nameOf(script, step.holder);
  const who = script.company.at(holder, step.role) ?? headOf(holder);
  if (step.owner === undefined) return [{ key: `accept ${turn}`, ...paced, who, ...actOn(step, () => ({ act: 'accept' })) }];
  return [{ key: `choice ${turn}`, ...paced, who: ownerOf(script, step), ...actOn(step, (now) => done(script, definition, now, step.option)) }];
}

/** One promise in four is offered to another agency first. */
function handing(script: Script, { state }: Sight, step: Step, definition: PlaybookStep, turn: string): Wish | undefined {
  if (step.pacing !== 'AGREED' || definition.discipline !== undefined || script.turns.lot(`hand ${turn}`) > 0.25 || step.handOff !== undefined || step.holder === state.lead) return undefined;
  const key = `propose ${turn}`;
  if (script.done(key) > 0) return undefined;
  const opened = Date.parse(step.since);
  return { key, from: opened, until: opened + day, share: prompt, who: script.company.personOf('COORDINATOR'), request: 'POST /cases/@case/hand-offs', body: () => ({ step: step.code, to: `@${relief}`, kind: 'ORDINARY' }), save: { [handOffAlias(turn)]: 'id' } };
}

const handOffAlias = (turn: string): string => `hand-off-${turn.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;

/** Accepted and declined by turns; what was declined is taken back, and done by whoever was asked first. */
function handOffWish(script: Script, { now }: Sight, handOff: HandOff): readonly Wish[] {
  const alias = script.aliasOf(handOff.id);
  if (alias === undefined) return [];
  const act = (name: string, who: string, body: Wish['body']): readonly Wish[] => [{ key: `${name} ${alias}`, ...at(now + 6 * hour), who, request: `POST /hand-offs/${alias}/acts`, body }];
  if (handOff.state === 'PROPOSED') return act('answer', 'relief-worker', () => (script.turns.take('hand-off', ['accept', 'decline']) === 'accept' ? { act: 'accept' } : { act: 'decline', reason: 'CAPACITY' }));
  return handOff.state === 'DECLINED' ? act('withdraw', script.company.personOf('COORDINATOR') ?? '', () => ({ act: 'withdraw' })) : [];
}
