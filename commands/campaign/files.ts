/** Files of victims in an exercise: one goes on with what staff owe in it, one is erased, and of one the erasure is taken back. */
import { World, type Person } from './erasure-world.ts';
import type { System } from './system.ts';

/** Longer than any playbook lets an erasure wait. */
const WAIT_DAYS = 60;

export interface Files {
  /** Ids of victims. */
  readonly goesOn: string;
  readonly erased: string;
  readonly kept: string;
}

export async function playFiles(system: System): Promise<Files> {
  const world = await World.open(system);
  try {
    const [one, two, three] = [await world.plant(1), await world.plant(2), await world.plant(3)] as const;
    await world.done('investigator', `${one.path}/acts`, { act: 'say-event', event: 'ARREST' });
    for (const { path } of [two, three]) await world.done('advocate', `${path}/erasure/acts`, { act: 'request-erasure', basis: 'CONSENT_WITHDRAWN' });
    await world.done('advocate', `${three.path}/erasure/acts`, { act: 'cancel-erasure', erasure: await erasureOf(world, three) });
    await world.pass(WAIT_DAYS);
    for (const who of ['privacy', 'coordinator'] as const) await world.done(who, `${two.path}/erasure/acts`, { act: 'approve-erasure', erasure: await erasureOf(world, two) });
    return { goesOn: idOf(one), erased: idOf(two), kept: idOf(three) };
  } finally {
    await world.close();
  }
}

const idOf = ({ ledger }: Person): string => ledger.replace('victim/', '');

async function erasureOf(world: World, { path }: Person): Promise<string> {
  const [erasure] = (await world.call('privacy', `${path}/erasure`)).body['erasures'] as { id: string }[];
  return erasure?.id ?? '';
}
