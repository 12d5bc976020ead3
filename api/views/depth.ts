/**
 * How deep somebody sees into a case: its shell (data class D1), its steps (D2), and steps that tell of her status or her health by their very name (rule R12). Every answer
 * asks here, and each member of a step has its depth in a table that does not compile without it.
 */
import type { StepView } from '#prisma/generated/client.ts';
import type { Resource } from '../policies/authorise.ts';
import type { Asker } from '../route.ts';
import { codeOf } from '#domain/playbook/names.ts';
import type { DataClass } from '#domain/terms.ts';
import type { Told } from './playbooks.ts';

/** Full; a summary: the stage, the holder and the clock; metadata: that it is there. */
export const depths = ['full', 'summary', 'metadata'] as const;
export type Depth = (typeof depths)[number];
const levelOf = { full: 'compartment.read', summary: 'compartment.read-summary', metadata: 'compartment.know' } as const satisfies Readonly<Record<Depth, string>>;

/** `protected`: it may be told of as that, with its clock; absent for who may not know of it. */
export type StepDepth = Depth | 'protected' | undefined;
export type Placed = Pick<StepView, 'code' | 'track' | 'holder' | 'accountable'>;

export interface Depths {
  /** Of the case itself. Whoever is on its team knows that it is there. */
  readonly shell: Depth;
  readonly of: (step: Placed) => StepDepth;
  /** Without a step at hand: what their own agency has a part in, or not. */
  readonly ofAny: (own: boolean) => Depth | undefined;
  /** Whether a step tells by its name what is not theirs to know. */
  readonly isProtected: (step: Pick<Placed, 'code' | 'track'>) => boolean;
  /** Whether they read a class of the case whole. */
  readonly reads: (of: DataClass) => boolean;
}

/** Whoever speaks for her there stands by her in what a step tells: no step names anybody. */
const forHer: readonly string[] = ['VICTIM_COUNSEL', 'CHILD_GUARDIAN'];

export function depthsIn({ may, actor }: Pick<Asker, 'may' | 'actor'>, resource: Resource, told: Told | undefined): Depths {
  // Who supervises has the part of the discipline supervised.
  const roles = 'working' in resource ? [...new Set([...resource.working, ...('filled' in resource ? (resource.filled ?? []) : [])])].toSorted() : [];
  // What their own agency has a part in they work on by the roles they have at home.
  const atHome = [...new Set([...roles, ...actor.roles])].toSorted();
  const asked = (of: string, own: boolean) => ({
    kind: 'Compartment', id: '', class: of, working: own ? atHome : roles, standing: of === 'D2' ? [] : roles.filter((role) => forHer.includes(role)), supervised: [], own, granted: false, assigned: false, removal: false,
  } as const);
  const deepest = (of: string, own: boolean): Depth | undefined => depths.find((depth) => may(levelOf[depth], asked(of, own)));
  const classes = new Map(told?.steps.map(({ code, class: of }) => [code, of]));
  const isProtected = ({ code, track }: Pick<Placed, 'code' | 'track'>): boolean => {
    const of = classes.get(codeOf(code)) ?? (track === 'IMMIGRATION' ? 'D9' : undefined);
    return of !== undefined && !may('compartment.know', asked(of, false));
  };
  return {
    shell: deepest('D1', false) ?? 'metadata',
    ofAny: (own) => deepest('D2', own),
    isProtected,
    reads: (of) => deepest(of, false) === 'full',
    of: (step) => {
      const own = step.holder === actor.agency || step.accountable === actor.agency;
      const depth = deepest('D2', own);
      return depth !== undefined && !own && isProtected(step) ? 'protected' : depth;
    },
  };
}
