/** What people do with commitments in a random life: rightly when there is occasion, and wrongly too. */
import type { Actor } from '#domain/facts.ts';
import type { Commitment } from '#domain/commitment/state.ts';
import type { CommitmentAct } from '#domain/commitment/schema.ts';
import type { OpenCase } from '#domain/case/state.ts';
import { declineReasons, reDateReasons, releaseReasons, tracks } from '#domain/terms.ts';
import { dayIn, of, type Said } from './any-people.ts';
import { commitmentCommand, uuid, type Body, type World } from './world.ts';

const somebody = (agency: string, n: number): Actor => ({ person: `${agency}-p${n % 2}`, agency, roles: n % 9 === 0 ? ['INVESTIGATOR'] : ['COORDINATOR', 'AGENCY_LEADER'] });

type Held = Extract<Body, { type: 'hold-conference' }>;
type Promised = Extract<Body, { type: 'promise' }>;

/** Commitments have ids of their own, counted over all that were ever asked for. */
export function promiseCommand(world: World, pick: number, how: number): Said {
  const made = world.taken.filter(({ command }) => command.type === 'promise').length;
  const agency = `a${how % 5}`;
  const dated = { agency, text: uuid(900), due: how % 4 === 0 ? (of(['3wd', '10wd', '2mo', '5d'], pick) ?? '5d') : dayIn(world, (pick % 40) - 1) };
  const pledged: Promised['pledged'] = how % 5 === 0 ? { kind: 'RESOURCE', ...dated, pledge: { amount: 10, unit: 'HOURS', from: dayIn(world, -20), until: dayIn(world, 60) } } : { kind: how % 2 === 0 ? 'DELIVERABLE' : 'RESPONSE', ...dated };
  const waitsOn = how % 2 === 0 ? [of(['V1', 'V2', 'V3', 'G1'], pick) ?? 'V1'] : [];
  const place = how % 7 === 0 ? { step: of(['G2', 'A1', 'V2', 'G1', 'Z9'], pick) ?? 'G2', waitsOn } : { track: of(tracks.slice(0, 4), pick) ?? 'TEAM', waitsOn };
  return [somebody(pick % 2 === 0 ? 'a0' : agency, how), { type: 'promise', commitment: uuid(500 + made), pledged, place }];
}

/** A conference with one decision or none, and a minute or two: some are refused, and then nothing of it stands. */
export function conferenceCommand(world: World, pick: number, how: number): Said {
  const made = world.taken.filter(({ command }) => command.type === 'hold-conference').length * 2;
  const minutes = Array.from({ length: how % 3 }, (_, index) => {
    const [, asked] = promiseCommand(world, pick + index, how + index);
    if (asked.type !== 'promise') throw new Error('a minute is a promise');
    const { pledged, place } = asked;
    return { commitment: uuid(700 + made + index), pledged, place, owner: `${pledged.agency}-p0` };
  });
  const decisions: Held['decisions'] = how % 4 === 0 ? [] : [{ decision: 'NEW_PLAN', tracks: [of(tracks.slice(0, 4), pick) ?? 'TEAM'], text: uuid(901) }];
  return [somebody('a0', how), { type: 'hold-conference', attendance: [{ agency: 'a0', people: [] }, { agency: how % 11 === 0 ? 'a5' : 'a1', people: ['a1-p0'] }], decisions, minutes }];
}

export function commitmentActCommand(world: World, state: OpenCase, pick: number, how: number): Said | undefined {
  const open = Object.values(state.commitments ?? {});
  const lapsed = open.filter((each) => each.state === 'LAPSED');
  const commitment = of(lapsed.length > 0 && how % 5 > 0 ? lapsed : open, pick);
  if (commitment === undefined) return undefined;
  const act = of(sensible(world, commitment, how), Math.floor(how / 3)) ?? { act: 'accept' };
  const agency = act.act === 're-date' ? state.lead : act.act === 'accept' || act.act === 'decline' ? (commitment.offer?.agency ?? commitment.agency) : commitment.agency;
  return [somebody(agency, how), commitmentCommand(commitment.id, act, how % 8 === 0 ? commitment.rev : undefined)];
}

/** Mostly what can be done in its state; once in seven anything. */
function sensible(world: World, { state, offer }: Commitment, how: number): readonly CommitmentAct[] {
  const due = dayIn(world, (how % 50) - 1);
  const recommit: CommitmentAct = { act: 'recommit', due, resource: { amount: 1, unit: 'FTE' } };
  const reassign: CommitmentAct = { act: 'reassign', to: `a${how % 4}`, due };
  const release: CommitmentAct = { act: 'release', reason: of(releaseReasons, how) ?? 'OTHER' };
  const reDate: CommitmentAct = { act: 're-date', due, reason: of(reDateReasons, how) ?? 'OTHER' };
  const ask: CommitmentAct = { act: 'ask-date', due, reason: 'CAPACITY' };
  const give: CommitmentAct = { act: 'deliver-resource', from: dayIn(world, -2), until: dayIn(world, 0), amount: 1.5 };
  const answers: readonly CommitmentAct[] = [{ act: 'accept' }, { act: 'accept' }, { act: 'decline', reason: of(declineReasons, how) ?? 'OTHER' }];
  if (how % 7 === 0) return [...answers, recommit, reassign, release, reDate, ask, give, { act: 'deliver' }];
  if (offer !== undefined) return state === 'LAPSED' ? [{ act: 'accept' }, { act: 'accept' }, ...answers] : answers;
  if (state === 'LAPSED') return [recommit, recommit, reassign, reassign, reDate, release, { act: 'deliver' }];
  return state === 'SUSPENDED' ? [give, { act: 'deliver' }, release] : [ask, ask, reDate, give, give, { act: 'deliver' }];
}
