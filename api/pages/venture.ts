/** The venture drawn: people and what they do since when, sites, companies, accounts and channels, who is key and who is still at large; now or as of a day. */
import type { z } from 'zod';
import type { ventureActs } from '#domain/venture/schema.ts';
import { readCase } from '../operations/read-case.ts';
import { Problem } from '../problems.ts';
import { caseShape, type CaseAnswer } from '../shapes.ts';
import { actOnVenture, ventureBody } from '../venture/act-on-venture.ts';
import { readVenture } from '../venture/read-venture.ts';
import { ventureShape } from '../venture/shapes.ts';
import { bodyOf, dayEntered, fieldsOf, optionOf, type Entries, type Field } from './fields.ts';
import { lineOf, matterForm, nextOf, pickOf } from './matter-form.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { classWords } from './people-words.ts';
import { drawingOf } from './venture-drawing.ts';
import { keyWords, nodeWords, replaceWords, tieWords, ventureActWords, ventureOptionWords, ventureRoleWords, whereWords } from './venture-words.ts';
import type { Visit } from './visit.ts';
import { dayWords } from './when.ts';
import { listWords, sentence } from './words.ts';

type Venture = z.output<typeof ventureShape>;
type Node = Venture['nodes'][number];
type Act = (typeof ventureActs)[number];
interface Days { readonly from?: string | undefined; readonly until?: string | undefined }

const daysWords = ({ from, until }: Days): string => (from === undefined ? '' : until === undefined ? `since ${dayWords(from)}` : `from ${dayWords(from)} to ${dayWords(until)}`);
const nameOf = ({ node = '', kind, words }: Node): string => `${node}${kind === undefined ? '' : `: ${nodeWords[kind].toLowerCase()}`}${words === undefined ? '' : `, ${words.slice(0, 60)}`}`;
const chosen = ({ nodes }: Venture, isMeant: (node: Node) => boolean = () => true): Field['options'] => nodes.flatMap((each) => (each.node === undefined || !isMeant(each) ? [] : [{ value: each.node, text: nameOf(each) }]));
const isPerson = ({ kind }: Node): boolean => kind === 'PERSON';

/** Roles, weight and whereabouts are of people; a tie takes two. */
function possible(venture: Venture): readonly Act[] {
  const [all, people] = [chosen(venture).length, chosen(venture, isPerson).length];
  return venture.acts.filter((act) => act === 'put-on-map' || (act === 'say-tie' ? all > 1 : people > 0));
}

function asked(venture: Venture, { subjects }: CaseAnswer, act: Act): readonly Field[] {
  const option = optionOf(ventureBody, act);
  const suspects = subjects.flatMap(({ kind, label }) => (kind === 'suspect' ? [{ value: label, text: label }] : []));
  return (option === undefined ? [] : fieldsOf(option)).map((field): Field => {
    if (field.name === 'node' || field.name === 'to') return pickOf(field, chosen(venture, act === 'say-tie' ? undefined : isPerson));
    if (field.name === 'subject') return pickOf(field, suspects);
    if (field.name === 'as') return lineOf(field);
    if (field.name === 'class') return { ...field, options: field.options.map(({ value }) => ({ value, text: sentence(classWords[value as Node['class']]) })) };
    return { ...field, options: field.options.map(({ value, text }) => ({ value, text: sentence(ventureOptionWords[field.name]?.[value] ?? text) })) };
  });
}

function tellNode(node: Node, today: string) {
  const { subject, roles, where, weight } = node;
  return {
    id: node.node ?? '', title: `${node.node ?? ''}${node.kind === undefined ? '' : `: ${nodeWords[node.kind].toLowerCase()}`}${subject === undefined ? '' : ` (${subject})`}`, ...(node.words !== undefined && { words: node.words }),
    lines: [
      ...(node.from === undefined ? [] : [`Part of it ${daysWords(node)}.`]), ...roles.map((role) => `${sentence(ventureRoleWords[role.role])}${role.from === undefined ? '' : ` ${daysWords(role)}`}.`), ...(where === undefined ? [] : [`${sentence(whereWords[where])}.`]),
      ...(weight === undefined ? [] : [`${weight.keyPlayer ? 'A key player' : 'No key player'}, ${replaceWords[weight.replaceability]}: ${keyWords[weight.reason]}. So ${weight.author} thinks; ${weight.reviewBy < today ? 'it was to be looked at again by' : 'it is looked at again by'} ${dayWords(weight.reviewBy)}.`]),
    ],
  };
}

function nowLines({ nodes, atLarge, keyPlayers }: Venture, on: string | undefined) {
  const shut = nodes.filter(({ node }) => node === undefined).length;
  return [
    ...(on === undefined ? [] : [{ about: 'As of', says: `${dayWords(on)}: what was said by then, and what held on that day.` }]),
    { about: 'Key players', says: keyPlayers.length === 0 ? 'Nobody is said to be one.' : `${listWords(keyPlayers)}.` }, { about: 'Still at large', says: atLarge.length === 0 ? 'Nobody is said to be.' : `${listWords(atLarge)}.` },
    ...(shut === 0 ? [] : [{ about: 'Besides', says: `${shut === 1 ? 'One thing is' : `${shut} things are`} on the map of which no more is yours to know.` }]),
  ];
}

/** The day the map is asked for. Nothing where none was; `false` where there is no such day. */
export function dayAsked(query: Entries): string | undefined | false {
  const day = dayEntered('on', query);
  if (day === undefined) return undefined;
  return ventureQuery.safeParse({ on: day }).success ? day : false;
}
const ventureQuery = readVenture.query;

async function seenOf({ read, params: { caseId = '' } }: Visit, on?: string) {
  const [{ body: venture }, { body: whole }] = await Promise.all([read(readVenture, ventureShape, { caseId }, on === undefined ? {} : { on }), read(readCase, caseShape, { caseId })]);
  return { venture, whole };
}

export const venturePage: Page = {
  path: paths.venture(':caseId'),
  template: 'venture',
  async show(visit, entries) {
    const { caseId = '' } = visit.params;
    const day = dayAsked(visit.query);
    const on = day === false ? undefined : day;
    const { venture, whole } = await seenOf(visit, on);
    // Of a past day nothing is recorded: a form would be of the map as it was.
    const acts = on === undefined ? possible(venture) : [];
    const act = acts.find((each) => each === (entries?.['act'] ?? visit.query['act']));
    const mine = venture.nodes.filter(({ node }) => node !== undefined);
    const names = new Map(mine.map((node) => [node.node, nameOf(node)]));
    return {
      ...matterForm({ subject: 'The venture drawn', here: paths.venture(caseId), acts, act, words: ventureActWords, fields: (of) => asked(venture, whole, of) }), codeName: whole.codeName, caseHref: paths.case(caseId), agencyOptions: [],
      given: { as: nextOf('N', venture.nodes.map(({ node }) => node)) }, told: { lines: nowLines(venture, on) }, drawing: mine.length === 0 ? undefined : drawingOf(venture), nodes: mine.map((node) => tellNode(node, visit.me.now.slice(0, 10))),
      ties: venture.ties.map((tie) => ({ from: names.get(tie.node) ?? tie.node, says: tieWords[tie.tie], to: names.get(tie.to) ?? tie.to, days: daysWords(tie) })),
      isPast: on !== undefined, isWrong: day === false, asked: visit.query,
    };
  },
  async wish(visit, entries) {
    const { caseId = '' } = visit.params;
    const { venture, whole } = await seenOf(visit);
    const act = possible(venture).find((each) => each === entries['act']);
    if (act === undefined) throw new Problem('NOT_ALLOWED');
    return { operation: actOnVenture, params: { caseId }, body: { act, ...bodyOf(asked(venture, whole, act), entries) }, said: `venture.${act}`, next: () => paths.venture(caseId) };
  },
};
