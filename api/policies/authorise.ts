/** Asks the policy (Cedar). Everything that is not a clean yes is a no: an error in a policy denies too. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import type { Actor } from '../actor.ts';

interface Engaged {
  readonly lead: string;
  readonly agencies: readonly string[];
}
export type DeskResource = { readonly kind: 'Desk'; readonly id: string; readonly agency: string };
/** `working`: the roles somebody holds and their agency fills in the case; who supervises, leads or audits does so for the whole agency. */
interface Worked extends Engaged {
  readonly working: readonly string[];
  /** For a supervisor: all the agency fills there, whose part they have. */
  readonly filled?: readonly string[];
  /** Whoever asks is suspected of exploiting somebody who is or was in the case. */
  readonly suspect?: boolean;
}
export type CaseResource = Worked & { readonly kind: 'Case'; readonly id: string };
export type StepResource = Worked & {
  readonly kind: 'Step'; readonly id: string; readonly holder: string; readonly accountable: string; readonly role: string; readonly pacing: string;
};
export type HandOffResource = {
  readonly kind: 'HandOff'; readonly id: string; readonly lead?: string; readonly agencies: readonly string[];
  readonly sender: string; readonly receiver: string; readonly role: string; readonly suspect?: boolean;
};
export type CompactResource = Engaged & { readonly kind: 'Compact'; readonly id: string };
export type CommitmentResource = Engaged & { readonly kind: 'Commitment'; readonly id: string; readonly agency: string; readonly asked: string };
/** A link from the side of one case: its lead and team, and the other case. */
export type LinkResource = Engaged & { readonly kind: 'Link'; readonly id: string; readonly other: string; readonly relation: string };
/** By which roles somebody is met in a matter: those in which they work on it, those in which they stand by her, those of their agency there which they supervise; and whether the agency enforces removal. */
export interface Met {
  readonly working: readonly string[];
  readonly standing: readonly string[];
  readonly supervised: readonly string[];
  readonly removal: boolean;
}
/** Her file, as the one who asks meets it. */
export type VictimResource = Met & { readonly kind: 'Victim'; readonly id: string; readonly agencies: readonly string[]; readonly given?: boolean };
/** The words of one data class in her file or a case, or one paper of it. `own`: recorded by the agency that asks. */
export type CompartmentResource = Met & { readonly kind: 'Compartment'; readonly id: string; readonly class: string; readonly own: boolean; readonly granted: boolean; readonly assigned: boolean; readonly disclosed?: boolean; readonly withdrawn?: boolean };
/** The papers of a case, of one class or of none in particular. */
export type MatterResource = Worked & { readonly kind: 'Matter'; readonly id: string; readonly class: string };
/** Another agency, as who would contain it meets it. `led`: it has a part in a case that they lead. */
export type PartnerResource = { readonly kind: 'Partner'; readonly id: string; readonly agency: string; readonly led: boolean };
/** The versions of one playbook or pack. */
export type ShelfResource = { readonly kind: 'Shelf'; readonly id: string };
export type Resource = ShelfResource | PartnerResource | MatterResource | VictimResource | CompartmentResource | LinkResource | CommitmentResource | CompactResource | DeskResource | CaseResource | StepResource | HandOffResource;

export interface Question {
  readonly action: string;
  readonly resource: Resource;
  readonly context?: Readonly<Record<string, boolean>>;
}
export type Person = Pick<Actor, 'person' | 'agency' | 'roles' | 'contained' | 'removal'>;

export interface Authoriser {
  allows(person: Person, question: Question): boolean;
  /** Every action the schema knows: what operations may name. */
  readonly actions: ReadonlySet<string>;
}

const here = new URL('./', import.meta.url);

/** Policies and those of the data classes, which lie in a folder of their own. */
const filesOf = (ending: string): readonly string[] => readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending)).toSorted();

/** The policies of this folder, each under the id its annotation gives. */
export function policiesOfFolder(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const file of filesOf('.cedar')) {
    const parts = cedar.policySetTextToParts(readFileSync(new URL(file, here), 'utf8'));
    if (parts.type === 'failure') throw new Error(`policies in ${file} do not parse: ${messages(parts.errors)}`);
    for (const text of parts.policies) {
      const id = idOf(text, file);
      if (found[id] !== undefined) throw new Error(`two policies are called ${id}`);
      found[id] = text;
    }
  }
  return found;
}

function idOf(text: string, file: string): string {
  const parsed = cedar.policyToJson(text);
  const id = parsed.type === 'success' ? parsed.json.annotations?.['id'] : undefined;
  if (id === undefined) throw new Error(`a policy in ${file} has no @id`);
  return id;
}

/**
 * Loads policies and schema once and keeps them parsed.
 * @throws Error when a policy does not fit the schema: the process must not start with it.
 */
export function createAuthoriser(policies: Readonly<Record<string, string>> = policiesOfFolder()): Authoriser {
  const schema = schemaOfFolder();
  const checked = cedar.validate({ schema, policies: { staticPolicies: { ...policies } } });
  if (checked.type === 'failure') throw new Error(`the policy schema does not parse: ${messages(checked.errors)}`);
  const wrong = checked.validationErrors.map(({ policyId, error }) => `${policyId}: ${error.message}`);
  if (wrong.length > 0) throw new Error(`policies do not fit their schema: ${wrong.join('; ')}`);
  return authoriserOf(policies, schema);
}

const schemaOfFolder = (): string => filesOf('.cedarschema').map((name) => readFileSync(new URL(name, here), 'utf8')).join('\n');

/** Of policies that are known to fit the schema: some of those that `createAuthoriser` has checked. */
export function authoriserOf(policies: Readonly<Record<string, string>>, schema = schemaOfFolder()): Authoriser {
  const parsed = randomUUID();
  demand(cedar.preparseSchema(parsed, schema));
  demand(cedar.preparsePolicySet(parsed, { staticPolicies: { ...policies } }));
  return { actions: actionsOf(schema), allows: remembering((person, question) => ask(parsed, person, question)) };
}

const REMEMBERED_MOST = 10_000;

/**
 * The same question has the same answer as long as the process lives: the policies are fixed, and all they may look at (who, with which roles of today,
 * what, in which state) stands in the question, all but ids. An act asks the same up to three times, a list once a row.
 */
function remembering(decide: Authoriser['allows']): Authoriser['allows'] {
  const known = new Map<string, boolean>();
  return (person, question) => {
    const { id: _id, ...resource } = question.resource;
    const key = JSON.stringify([person.person, person.agency, person.roles, person.contained, person.removal, question.action, resource, question.context]);
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= REMEMBERED_MOST) known.clear();
    const decided = decide(person, question);
    known.set(key, decided);
    return decided;
  };
}

/** No policy names a thing by its id, so none is told: the answer is the same for every thing of which the same is true. */
function ask(parsed: string, person: Person, { action, resource, context }: Question): boolean {
  const { kind, id: _id, ...attrs } = resource;
  const principal = { type: 'Person', id: person.person };
  const about = { type: kind, id: 'it' };
  const answer = cedar.statefulIsAuthorized({
    principal,
    action: { type: 'Action', id: action },
    resource: about,
    context: { ...context },
    preparsedSchemaName: parsed,
    preparsedPolicySetId: parsed,
    validateRequest: true,
    entities: [
      { uid: principal, attrs: { agency: person.agency, roles: [...person.roles], ...(person.contained === true && { contained: true }), ...(person.removal === true && { removal: true }) }, parents: [] },
      { uid: about, attrs: plain(attrs), parents: [] },
    ],
  });
  return answer.type === 'success' && answer.response.diagnostics.errors.length === 0 && answer.response.decision === 'allow';
}

const plain = (attrs: Readonly<Record<string, string | boolean | readonly string[]>>): Record<string, cedar.CedarValueJson> =>
  Object.fromEntries(Object.entries(attrs).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]));

function actionsOf(schema: string): ReadonlySet<string> {
  const json = cedar.schemaToJson(schema);
  if (json.type === 'failure') throw new Error(messages(json.errors));
  return new Set(Object.keys(json.json['']?.actions ?? {}));
}

function demand(answer: cedar.CheckParseAnswer): void {
  if (answer.type === 'failure') throw new Error(messages(answer.errors));
}

const messages = (errors: readonly cedar.DetailedError[]): string => errors.map(({ message }) => message).join('; ');
