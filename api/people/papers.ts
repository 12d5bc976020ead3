/** Reading papers: each is decided, noted in the access log in the same transaction, and only then opened. */
import type { z } from 'zod';
import type { Asker } from '../route.ts';
import type { CompartmentResource, VictimResource } from '../policies/authorise.ts';
import type { paperShape } from './shapes.ts';
import { note, type Basis } from './access.ts';
import { compartmentOf, findPapers, type FoundPaper } from './subjects.ts';

/** More is refused by the rules long before; this is the wall behind them. */
const MOST = 1_000;
type Met = Pick<VictimResource, 'working' | 'standing'>;

/** The papers of a ledger as far as who asks may know of them; their words where the policy opens them. */
export async function papersOf(asker: Asker, operation: string, ledger: string, met: Met, only?: string): Promise<readonly z.input<typeof paperShape>[]> {
  const found = await findPapers(asker.ask, ledger, only ?? null, MOST);
  const answers: z.input<typeof paperShape>[] = [];
  for (const paper of found) {
    const answer = await answerOf(asker, operation, ledger, met, paper);
    if (answer !== undefined) answers.push(answer);
  }
  return answers;
}

async function answerOf(asker: Asker, operation: string, ledger: string, met: Met, paper: FoundPaper): Promise<z.input<typeof paperShape> | undefined> {
  const { ask, deps, may } = asker;
  const resource = compartmentOf(paper, met);
  const opens = may('compartment.read', resource);
  const tells = opens || may('compartment.read-summary', resource);
  if (!tells && !may('compartment.know', resource)) {
    await note(asker, { operation, ledger, class: paper.class, paper: paper.id, outcome: 'DENIED' });
    return undefined;
  }
  const { id, class: of, kind, recorder, author, at, supersedes } = paper;
  await note(asker, { operation, ledger, class: of, paper: id, outcome: 'READ', basis: basisOf(asker, paper, resource) });
  const text = opens ? await deps.vault.get(ask, paper.text) : undefined;
  const summary = tells && paper.summary !== null ? await deps.vault.get(ask, paper.summary) : undefined;
  return {
    id, class: of as 'D3', kind, recorder, author, at: at.toISOString(), ...(supersedes !== null && { supersedes }), ...(text !== undefined && { text }), ...(summary !== undefined && { summary }),
  };
}

/** What the words rest on: that without which the policy would not open them. A consent comes first, for who gave it may ask who saw what under it. */
function basisOf({ may }: Asker, { granted, grant, assignment, basis }: FoundPaper, resource: CompartmentResource): Basis {
  const rests = (less: Partial<CompartmentResource>): boolean => may('compartment.read', resource) && !may('compartment.read', { ...resource, ...less });
  if (granted && rests({ granted: false, assigned: false })) return { kind: 'CONSENT', ...(grant !== null && { id: grant }) };
  if (assignment !== null && rests({ assigned: false })) return { kind: basis === 'BREAK_GLASS' ? basis : 'ASSIGNMENT', id: assignment };
  if (resource.standing.length > 0 && rests({ standing: [] })) return { kind: 'STANDING' };
  return { kind: resource.own && rests({ own: false }) ? 'OWN' : 'ROLE' };
}
