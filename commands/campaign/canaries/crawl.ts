/** Reads every address as every person and says which canaries were seen, where. Lists are followed to their end. */
import type { Address } from './addresses.ts';
import { isNearPaper, maySeePaper, underConsent, type Canary } from './judge.ts';
import type { Player } from './cast.ts';
import type { Truth } from './truth.ts';

/** A word that stands nowhere by chance: capitals alone, so that it may be a code, a code name, or part of a text; or the hash of an image, where nothing else is taken. */
export const tokens = /ZQ[A-P]{12}|5a51[0-9a-f]{28}/g;
const pagesMost = 100;

export interface Seen {
  readonly status: number;
  readonly text: string;
}
/** One request as somebody; the path may lead to a page. */
export type Look = (player: Player, path: string) => Promise<Seen>;

/** What one crawl saw: by person, the tokens with the address where each was met first. */
export interface Sight {
  readonly reads: number;
  readonly seen: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Answers that must not come: a fault of ours, whoever asks. */
  readonly faults: readonly string[];
}

const nextOf = (text: string): string | undefined => /"next":"([\w-]+)"/.exec(text)?.[1];

/** One person at all addresses. */
async function wander(player: Player, addresses: readonly Address[], look: Look): Promise<{ readonly reads: number; readonly seen: Map<string, string>; readonly faults: string[] }> {
  const seen = new Map<string, string>();
  const faults: string[] = [];
  let reads = 0;
  for (const { path } of addresses) {
    for (let at: string | undefined = path, pages = 0; at !== undefined && pages < pagesMost; pages += 1) {
      const { status, text } = await look(player, at);
      reads += 1;
      if (status >= 500) faults.push(`${player.id} was answered ${status} at ${at}`);
      for (const [token] of text.matchAll(tokens)) if (!seen.has(token)) seen.set(token, path);
      const next = nextOf(text);
      at = next === undefined ? undefined : `${path}${path.includes('?') ? '&' : '?'}cursor=${next}`;
    }
  }
  return { reads, seen, faults };
}

/** `abreast`: how many people go at a time. */
export async function crawl(players: readonly Player[], addressesFor: (player: Player) => readonly Address[], look: Look, abreast = 4): Promise<Sight> {
  const seen = new Map<string, ReadonlyMap<string, string>>();
  const faults: string[] = [];
  const waiting = [...players];
  let reads = 0;
  await Promise.all(Array.from({ length: abreast }, async () => {
    for (let player = waiting.shift(); player !== undefined; player = waiting.shift()) {
      const found = await wander(player, addressesFor(player), look);
      seen.set(player.id, found.seen);
      faults.push(...found.faults);
      reads += found.reads;
    }
  }));
  return { reads, seen, faults };
}

export interface Verdict {
  /** Cells that were judged: a person, a canary. */
  readonly cells: number;
  readonly leaks: readonly string[];
  readonly denials: readonly string[];
  /** `class role` of every C cell whose words were read. */
  readonly opened: readonly string[];
}

/**
 * What was seen against what may be seen, cell by cell. A token nobody planted is a leak too: of another world.
 * `alone`: the wall in the database alone, held to one thing: nothing reaches an agency that has no part in it.
 */
export function judge(phase: string, { seen }: Sight, canaries: readonly Canary[], truth: Truth, alone = false): Verdict {
  const verdict = { cells: 0, leaks: [] as string[], denials: [] as string[], opened: [] as string[] };
  const known = new Set(canaries.map(({ token }) => token));
  for (const player of truth.players) {
    const found = seen.get(player.id);
    if (found === undefined) continue;
    const who = `${player.roles.join('+')} of ${player.agency}`;
    for (const canary of canaries) {
      const may = alone ? (canary.near(player, truth) ? undefined : false) : canary.may(player, truth);
      const at = found.get(canary.token);
      verdict.cells += 1;
      if (at !== undefined && may === false) verdict.leaks.push(`${phase}: LEAK ${canary.class} ${canary.what} seen by ${who} at ${at}`);
      if (at === undefined && may === true) verdict.denials.push(`${phase}: DENIAL ${canary.class} ${canary.what} not seen by ${who}`);
      if (at !== undefined && canary.paper?.depth === 'words') verdict.opened.push(...underConsent(player, canary.class).map((role) => `${canary.class} ${role}`));
    }
    for (const [token, at] of found) if (!known.has(token)) verdict.leaks.push(`${phase}: LEAK of another world seen by ${who} at ${at}: ${token}`);
  }
  return verdict;
}

/** A canary in a paper: its words, its summary, or the code that says what it is. */
export const paperCanary = (token: string, what: string, paper: NonNullable<Canary['paper']>): Canary => ({ token, what, class: paper.class, paper, may: (player, truth) => maySeePaper(truth, player, paper), near: (player, truth) => isNearPaper(truth, player, paper) });
