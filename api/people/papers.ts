/** Reading papers: each is decided, noted in the access log in the same transaction, and only then opened. */
import type { z } from 'zod';
import type { DataClass } from '#domain/terms.ts';
import type { Basis } from '../access/notes.ts';
import type { Asker } from '../route.ts';
import type { CompartmentResource, Met } from '../policies/authorise.ts';
import type { paperShape } from './shapes.ts';
import { compartmentOf, findPapers, type FoundPaper } from './subjects.ts';

/** More is refused by the rules long before; this is the wall behind them. */
const MOST = 1_000;

/** The papers of a ledger as far as who asks may know of them; their words where the policy opens them. */
export async function papersOf(asker: Asker, ledger: string, met: Met, only?: string): Promise<readonly z.input<typeof paperShape>[]> {
  const found = await findPapers(asker.ask, ledger, only ?? null, MOST);
  await noteShut(asker, ledger, only);
  const answers: z.input<typeof paperShape>[] = [];
  for (const paper of found) {
    const answer = await answerOf(asker, ledger, met, paper);
    if (answer !== undefined) answers.push(answer);
  }
  return answers;
}

/** Papers that do not exist for who asks, and are there. */
async function noteShut({ ask, denied }: Asker, ledger: string, only: string | undefined): Promise<void> {
  for (const { class: of, id } of await ask<{ class: string; id: string }>`select class, id from shut_papers(${ledger}, ${only ?? null}::uuid)`) denied({ ledger, class: of as DataClass, paper: id });
}

async function answerOf(asker: Asker, ledger: string, met: Met, paper: FoundPaper): Promise<z.input<typeof paperShape> | undefined> {
  const { ask, deps, may } = asker;
  const resource = compartmentOf(paper, met);
  const opens = may('compartment.read', resource);
  const tells = opens || may('compartment.read-summary', resource);
  const { id, kind, recorder, author, at, supersedes, disclosable } = paper;
  const of = paper.class as DataClass;
  if (!tells && !may('compartment.know', resource)) {
    asker.denied({ ledger, class: of, paper: id });
    return undefined;
  }
  asker.opened({ ledger, class: of, paper: id, ...(opens ? { depth: 'FULL', basis: basisOf(asker, paper, resource) } : { depth: 'METADATA' }) });
  const text = opens ? await deps.vault.get(ask, paper.text) : undefined;
  const summary = tells && paper.summary !== null ? await deps.vault.get(ask, paper.summary) : undefined;
  return {
    id, class: of as 'D3', kind, recorder, author, at: at.toISOString(), ...(supersedes !== null && { supersedes }), ...(disclosable && { disclosable }), ...(text !== undefined && { text }), ...(summary !== undefined && { summary }),
  };
}

/** What the words rest on: that without which the policy would not open them. A consent comes first, for who gave it may ask who saw what under it. */
function basisOf({ may }: Asker, { granted, grant, assignment, disclosure, glass }: FoundPaper, resource: CompartmentResource): Basis {
  const rests = (less: Partial<CompartmentResource>): boolean => may('compartment.read', resource) && !may('compartment.read', { ...resource, ...less });
  if (granted && rests({ granted: false, assigned: false, disclosed: false })) return { kind: 'CONSENT', ...(grant !== null && { id: grant }) };
  if (assignment !== null && rests({ assigned: false, disclosed: false })) return { kind: 'ASSIGNMENT', id: assignment };
  if (disclosure !== null && rests({ disclosed: false })) return { kind: glass === true ? 'BREAK_GLASS' : 'DISCLOSURE', id: disclosure };
  if (resource.standing.length > 0 && rests({ standing: [] })) return { kind: 'STANDING' };
  return { kind: resource.own && rests({ own: false }) ? 'OWN' : 'ROLE' };
}
