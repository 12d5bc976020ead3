/** Before you are back: what falls due before an hour, who is on duty until then, and which hours nobody is named for (the Friday view, domain 5f). */
import type { z } from 'zod';
import { readDue } from '../operations/read-due.ts';
import { dueShape } from '../shapes-boards.ts';
import { dayEntered, type Entries } from './fields.ts';
import { titlesOf } from './leader.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import type { Row } from './rows.ts';
import { instantAt, localParts, whenWords } from './when.ts';

type Due = z.output<typeof dueShape>['items'][number];

/** The hour that was asked for; nothing where none was, `false` where it is no hour of any day. */
export function hourAsked(query: Entries, zone: string): string | undefined | false {
  const day = dayEntered('before', query);
  if (day === undefined && (query['hour'] ?? '') === '') return undefined;
  const [, hour, minute = '00'] = /^\s*(\d{1,2})(?:[:.](\d\d))?\s*$/.exec(query['hour'] ?? '') ?? [];
  const at = instantAt(`${day ?? ''}T${hour?.padStart(2, '0') ?? ''}:${minute}`, zone);
  // A year of two digits is a slip of the hand.
  return at !== undefined && at >= '1900' ? at : false;
}

function rowOf({ kind, subject, caseId, codeName, due, late, owner }: Due, titles: ReadonlyMap<string, string>, zone: string): Row {
  const title = titles.get(`${caseId}/${subject}`);
  const of: Readonly<Record<Due['kind'], Pick<Row, 'what' | 'need' | 'href'>>> = {
    step: { what: title ?? subject, need: owner === undefined ? 'Nobody has accepted it yet' : `${owner} owns it`, href: paths.step(caseId, subject) },
    'hand-off': { what: title ?? 'A hand-off', need: 'Your agency moves next in this hand-off', href: paths.handOff(subject) },
    commitment: { what: 'A promise', need: owner === undefined ? 'Your agency promised it' : `${owner} promised it`, href: paths.promise(subject) },
    signature: { what: 'The compact', need: `The signature of ${owner ?? 'your leader'} is asked for`, href: paths.compact(subject) },
  };
  return { ...of[kind], where: codeName, when: whenWords(due, zone), late };
}

export const eveningPage: Page = {
  path: paths.evening(),
  template: 'evening',
  async show(visit) {
    const { zone } = visit.me;
    const asked = hourAsked(visit.query, zone);
    const { body } = await visit.read(readDue, dueShape, {}, asked === undefined || asked === false ? {} : { before: asked });
    const titles = await titlesOf(visit, body.items);
    const span = ({ from, until }: { readonly from: string; readonly until: string }): string => `from ${whenWords(from, zone)} until ${whenWords(until, zone)}`;
    const { day, month, year, hour } = localParts(body.before, zone);
    return {
      title: 'Before you are back', until: whenWords(body.before, zone), isWrong: asked === false, wrong: 'Give a day that exists, and an hour such as 9:00',
      asked: asked === false ? visit.query : { 'before-day': day, 'before-month': month, 'before-year': year, hour },
      due: body.items.map((item) => rowOf(item, titles, zone)), onDuty: body.onDuty.map((shift) => `${shift.person}, ${span(shift)}`), nobody: body.nobodyNamed.map(span),
    };
  },
};
