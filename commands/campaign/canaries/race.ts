/** Consent withdrawn under load: clients read without a pause while it is taken back. No answer that began afterwards shows it, and none ends a second later with it. */
import { setTimeout as pause } from 'node:timers/promises';
import { grant } from './phases.ts';
import type { Address } from './addresses.ts';
import type { Player } from './cast.ts';
import type { Look } from './crawl.ts';
import type { World } from './world.ts';

export interface Race {
  readonly reads: number;
  readonly withdrawals: number;
  /** From the moment at which the withdrawal was committed, as somebody beside it saw it, to the end of the last answer that still showed it. Below zero: none ended later. */
  readonly maxLagMs: number;
  readonly flaws: readonly string[];
}

interface Read {
  readonly began: number;
  readonly ended: number;
  readonly path: string;
  readonly shows: boolean;
}

const abreast = 6;
const patienceMs = 10_000;
const latestMs = 1_000;

/** Readers of what lies under the consent, over HTTP; each goes on as soon as it has its answer. `looks`: the ways to read, taken in turn. */
function startReaders(looks: readonly (() => Promise<{ readonly path: string; readonly text: string }>)[], token: string) {
  const reads: Read[] = [];
  const ending = new AbortController();
  const loops = Array.from({ length: abreast }, async (_, index) => {
    for (let turn = index; !ending.signal.aborted; turn += 1) {
      const began = performance.now();
      const { path, text } = await (looks[turn % looks.length] ?? nothing)();
      reads.push({ began, ended: performance.now(), path, shows: text.includes(token) });
    }
  });
  return {
    reads,
    /** Whether a read that began after `since` fulfils it, before our patience ends. */
    async until(since: number, isSo: (read: Read) => boolean): Promise<boolean> {
      const deadline = performance.now() + patienceMs;
      while (performance.now() < deadline) {
        if (reads.some((read) => read.began >= since && isSo(read))) return true;
        await pause(2);
      }
      return false;
    },
    async stop(): Promise<void> {
      ending.abort();
      await Promise.all(loops);
    },
  };
}

const nothing = async (): Promise<{ readonly path: string; readonly text: string }> => ({ path: '', text: '' });

/** When it was committed, seen from beside: before whoever withdrew it has the answer. */
async function withdrawn({ ground: { pool } }: World, consent: string, answered: Promise<unknown>): Promise<number> {
  let hasAnswer = false;
  const ended = answered.finally(() => { hasAnswer = true; });
  ended.catch(() => undefined);
  for (;;) {
    const { rowCount } = await pool.query({ name: 'withdrawn', text: 'select 1 from consent_view where id = $1 and withdrawn_at is not null', values: [consent] });
    const seen = performance.now();
    if (rowCount === 1 || hasAnswer) {
      await ended;
      return seen;
    }
  }
}

/** @param reader somebody whose only way to the class is the consent; `addresses` where it shows. */
export async function race(world: World, reader: Player, { addresses, look, reads: wanted }: { readonly addresses: readonly Address[]; readonly look: Look; readonly reads: number }): Promise<Race> {
  const token = world.canaries.find(({ class: of, paper }) => of === 'D4' && paper?.depth === 'words' && 'victim' in paper.about && paper.about.victim === 'adult')?.token ?? '';
  const readers = startReaders(addresses.map(({ path }) => async () => ({ path, text: (await look(reader, path)).text })), token);
  const flaws: string[] = [];
  let maxLagMs = -Infinity;
  let withdrawals = 0;
  const [by, at] = [world.player('house.advocate'), `/victims/${world.truth.victims.adult}/acts`];
  while (readers.reads.length < wanted && flaws.length === 0) {
    const consent = await grant(world, 'adult', reader.agency, new Date(Date.parse(world.truth.now) + 3_600_000).toISOString());
    if (!(await readers.until(performance.now(), ({ shows }) => shows))) flaws.push('what was agreed to was not readable');
    const taken = await withdrawn(world, consent, world.post(by, at, { act: 'withdraw-consent', consent }));
    withdrawals += 1;
    world.truth.given = world.truth.given.filter(({ agency }) => agency !== reader.agency);
    await readers.until(taken, () => true);
    const late = readers.reads.filter(({ shows, ended }) => shows && ended > taken);
    maxLagMs = Math.max(maxLagMs, ...readers.reads.filter(({ shows }) => shows).map(({ ended }) => ended - taken));
    flaws.push(...late.filter(({ began, ended }) => began > taken || ended > taken + latestMs).map(({ path, began, ended }) => `${path} began ${Math.round(began - taken)} ms after the withdrawal, ended ${Math.round(ended - taken)} ms after it, and shows what it covered`));
  }
  await readers.stop();
  return { reads: readers.reads.length, withdrawals, maxLagMs: Math.round(maxLagMs), flaws };
}
