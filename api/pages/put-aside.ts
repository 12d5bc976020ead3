/** What somebody typed into a form whose session had run out meanwhile: put aside as a draft of theirs, sealed, and shown again once they have signed in (finding P13). */
import type { Deps } from '../deps.ts';
import { readOwnDraft, saveOwnDraft } from '../operations/drafts.ts';
import { Problem } from '../problems.ts';
import { draftOpenedShape } from '../shapes.ts';
import type { Entries } from './fields.ts';
import { visitOf, type Visit } from './visit.ts';
import { z } from 'zod';

/** These belong to the page that was shown, and are made anew. */
const ofThePage: readonly string[] = ['csrf', 'key', 'rev'];
/** Whoever comes back later than the next morning begins anew. */
const STALE_MS = 24 * 3_600_000;
const entriesShape = z.record(z.string().max(120), z.string());

/** A draft's name is the address of its form, which has ids and codes in it and nothing else. */
export const draftOf = (path: string): string => `form${path.replaceAll('/', '.')}`;

/** Nobody is told where this fails: the form leads to signing in either way. */
export async function putAside(deps: Deps, person: string, path: string, entries: Entries): Promise<void> {
  const typed = Object.entries(entries).filter(([name, text]) => !ofThePage.includes(name) && text !== '');
  try {
    const visit = await visitOf(deps, { person, exercise: null }, {}, {});
    await visit.act(saveOwnDraft, { name: draftOf(path) }, { content: JSON.stringify(Object.fromEntries(typed)) }, { key: '', rev: undefined });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

/** What was put aside for this form, unless another act is chosen now. */
export async function takenUp({ read, query, me }: Visit, path: string): Promise<Entries | undefined> {
  try {
    const { body } = await read(readOwnDraft, draftOpenedShape, { name: draftOf(path) });
    const entries = entriesShape.safeParse(JSON.parse(body.content)).data;
    const isOther = query['act'] !== undefined && query['act'] !== entries?.['act'];
    return isOther || Date.parse(me.now) - Date.parse(body.savedAt) > STALE_MS ? undefined : entries;
  } catch (error) {
    if (error instanceof Problem || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
