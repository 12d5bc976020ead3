/** Evidence of one case: who has it, what is lost next, what proves which element, and how far the proof relies on testimony; a form for each act that is yours. */
import type { z } from 'zod';
import type { evidenceActs } from '#domain/evidence/schema.ts';
import { CivilTime, localDateOf } from '#domain/time/civil-time.ts';
import { actOnEvidence, evidenceBody } from '../evidence/act-on-evidence.ts';
import { readEvidence } from '../evidence/read-evidence.ts';
import { evidenceShape } from '../evidence/shapes.ts';
import { readCase } from '../operations/read-case.ts';
import { Problem } from '../problems.ts';
import { readSchedule } from '../process/read-schedule.ts';
import { scheduleShape } from '../process/shapes.ts';
import { caseShape, type CaseAnswer } from '../shapes.ts';
import { evidenceActWords, evidenceOptionWords, sourceWords } from './evidence-words.ts';
import { levelHeads, matrixHeads, tellItem, tellMatrix, tellReliance } from './evidence-sentences.ts';
import { bodyOf, fieldsOf, optionOf, type Entries, type Field } from './fields.ts';
import { lineOf, matterForm, nextOf, pickOf } from './matter-form.ts';
import type { Page } from './page.ts';
import { paths } from './paths.ts';
import { classWords } from './people-words.ts';
import { agencyOptions, type Visit } from './visit.ts';
import { dayWords } from './when.ts';
import { codeWords, sentence } from './words.ts';

type Evidence = z.output<typeof evidenceShape>;
type Item = Evidence['items'][number];
type Act = (typeof evidenceActs)[number];

const named = ({ items }: Evidence, isMeant: (item: Item) => boolean = () => true): Field['options'] =>
  items.flatMap((item) => (item.item === undefined || !isMeant(item) ? [] : [{ value: item.item, text: `${item.item}${item.kind === undefined ? '' : `: ${codeWords(item.kind)}`}${item.words === undefined ? '' : `, ${item.words.slice(0, 60)}`}` }]));
const elementsOf = ({ routes }: Evidence): Field['options'] => routes.flatMap(({ route, state, matrix = [] }) => (state === 'CLOSED' ? [] : matrix.map(({ element }) => ({ value: `${route}/${element}`, text: `${route}: ${codeWords(element)}` }))));
const sourcesOf = ({ routes }: Evidence): Field['options'] =>
  routes.flatMap(({ route, matrix = [] }) => matrix.flatMap(({ element, sources }) => sources.map(({ nth, kind, item }) => ({ value: String(nth), text: `${route}, ${codeWords(element)}: ${sourceWords[kind].toLowerCase()}${item === undefined ? '' : ` ${item}`}` }))));

const waitsForDay = ({ expires }: Item): boolean => expires !== undefined;

/** What each act can be done to; without any it is not offered. */
function objectsOf(evidence: Evidence, { subjects }: CaseAnswer, { agency }: Visit['me']): Readonly<Record<Act, Field['options'] | undefined>> {
  const isHere = ({ custodian, sentTo }: Item): boolean => custodian === agency && sentTo === undefined;
  return {
    'file-item': undefined, 'extend-preservation': named(evidence, waitsForDay), 'secure-item': named(evidence, waitsForDay), 'hand-item-over': named(evidence, isHere), 'receive-item': named(evidence, ({ sentTo }) => sentTo === agency),
    'record-gap': named(evidence), 'open-route': subjects.flatMap(({ kind, label }) => (kind === 'suspect' ? [{ value: label, text: label }] : [])),
    'close-route': evidence.routes.flatMap(({ route, state }) => (state === 'OPEN' ? [{ value: route, text: route }] : [])), 'add-source': elementsOf(evidence), 'strike-source': sourcesOf(evidence),
  };
}

interface Seen {
  readonly evidence: Evidence;
  readonly whole: CaseAnswer;
  readonly objects: ReturnType<typeof objectsOf>;
  readonly acts: readonly Act[];
}

async function seenOf(visit: Visit): Promise<Seen> {
  const { caseId = '' } = visit.params;
  const [{ body: evidence }, { body: whole }] = await Promise.all([visit.read(readEvidence, evidenceShape, { caseId }), visit.read(readCase, caseShape, { caseId })]);
  const objects = objectsOf(evidence, whole, visit.me);
  return { evidence, whole, objects, acts: evidence.acts.filter((act) => objects[act]?.length !== 0) };
}

/** The place in the matrix is chosen as one: the element of a way of charging. */
function asked({ evidence, whole, objects }: Seen, act: Act): readonly Field[] {
  const option = optionOf(evidenceBody, act);
  const mine = objects[act] ?? [];
  const labels = (of: string): Field['options'] => whole.subjects.flatMap(({ kind, label }) => (kind === of ? [{ value: label, text: label }] : []));
  return (option === undefined ? [] : fieldsOf(option, act === 'add-source' ? ['route'] : [])).map((field): Field => {
    if (field.name === 'item') return pickOf(field, act === 'add-source' ? named(evidence) : mine);
    if (field.name === 'element' || field.name === 'route' || (field.name === 'source' && act === 'strike-source')) return pickOf(field, mine);
    if (field.name === 'about') return act === 'open-route' ? pickOf(field, mine) : { ...field, kind: 'ticks', options: labels('suspect') };
    if (field.name === 'charge') return pickOf(field, labels('charge'));
    if (field.name === 'as' || field.name === 'sha256') return lineOf(field);
    if (field.name === 'class') return { ...field, options: field.options.map(({ value }) => ({ value, text: sentence(classWords[value as Item['class']]) })) };
    return { ...field, options: field.options.map(({ value, text }) => ({ value, text: sentence(evidenceOptionWords[value] ?? text) })) };
  });
}

function bodyIn(fields: readonly Field[], act: Act, entries: Entries): object {
  const body = bodyOf(fields, entries);
  if (act === 'strike-source') return { act, ...body, source: Number(body['source']) };
  if (act === 'open-route') return { act, victims: [], ...body };
  if (act !== 'add-source') return { act, ...body };
  const [route, element] = (entries['element'] ?? '').split('/');
  return { act, ...body, route, element };
}

/** What is lost first, first; then in the order in which it was filed. */
const byDay = (one: Item, other: Item): number => (one.expires ?? '9').localeCompare(other.expires ?? '9');

function nowWords({ items }: Evidence, today: string): string {
  const next = items.flatMap(({ expires }) => expires ?? []).toSorted()[0];
  if (items.length === 0) return 'Nothing is filed yet.';
  if (next === undefined) return 'Nothing is kept by others only until a day.';
  const days = CivilTime.PlainDate.from(today).until(next).days;
  return `The next thing ${days < 0 ? 'was to be lost after' : 'is lost after'} ${dayWords(next)}${days < 0 ? ': say whether it is in hand' : `, ${days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`}`}.`;
}

/** Whether something speaks for a defendant is decided of what the defence is shown, and said there item by item. */
function exculpatoryIn({ items }: z.output<typeof scheduleShape>): string {
  const [yes, open] = (['YES', 'UNDECIDED'] as const).map((answer) => items.filter(({ exculpatory }) => exculpatory === answer).length);
  return [...(yes === 0 ? [] : [`Flagged so: ${yes}.`]), ...(open === 0 ? [] : [`Not decided yet: ${open}.`])].join(' ');
}

export const evidencePage: Page = {
  path: paths.evidence(':caseId'),
  template: 'evidence',
  async show(visit, entries) {
    const { caseId = '' } = visit.params;
    const [seen, names, { body: schedule }] = await Promise.all([seenOf(visit), visit.agencies(), visit.read(readSchedule, scheduleShape, { caseId })]);
    const { evidence, whole, acts } = seen;
    const act = acts.find((each) => each === (entries?.['act'] ?? visit.query['act']));
    const telling = { nameOf: (agency: string) => names.get(agency) ?? agency, zone: visit.me.zone };
    const shut = evidence.items.filter(({ item }) => item === undefined).length;
    const team = new Map([...names].filter(([id]) => whole.agencies.some(({ agency }) => agency === id)));
    return {
      ...matterForm({ subject: 'Evidence', here: paths.evidence(caseId), acts, act, words: evidenceActWords, fields: (of) => asked(seen, of) }),
      codeName: whole.codeName, caseHref: paths.case(caseId), disclosure: paths.disclosure(caseId), agencyOptions: agencyOptions(team, [visit.me.agency]),
      given: { as: act === 'open-route' ? nextOf('R', evidence.routes.map(({ route }) => route)) : nextOf('E', evidence.items.map(({ item }) => item)) },
      told: { lines: [{ about: 'Now', says: nowWords(evidence, localDateOf(visit.me.now, visit.me.zone)) }, ...(shut === 0 ? [] : [{ about: 'Besides', says: `${shut === 1 ? 'One thing is' : `${shut} things are`} there of which no more is yours to know.` }])] },
      items: evidence.items.filter(({ item }) => item !== undefined).toSorted(byDay).map((item) => tellItem(item, telling)),
      routes: evidence.routes.map(tellMatrix), reliance: tellReliance(evidence, visit.me.zone), heads: levelHeads, columns: matrixHeads, exculpatory: exculpatoryIn(schedule),
    };
  },
  async wish(visit, entries) {
    const { caseId = '' } = visit.params;
    const seen = await seenOf(visit);
    const act = seen.acts.find((each) => each === entries['act']);
    if (act === undefined) throw new Problem('NOT_ALLOWED');
    return { operation: actOnEvidence, params: { caseId }, body: bodyIn(asked(seen, act), act, entries), said: `evidence.${act}`, next: () => paths.evidence(caseId) };
  },
};
