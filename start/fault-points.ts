/**
 * Named places where a process can be made to die, so that a campaign can prove that nothing is lost there. Off unless armed:
 * THROUGHLINE_FAULTS="before-commit=0.05,after-commit=0.05;seed=7" kills this process with SIGKILL at these places with these probabilities.
 */
export const faultPoints = [
  'api.after-command-row', 'api.after-update',
  'record.after-lock', 'record.before-commit', 'record.after-commit',
  'outbox.after-claim', 'outbox.after-wake',
  'mail.after-claim', 'mail.after-send',
] as const;
export type FaultPoint = (typeof faultPoints)[number];

interface Armed {
  readonly chance: ReadonlyMap<string, number>;
  readonly random: () => number;
}

/** A small generator with a seed (mulberry32): the same seed and the same path through the code die at the same place. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function arm(text: string | undefined): Armed | undefined {
  if (text === undefined || text === '') return undefined;
  const [places = '', seed = 'seed=1'] = text.split(';');
  const chance = new Map(places.split(',').map((place): [string, number] => {
    const [name = '', share = '0'] = place.split('=');
    if (!(faultPoints as readonly string[]).includes(name)) throw new Error(`THROUGHLINE_FAULTS names ${name}; there are ${faultPoints.join(', ')}`);
    return [name, Number(share)];
  }));
  return { chance, random: seeded(Number(seed.replace('seed=', '')) ^ process.pid) };
}

const armed = arm(process.env['THROUGHLINE_FAULTS']);

/** Dies here, if armed and if chance will have it. */
export function faultPoint(name: FaultPoint): void {
  if (armed === undefined) return;
  if (armed.random() < (armed.chance.get(name) ?? 0)) process.kill(process.pid, 'SIGKILL');
}
