/** Beside the lives of the campaign, and played by the rooms themselves: suspects and the routes that are decided about them, what proves it, restitution, what the case was worth, files of survivors. */
import canonicalize from 'canonicalize';
import type { EvidenceEvent } from '#domain/evidence/events.ts';
import { relianceLevels } from '#domain/evidence/schema.ts';
import type { ScorecardEvent } from '#domain/scorecard/events.ts';
import { ratings } from '#domain/scorecard/schema.ts';
import { isOpen } from '#domain/case/state.ts';
import { playbookSchema } from '#domain/playbook/schema.ts';
import { codeOf } from '#domain/playbook/names.ts';
import { laterBy } from '#domain/time/civil-time.ts';
import { person } from '../../../test/domain/case/any-people.ts';
import type { Story } from '../../../test/domain/case/any-story.ts';
import { stepCommand, type World } from '../../../test/domain/case/world.ts';
import { caseId as orderedIn, createOrder, orderId, victimId } from '../../../test/domain/redress/world.ts';
import { aCase, advocate, arranged, guardian, idOf, inFavour, investigator, openHer, ready, session } from '../../../test/domain/victim/her.ts';

const DAY_MS = 86_400_000;
type Chance = () => number;
interface Event {
  readonly type: string;
  readonly at: string;
}
export interface Played {
  readonly ledger: string;
  readonly events: readonly Event[];
}

const step = (code: string, more: object) => ({ code, title: code, track: 'CHARGING', role: 'PROSECUTOR', source: 'ours', pacing: 'GUIDANCE', due: '5d', ladder: 'working-days', per: 'suspect', ...more });
const routes = ['TRAFFICKING', 'ALTERNATIVE', 'DECLINE', 'PROTECT'] as const;
const option = (name: string) => ({ option: name, title: name });

/** What decides the route of a suspect, for every playbook of the campaign. */
export const charging = {
  steps: [
    step('U1', {}), step('U5', { after: ['U1'], decides: { class: 'D15', explained: 'U6', options: [...routes.slice(0, 3).map(option), { ...option('PROTECT'), ends: 'Nothing follows.' }] } }), step('U6', { after: ['U5'] }),
    step('U7', { opens: { decided: 'U5', as: ['DECLINE'] }, decides: { class: 'D15', supersedes: ['U5'], options: [option('ALTERNATIVE'), { ...option('STANDS'), ends: 'It stands.' }] } }),
  ],
  suspects: {
    charging: { decided: 'U5', charges: ['TRAFFICKING', 'ALTERNATIVE'] },
    outcomes: [
      { outcome: 'CONVICTED', title: 'Convicted', under: 'PROSECUTION', addressed: true, class: 'D10', when: { any: [{ decided: 'U5', as: ['TRAFFICKING'] }, { decided: 'U7', as: ['ALTERNATIVE'] }] } },
      { outcome: 'PROTECTED', title: 'Protected', under: 'PROTECTION', class: 'D15', when: { decided: 'U5', as: ['PROTECT'] } },
    ],
  },
};

export function withCharging({ playbook: loaded, ...story }: Story): Story {
  const playbook = playbookSchema.parse({ ...loaded.playbook, steps: [...loaded.playbook.steps, ...charging.steps], suspects: charging.suspects });
  return { ...story, playbook: { ...loaded, playbook, body: canonicalize(playbook) ?? '' } };
}

/** Some suspects are named, and what is to be decided about them is decided, with days in between. */
export function charge(world: World, chance: Chance): void {
  const state = world.state();
  if (state.phase !== 'open') return;
  for (let nth = 1; nth <= Math.floor(chance() * 4); nth += 1) world.say(person(state.lead, 0), { type: 'case', act: { act: 'name-subject', kind: 'SUSPECT', as: `P${nth}` } });
  for (let round = 0; round < 5; round += 1) {
    const now = world.state();
    if (now.phase === 'absent') return;
    for (const { code, holder, owner } of Object.values(now.steps).filter((each) => isOpen(each) && /^U\d:/.test(each.code))) {
      if (chance() < 0.2) continue;
      if (owner === undefined) world.say(person(holder, 0), stepCommand(code, { act: 'accept' }));
      const options = codeOf(code) === 'U5' ? routes : codeOf(code) === 'U7' ? ['ALTERNATIVE', 'STANDS'] : [];
      const decided = options[Math.floor(chance() * options.length)];
      world.say(person(holder, 0), stepCommand(code, { act: 'complete', ...(decided !== undefined && { option: decided }) }));
    }
    world.passTo(laterBy(world.now(), Math.floor(chance() * 9 * DAY_MS)));
  }
}

const pick = <T>(list: readonly [T, ...T[]], chance: Chance): T => list[Math.floor(chance() * list.length)] ?? list[0];
const between = (from: string, until: string, share: number): string => new Date(Date.parse(from) + share * (Date.parse(until) - Date.parse(from))).toISOString();

function scorecard(of: string, from: string, until: string, chance: Chance): Played {
  const said = { by: 'x', at: between(from, until, 0.5) };
  const events: ScorecardEvent[] = [{ type: 'ScorecardOpened', case: of, ...said }];
  for (let nth = 1; nth <= 1 + Math.floor(chance() * 2.5); nth += 1) {
    events.push({ type: 'ReviewOpened', nth, review: 'BASELINE', agency: 'x', ...said });
    for (const criterion of ['C1', 'C2', 'C5', 'C7', 'C13']) if (chance() < 0.7) events.push({ type: 'CriterionAssessed', nth, criterion, rating: pick(ratings, chance), evidence: [], account: idOf(1), role: 'COORDINATOR', agency: 'x', ...said });
    if (chance() < 0.8) events.push({ type: 'ReviewHeld', nth, review: 'BASELINE', agency: 'x', ...said });
    else break;
  }
  return { ledger: `scorecard/${of}`, events };
}

function evidence(of: string, from: string, until: string, chance: Chance): Played {
  const events: EvidenceEvent[] = [{ type: 'EvidenceOpened', case: of, by: 'x', at: from }];
  const shares = Array.from({ length: 1 + Math.floor(chance() * 5) }, () => chance()).toSorted((a, b) => a - b);
  for (const share of shares) events.push({ type: 'RelianceComputed', agency: 'x', about: `P${1 + Math.floor(chance() * 3)}`, level: pick([...relianceLevels, 'NONE'], chance), by: 'x', at: between(from, until, share) });
  return { ledger: `evidence/${of}`, events };
}

/** Ordered or not, paid or not: days of its own, since what is counted of it is as it stands. */
function redress(of: string, until: string, chance: Chance, rename: (text: string) => string): Played {
  const startsAt = new Date(Date.parse(until) - (40 + 200 * chance()) * DAY_MS).toISOString();
  const victims = 1 + Math.floor(chance() * 3);
  const world = createOrder({ victims, startsAt });
  const day = (days: number): string => new Date(Date.parse(startsAt) + days * DAY_MS).toISOString().slice(0, 10);
  if (chance() < 0.3) world.say({ act: 'propose-exception', reason: 'NO_LOSS_KNOWN' });
  else if (chance() < 0.8) {
    world.say({ act: 'request' });
    const shares = Array.from({ length: victims }, (_, index) => ({ victim: victimId(index + 1), cents: 1 + Math.floor(chance() * 90_000) }));
    world.say({ act: 'order', on: day(0), shares, liable: [{ defendant: 'D1' }, { defendant: 'D2' }] });
    world.say({ act: 'set-schedule', on: day(0), defendant: 'D1', cents: 500, every: 'MONTH', from: day(5) });
    for (let nth = 1; nth <= Math.floor(chance() * 4); nth += 1) {
      world.passTo(day(nth * 9));
      world.say({ act: 'receive-payment', payment: world.newId(), source: 'DEFENDANT', defendant: pick(['D1', 'D2'], chance), on: day(nth * 9), cents: 1 + Math.floor(chance() * 30_000) });
    }
    world.passTo(day(38));
  }
  const events = world.events().map((event) => JSON.parse(rename(JSON.stringify(event)).replaceAll('"D1"', '"P1"').replaceAll('"D2"', '"P2"')) as Event);
  return { ledger: `redress/${of}/${rename(orderId)}`, events };
}

/** A child who is heard, once asked in vain, to whom something is promised. */
function file(from: string, until: string, chance: Chance, rename: (text: string) => string): Played {
  const her = openHer({ startsAt: between(from, until, 0) });
  const tell = (share: number): void => her.at(between(from, until, share));
  if (chance() < 0.3) her.act(advocate, { act: 'record-age', basis: 'ESTIMATED', adult: true, decidedBy: 'house' });
  tell(0.1);
  if (chance() < 0.5) her.act(investigator, arranged(her));
  const isChild = her.file().age?.adult !== true;
  if (isChild) {
    her.act(guardian, inFavour(her, 'INVESTIGATION'));
    her.act(advocate, ready);
    const plan = arranged(her, { sessions: 2 });
    her.act(investigator, plan);
    for (let heard = 0; heard < Math.floor(chance() * 3); heard += 1) {
      tell(0.3 + heard / 10);
      her.act(investigator, session(plan.interview, { day: her.now().slice(0, 10) }));
    }
    tell(0.6);
    if (chance() < 0.7) her.act(investigator, arranged(her, { sessions: 2 }));
  }
  for (let promised = 0; promised < Math.floor(chance() * 3); promised += 1) {
    tell(0.62 + promised / 10);
    const promise = her.id();
    her.act(advocate, { act: 'promise-her', promise, text: her.id(), maker: { agency: 'house', role: 'COMMUNITY_ADVOCATE' }, ...(chance() < 0.7 && { due: between(from, until, 0.5 + chance()).slice(0, 10) }) });
    tell(0.65 + promised / 10);
    if (chance() < 0.5) her.act(advocate, { act: 'answer-promise', promise, answer: pick(['KEPT', 'BROKEN', 'RELEASED'], chance) });
  }
  const events = her.said.flatMap(({ events: each }) => each).map((event) => JSON.parse(rename(JSON.stringify(event))) as Event);
  return { ledger: rename(`victim/${idOf(9)}`), events };
}

/** @param of the id of the case @param from the first instant of its life @param until where it is looked at */
export function mattersOf(of: string, from: string, until: string, chance: Chance): readonly Played[] {
  const inCase = (nth: number) => (text: string): string => text.replaceAll(aCase, of).replaceAll('00000000-0000-4000-8000-', `${nth}${of.slice(29)}-0000-4000-8000-`).replaceAll('"V1"', `"V${nth}"`);
  const inOrder = (text: string): string => text.replaceAll(orderedIn, of).replaceAll('7e7e7e7e-0000-4000-8000-', `7${of.slice(29)}-0000-4000-8000-`);
  return [
    ...(chance() < 0.7 ? [scorecard(of, from, until, chance)] : []), ...(chance() < 0.7 ? [evidence(of, from, until, chance)] : []), ...(chance() < 0.5 ? [redress(of, until, chance, inOrder)] : []),
    ...Array.from({ length: Math.floor(chance() * 3) }, (_, nth) => file(from, until, chance, inCase(nth + 1))),
  ];
}
