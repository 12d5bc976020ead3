/** What waits for me. The first line says whether anything does. */
import type { z } from 'zod';
import type { Role } from '#domain/terms.ts';
import { listClocks } from '../operations/list-clocks.ts';
import { readInbox } from '../operations/read-inbox.ts';
import { clockShape, inboxShape, pageOf } from '../shapes.ts';
import { leaderNeeds, OWED } from './leader.ts';
import type { Page } from './page.ts';
import { unverifiedWords } from './clock-sentences.ts';
import { paths } from './paths.ts';
import { lastDayWords, whenWords } from './when.ts';
import { keyOf, noticeRow, type Row } from './rows.ts';
import { codeWords, commitmentWords, dutyWords, sentence } from './words.ts';
import type { Me, Visit } from './visit.ts';

export type Item = z.output<typeof inboxShape>;
type Of<K extends Item['kind']> = Extract<Item, { kind: K }>;

const stepNeeds: Readonly<Record<Of<'step'>['need'], string>> = {
  answer: 'Accept it or decline it', accountable: 'Nobody has accepted it yet: you answer for it', work: 'You own it', review: 'Look again at this wait',
};
const handOffNeeds: Readonly<Record<Of<'hand-off'>['need'], string>> = {
  answer: 'Answer this hand-off', 'awaiting-answer': 'The other agency has not answered yet', items: 'Send what is missing and offer it again', 'next-move': 'It was declined: offer it elsewhere or keep it', determination: 'Decide who owns it',
};
const promiseNeeds: Readonly<Record<Of<'commitment'>['need'], string>> = {
  answer: 'Your agency is asked to promise it: promise it or decline it', work: 'You promised it', 'leader-answer': 'It was not kept: promise it anew, give it to another, or let it go', 'date-asked': 'Another date is asked for: move it, or leave it',
};
const weight: readonly Of<'commitment'>['need'][] = ['leader-answer', 'answer', 'date-asked', 'work'];
/** These notices ask for more than to be known. */
const pressing = ['level', 'unresolved'];
/** What these announce stands in the inbox itself, as long as it waits. */
const doubled = ['task', 'offer', 'determination'];

/** Leaders hear of a duty and see nothing of her file. */
const noReaders: readonly Role[] = ['AGENCY_LEADER', 'FIRST_RESPONDER'];

/** They work on no case: playbooks are where they are needed. */
const bookish: readonly Role[] = ['PLAYBOOK_STEWARD'];

export interface Inbox {
  readonly needs: readonly Row[];
  readonly horizons: readonly Row[];
  readonly notices: readonly Row[];
  readonly waiting: readonly Row[];
}

/**
 * Levels come with what needs somebody, for they are told to those who can move it; a thing that stands on the leaders' board (`onBoard`) is told from there.
 * Whatever is read here counts as seen, also a task, an offer or a determination that is not drawn because somebody has answered it since.
 */
export function inboxOf(items: readonly Item[], { zone, now }: Pick<Me, 'zone' | 'now'>, onBoard: ReadonlySet<string> = new Set()): Inbox {
  const dated = (due: string | undefined, mark = ''): Pick<Row, 'when' | 'late' | 'due'> => (due === undefined ? {} : { due, when: `${whenWords(due, zone)}${mark}`, late: due <= now });
  const of = <K extends Item['kind']>(kind: K): Of<K>[] => items.filter((item): item is Of<K> => item.kind === kind);
  const handedOver = of('hand-off');
  // A step that is being handed over stands here once: as the hand-off.
  const own = of('step').filter(({ step }) => !handedOver.some(({ handOff }) => handOff.id === step.handOff));
  // One promise may ask for several things: the weightiest is told.
  const promised = [...Map.groupBy(of('commitment'), ({ commitment }) => commitment.id).values()].flatMap((same) => same.toSorted((one, other) => weight.indexOf(one.need) - weight.indexOf(other.need)).slice(0, 1));
  const shown = new Set([...onBoard, ...own.map(({ step }) => keyOf({ ...step, subject: step.step })), ...handedOver.map(({ handOff }) => keyOf({ ...handOff, subject: handOff.step })), ...promised.map(({ commitment }) => commitment.id), ...of('duty').map(({ victimId, duty }) => keyOf({ victimId, subject: duty.duty }))]);
  const steps = own.map(({ step, codeName, need, due }): Row => ({ what: step.title, where: codeName, need: `${stepNeeds[need]}${'dateUnknown' in step && step.dateUnknown === true ? '. From when its date counts is not known: say it' : ''}`, href: paths.step(step.caseId, step.step), ...dated(due, unverifiedWords(step)) }));
  const handOffs = handedOver.map(({ handOff, need, due }): Row => ({ what: handOff.title, where: handOff.codeName, need: `${handOff.kind === 'ORDINARY' ? '' : `${codeWords(handOff.kind)}. `}${handOffNeeds[need]}`, href: paths.handOff(handOff.id), ...dated(due) }));
  const packets = of('packet').map(({ step, codeName }): Row => ({ what: step.title, where: codeName, need: 'Read what came with this work', href: paths.step(step.caseId, step.step) }));
  const asked = of('date-asked').map(({ step, codeName }): Row => ({ what: step.title, where: codeName, need: 'Another date is asked for: grant it or refuse it', href: paths.step(step.caseId, step.step) }));
  const links = of('link').map(({ codeName, agency }): Row => ({ what: 'Another case', where: codeName, need: `${agency} asks whether the two belong together: call them, and answer` }));
  const signatures = of('signature').map(({ codeName, need, due, compactId }): Row => ({ what: 'The compact', where: codeName, need: need === 'sign' ? 'Your signature is asked for' : 'Confirm what your predecessor signed', href: paths.compact(compactId), ...dated(due) }));
  const promises = promised.map(({ commitment, need, due }): Row => ({ what: sentence(commitmentWords[commitment.kind]), where: commitment.codeName, need: promiseNeeds[need], href: paths.promise(commitment.id), ...dated(due) }));
  const duties = of('duty').map(({ duty, victimId, pseudonym, codeName, due }): Row => ({ what: dutyWords[duty.kind], where: [codeName, pseudonym].filter((part) => part !== undefined).join(', ') || 'A survivor’s file', need: 'Do it, and say what came of it', ...(noReaders.includes(duty.role) ? {} : { href: paths.victim(victimId) }), ...dated(due) }));
  const notices = of('notice').filter(({ notice }) => !doubled.includes(notice));
  const levels = highest(notices.filter(({ notice }) => pressing.includes(notice)), shown);
  return {
    needs: [...levels.map((notice) => noticeRow(notice, zone)), ...[...signatures, ...promises, ...steps, ...handOffs, ...duties].toSorted(nearestFirst), ...packets, ...asked, ...links],
    horizons: of('horizon').map(({ step, codeName, due }): Row => ({ what: step.title, where: codeName, need: 'A right lapses. Nothing to do until a warning asks for a decision', href: paths.step(step.caseId, step.step), ...(due !== undefined && { when: `Last day: ${lastDayWords(due, zone)}${unverifiedWords(step)}` }) })),
    notices: notices.filter(({ notice }) => !pressing.includes(notice)).map((notice) => noticeRow(notice, zone)),
    // No link to press on, and no date: who waits properly is left in peace (R1, R14).
    waiting: of('waiting-properly').map(({ title, codeName }): Row => ({ what: title, where: codeName, need: 'Waiting properly' })),
  };
}

/** By date, whatever it is: danger within hours stands above support within days. What has no date comes last. */
const nearestFirst = (one: Row, other: Row): number => (one.due ?? '9') < (other.due ?? '9') ? -1 : 1;

/** Of several levels of one thing the last that was told; none of what stands in the inbox itself. The newest come first. */
function highest(levels: readonly Of<'notice'>[], shown: ReadonlySet<string>): readonly Of<'notice'>[] {
  return levels.filter((level, index) => !shown.has(keyOf(level)) && !(level.victimId !== undefined && shown.has(OWED)) && levels.findIndex((other) => keyOf(other) === keyOf(level)) === index);
}

const thing = (count: number): string => (count === 1 ? 'One thing needs' : `${count} things need`);

export const inboxPage: Page = {
  path: paths.inbox(),
  template: 'inbox',
  async show(visit) {
    const leads = visit.me.roles.includes('AGENCY_LEADER') ? await leaderNeeds(visit) : undefined;
    const inbox = inboxOf(await visit.readAll(readInbox, inboxShape), visit.me, leads?.keys);
    // A promise or a compact that asks for this person's own word is told as that.
    const own = new Set(inbox.needs.map(({ href }) => href));
    const needs = [...(leads?.rows ?? []).filter(({ href }) => !own.has(href)), ...inbox.needs];
    const next = needs.length > 0 ? undefined : (leads?.next ?? (await nextDate(visit)));
    const could = next === undefined ? 'No date lies ahead that could.' : `The next date ${leads === undefined ? 'in your cases' : 'that could'}: ${whenWords(next, visit.me.zone)}.`;
    return { title: 'My inbox', first: needs.length > 0 ? `${thing(needs.length)} you.` : `Nothing needs you. ${could}`, ...inbox, needs, ...(visit.me.roles.some((role) => bookish.includes(role)) && { playbooks: paths.playbooks() }), ...(visit.me.roles.includes('AGENCY_LEADER') && { portfolio: paths.portfolio() }) };
  },
};

/** When nothing needs me: the next date that could. */
async function nextDate({ read }: Visit): Promise<string | undefined> {
  const { body } = await read(listClocks, pageOf(clockShape), {}, { limit: '1' });
  return body.items[0]?.dueAt;
}
