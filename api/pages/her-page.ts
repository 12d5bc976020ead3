/** What every page of a survivor's file has in common: what must be said first, what is told, and the acts that have a form there. A page of it is a part with its own telling. */
import type { z } from 'zod';
import { supportEnds } from '#domain/terms.ts';
import { actOnVictim } from '../people/act-on-victim.ts';
import type { PaperBanner, victimActsShape, victimShape } from '../people/shapes.ts';
import { victimActsShape as actsShape, victimShape as fileShape } from '../people/shapes.ts';
import { readVictim } from '../people/read-victim.ts';
import { readVictimActs } from '../people/read-victim-acts.ts';
import { Problem } from '../problems.ts';
import { caseAround } from './around.ts';
import { consentBody, consentFields } from './consent-form.ts';
import { bodyOf, fieldsOf, optionOf, type Entries, type Field } from './fields.ts';
import type { Page, PageData } from './page.ts';
import { paths } from './paths.ts';
import { bannerWords, durationWords, victimActWords, victimPageActs, type VictimPageAct } from './people-words.ts';
import type { Told } from './sentences.ts';
import { agencyOptions, type Visit } from './visit.ts';
import { optionWords, type ActWords } from './words.ts';

export type File = z.output<typeof victimShape>;
type May = z.output<typeof victimActsShape>;
export type NameOf = (agency: string) => string;

/** Her file as it is open to who asks: what every part is told from. */
export interface Hers {
  readonly victimId: string;
  readonly file: File;
  readonly may: May;
  readonly nameOf: NameOf;
  /** The form of an act, if it is theirs: `about` is the id of what it is about. */
  readonly formOf: (act: VictimPageAct, about?: string) => string | undefined;
}

/** One line of a list: what it is, what is said of it, and what may be done about it. */
export interface Line {
  readonly id?: string;
  readonly what?: string;
  readonly says: string;
  readonly text?: string | undefined;
  readonly by?: string;
  readonly links?: readonly { readonly text: string; readonly href: string }[];
}
export const linkTo = (text: string, href: string | undefined): NonNullable<Line['links']> => (href === undefined ? [] : [{ text, href }]);

export interface Section {
  readonly heading: string;
  readonly empty: string;
  readonly lines: readonly Line[];
}
interface ToldPart {
  readonly facts?: Told['lines'];
  readonly sections: readonly Section[];
  readonly banners?: readonly PaperBanner[];
  readonly links?: readonly { readonly text: string; readonly href: string }[];
}

export interface Part {
  readonly at: (victimId: string) => string;
  /** Of the page; her name in the case stands above it. Without one her name is the title. */
  readonly title?: string;
  readonly tell: (visit: Visit, hers: Hers) => Promise<ToldPart>;
}

/** Where each act has its form, and what it is about besides her: that is chosen by its own line, for its id is nothing to type. */
const places: Readonly<Record<VictimPageAct, { readonly at: (victimId: string) => string; readonly about?: string }>> = {
  'grant-consent': { at: paths.victim }, 'withdraw-consent': { at: paths.victim, about: 'consent' }, 'set-safe-contact': { at: paths.victim }, 'file-paper': { at: paths.victim },
  'record-age': { at: paths.victim }, 'record-status': { at: paths.victim }, 'stand-by': { at: paths.victim }, 'do-duty': { at: paths.victim, about: 'duty' },
  'assess-risk': { at: paths.care }, 'say-event': { at: paths.care }, 'open-support': { at: paths.care }, 'end-support': { at: paths.care, about: 'support' },
  'promise-her': { at: paths.care }, 'answer-promise': { at: paths.care, about: 'promise' }, 'raise-incident': { at: paths.care }, 'answer-incident': { at: paths.care, about: 'incident' },
  'signal-readiness': { at: paths.voice }, 'break-glass': { at: paths.disclosures }, 'review-glass': { at: paths.disclosures, about: 'disclosure' },
};
/** Made by the API, or filled in by the page; never asked. */
const left = ['consent', 'duty', 'support', 'promise', 'incident', 'disclosure', 'supersedes', 'summary', 'outside'];

function fieldsOfAct(act: VictimPageAct): readonly Field[] {
  const option = optionOf(actOnVictim.body, act);
  const fields = option === undefined ? [] : fieldsOf(option, left);
  // The rules refuse every other reason; at a page there is none to choose (refusal 4).
  return act === 'end-support' ? fields.map((field) => ({ ...field, kind: 'choice', options: supportEnds.map((value) => ({ value, text: optionWords(value, field.name, act) })) })) : fields;
}

/** What is said before an act that opens something: how long, and who looks at it afterwards. */
function wordsOf(act: VictimPageAct, { glass }: May): ActWords {
  const words = victimActWords[act];
  return act !== 'break-glass' || glass === undefined ? words : { ...words, warning: `It opens for you alone, and closes by itself after ${durationWords(glass.lasts)}. Her advocate, her lawyer and the privacy officer are told at once that it was you. Every reading is noted, and within ${durationWords(glass.review)} somebody else says whether it was right.` };
}

/** Whoever fills in the form is usually who promises. */
const givenIn = (act: VictimPageAct | undefined, { me }: Visit): { readonly given?: Entries } => (act !== 'promise-her' ? {} : { given: { 'maker.agency': me.agency, 'maker.role': me.roles[0] ?? '', 'maker.person': me.person } });

const isAct = (act: string): act is VictimPageAct => (victimPageActs as readonly string[]).includes(act);

async function hersOf(visit: Visit): Promise<Hers & { readonly rev: number }> {
  const { victimId = '' } = visit.params;
  const [{ body: file, rev }, { body: may }, names] = await Promise.all([visit.read(readVictim, fileShape, { victimId }), visit.read(readVictimActs, actsShape, { victimId }), visit.agencies()]);
  const formOf: Hers['formOf'] = (act, about) => {
    const { at, about: name } = places[act];
    return may.acts.includes(act) ? `${at(victimId)}?act=${act}${name === undefined ? '' : `&${name}=${about ?? ''}`}` : undefined;
  };
  return { victimId, file, rev, may, nameOf: (agency) => names.get(agency) ?? agency, formOf };
}

/** The form of the act that was chosen, and what it is about. */
function formFor(act: VictimPageAct, hers: Hers, about: string, sections: readonly Section[]) {
  const name = places[act].about;
  const line = sections.flatMap(({ lines }) => lines).find(({ id }) => id === about);
  return {
    words: wordsOf(act, hers.may), fields: act === 'grant-consent' ? consentFields(hers.file, hers.nameOf) : fieldsOfAct(act),
    ...(name !== undefined && { about: { name, value: about } }), ...(line !== undefined && { told: [line.what, line.says].filter((words) => words !== undefined).join('. ') }),
  };
}

export function herPage({ at, title, tell }: Part): Page {
  return {
    path: at(':victimId'),
    template: 'her-file',
    async show(visit, entries: Entries | undefined): Promise<PageData> {
      const hers = await hersOf(visit);
      const { file, may, victimId } = hers;
      const [whole, told] = await Promise.all([caseAround(visit, file.cases[0]?.caseId), tell(visit, hers)]);
      const open = victimPageActs.filter((act) => may.acts.includes(act) && places[act].at === at);
      const chosen = entries?.['act'] ?? visit.query['act'] ?? '';
      const act = open.find((each) => each === chosen);
      const about = act && places[act].about;
      const form = act && formFor(act, hers, (about && (entries?.[about] ?? visit.query[about])) ?? '', told.sections);
      const name = file.cases[0]?.pseudonym ?? 'Her file';
      const toFile = { text: 'Back to the file', href: paths.victim(victimId) };
      const toCase = whole === undefined ? { text: 'My inbox', href: paths.inbox() } : { text: `Survivors of ${whole.codeName}`, href: paths.victims(whole.id) };
      const back = act !== undefined ? { text: 'Back', href: at(victimId) } : title !== undefined ? toFile : toCase;
      return {
        title: title ?? name, caption: [whole?.codeName, ...(title === undefined && act === undefined ? [] : [name])].filter((each) => each !== undefined).join(': '), back, here: at(victimId), rev: hers.rev,
        facts: told.facts ?? [], sections: told.sections, links: told.links ?? [], fields: [], act, ...givenIn(act, visit), agencyOptions: agencyOptions(await visit.agencies()),
        banners: [...(may.disclosable && (form === undefined || form.fields.some(({ kind }) => kind === 'text')) ? [bannerWords.YOURS] : []), ...(form === undefined ? (told.banners ?? []).map((banner) => bannerWords[banner]) : [])],
        ...form,
        choices: open.filter((each) => places[each].about === undefined).map((value) => ({ value, text: victimActWords[value].label, hint: { text: victimActWords[value].hint } })),
      };
    },
    async wish(visit, entries) {
      const { victimId = '' } = visit.params;
      const act = entries['act'] ?? '';
      if (!isAct(act) || places[act].at !== at) throw new Problem('INVALID_REQUEST');
      const { about } = places[act];
      // A program that says nothing says that it is done; nobody at a page is to say so by accident.
      if (act === 'do-duty' && !entries['outcome']) throw new Problem('INVALID_REQUEST', { errors: [{ at: 'body.outcome', problem: 'is missing' }] });
      const body = { act, ...(act === 'grant-consent' ? consentBody(entries, visit.me.zone) : bodyOf(fieldsOfAct(act), entries)), ...(about !== undefined && { [about]: entries[about] ?? '' }) };
      // What was opened is read in the file.
      return { operation: actOnVictim, params: { victimId }, body, said: `victim.${act}`, next: () => (act === 'break-glass' ? paths.victim(victimId) : at(victimId)) };
    },
  };
}
