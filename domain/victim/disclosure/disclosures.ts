/** Disclosures without consent. Each has a ground, a recipient, an end, and people who hear of it at once; none opens advocates' notes, and no clock makes one. */
import { accept, refuse } from '../../decision.ts';
import { calendarOf, firstRefusal, own, type Actor, type Facts, type Instant } from '../../facts.ts';
import { changed, type Change, type PlacedNotice } from '../../ledger.ts';
import type { PersonalClass } from '../../terms.ts';
import { addDuration } from '../../time/add.ts';
import { doDuties, openDuties } from '../duty/duty.ts';
import { fileOf, type Deciders, type Evolvers, type Tables, type VictimDecision } from '../topic.ts';
import type { VictimEvent, VictimFact } from '../events.ts';
import type { VictimFile, VictimState } from '../state.ts';
import type { DisclosureAct } from './schema.ts';

export interface Disclosure {
  /** A basis of the law, or two reasons for breaking the glass. */
  readonly grounds: readonly string[];
  readonly glass: boolean;
  readonly classes: readonly PersonalClass[];
  readonly agency: string;
  readonly person?: string;
  /** Whose records are opened; absent where the glass was broken: then everybody's. */
  readonly recorder?: string;
  readonly toldHer?: string;
  readonly steps: readonly string[];
  readonly from: Instant;
  readonly until: Instant;
  readonly endedAt?: Instant;
  readonly finding?: string;
}

export type DisclosureFact =
  | {
      readonly type: 'Disclosed'; readonly disclosure: string; readonly basis: string; readonly classes: readonly PersonalClass[]; readonly agency: string; readonly person?: string;
      readonly recorder: string; readonly toldHer: string; readonly steps: readonly string[]; readonly until: Instant;
    }
  | { readonly type: 'DisclosureEnded'; readonly disclosure: string }
  | { readonly type: 'GlassBroken'; readonly disclosure: string; readonly classes: readonly PersonalClass[]; readonly agency: string; readonly person: string; readonly reasons: readonly string[]; readonly until: Instant }
  | { readonly type: 'GlassReviewed'; readonly disclosure: string; readonly finding: string };

/** A file must stay small. Broken glass counts until it is reviewed. */
const MOST_OPEN = 50;

export const disclosureDeciders: Deciders<DisclosureAct> = {
  disclose: (file, act, { by, facts }) => disclose(file, act, by, facts),
  'end-disclosure': (file, { disclosure }) => (isOpen(own(file.disclosures, disclosure)) ? accept({ type: 'DisclosureEnded', disclosure }) : refuse('NOT_FOUND')),
  'break-glass': (file, act, { by, facts }) => breakGlass(file, act, by, facts),
  'review-glass': (file, { disclosure, finding }, { by }) => {
    const broken = own(file.disclosures, disclosure);
    if (broken?.glass !== true || broken.finding !== undefined) return refuse('NOT_FOUND');
    // Whoever broke it does not say whether it was right.
    return broken.person === by.person ? refuse('TWO_PEOPLE_REQUIRED') : accept<VictimFact>({ type: 'GlassReviewed', disclosure, finding }, ...doDuties(file, 'REVIEW_BREAK_GLASS', 'DONE', disclosure));
  },
};

const isOpen = (disclosure: Disclosure | undefined): boolean => disclosure !== undefined && disclosure.endedAt === undefined;

/** What whoever came under suspicion was given without consent ends, too. */
export const endDisclosures = (file: VictimFile, theirs: (to: { readonly agency: string; readonly person?: string }) => boolean): readonly DisclosureFact[] =>
  Object.entries(file.disclosures).filter(([, each]) => isOpen(each) && theirs(each)).map(([disclosure]) => ({ type: 'DisclosureEnded', disclosure }));

const isFull = (file: VictimFile): boolean => Object.keys(file.disclosures).length >= MOST_OPEN;

function disclose(file: VictimFile, act: Extract<DisclosureAct, { act: 'disclose' }>, by: Actor, facts: Facts): VictimDecision {
  const { act: _act, person, ...rest } = act;
  const longest = facts.playbook.people?.disclosure.longest;
  const refusal = firstRefusal(
    facts,
    own(file.disclosures, act.disclosure) !== undefined && refuse('FILE_EXISTS').refusal,
    isFull(file) && refuse('FILE_FULL').refusal,
    act.until <= facts.now && refuse('DATE_IN_THE_PAST').refusal,
    (longest === undefined || act.until > addDuration(facts.now, longest, calendarOf(file.civil, facts))) && refuse('CONSENT_PERIOD', { longest: longest ?? '' }).refusal,
  );
  return refusal === undefined ? accept({ type: 'Disclosed', ...rest, recorder: by.agency, ...(person !== undefined && { person }) }) : { events: [], refusal };
}

function breakGlass(file: VictimFile, { disclosure, classes, reasons }: Extract<DisclosureAct, { act: 'break-glass' }>, by: Actor, facts: Facts): VictimDecision {
  const terms = facts.playbook.people?.glass;
  const refusal = firstRefusal(
    facts,
    own(file.disclosures, disclosure) !== undefined && refuse('FILE_EXISTS').refusal,
    isFull(file) && refuse('FILE_FULL').refusal,
    new Set(reasons).size < 2 && refuse('GLASS_REASONS').refusal,
  );
  if (refusal !== undefined || terms === undefined) return { events: [], refusal: refusal ?? refuse('GLASS_REASONS').refusal };
  return accept<VictimFact>(
    { type: 'GlassBroken', disclosure, classes, reasons, agency: by.agency, person: by.person, until: addDuration(facts.now, terms.lasts, calendarOf(file.civil, facts)) },
    ...openDuties(file, facts, { kind: 'REVIEW_BREAK_GLASS', to: privacyOfficerOf(file), subject: disclosure }),
  );
}

const privacyOfficerOf = ({ agency }: VictimFile) => ({ agency, role: 'PRIVACY_OFFICER' as const });

/** What is over needs no place; broken glass stays until it was reviewed. */
const still = (disclosures: VictimFile['disclosures'], at: Instant): VictimFile['disclosures'] =>
  Object.fromEntries(Object.entries(disclosures).filter(([, { glass, until, endedAt, finding }]) => (glass && finding === undefined) || (endedAt === undefined && until > at)));

export const disclosureEvolvers: Evolvers<DisclosureFact> = {
  Disclosed: (file, { disclosure, basis, classes, agency, person, recorder, toldHer, steps, until, at }) => ({
    ...file, disclosures: { ...still(file.disclosures, at), [disclosure]: { grounds: [basis], glass: false, classes, agency, recorder, toldHer, steps, from: at, until, ...(person !== undefined && { person }) } },
  }),
  DisclosureEnded: (file, { disclosure, at }) => ({ ...file, disclosures: changedOne(file, disclosure, { endedAt: at }) }),
  GlassBroken: (file, { disclosure, classes, agency, person, reasons, until, at }) => ({
    ...file, disclosures: { ...still(file.disclosures, at), [disclosure]: { grounds: reasons, glass: true, classes, agency, person, steps: [], from: at, until } },
  }),
  GlassReviewed: (file, { disclosure, finding }) => ({ ...file, disclosures: changedOne(file, disclosure, { finding }) }),
};

function changedOne({ disclosures }: VictimFile, id: string, more: Partial<Disclosure>): VictimFile['disclosures'] {
  const one = own(disclosures, id);
  return one === undefined ? disclosures : { ...disclosures, [id]: { ...one, ...more } };
}

/** Rows of `disclosure_view`. */
export function disclosureRows(changes: readonly Change<VictimState, VictimEvent>[]): Tables {
  const disclosures = new Map<string, object>();
  for (const { before, after } of changes)
    for (const [id, { from: fromAt, until: untilAt, person, recorder, toldHer, finding, endedAt, ...rest }] of changed(fileOf(before)?.disclosures, fileOf(after)?.disclosures ?? {}))
      disclosures.set(id, { id, ...rest, person: person ?? null, recorder: recorder ?? null, toldHer: toldHer ?? null, finding: finding ?? null, fromAt, untilAt, endedAt: endedAt ?? null });
  return { disclosures };
}

/** Who hears at once: the privacy officer of the agency that keeps the file, and who stands by her as advocate or counsel. Never she. */
export function disclosureNotices(changes: readonly Change<VictimState, VictimEvent>[]): readonly PlacedNotice[] {
  return changes.flatMap(({ index, event, after }) => {
    const file = fileOf(after);
    if (file === undefined || (event.type !== 'Disclosed' && event.type !== 'GlassBroken')) return [];
    const hers = Object.values(file.standing).filter(({ role }) => role === 'COMMUNITY_ADVOCATE' || role === 'VICTIM_COUNSEL');
    const to = [privacyOfficerOf(file), ...hers.map(({ agency, role, person }) => ({ agency, role, ...(person !== undefined && { person }) }))];
    return to.map((address) => ({ index, kind: 'disclosure', level: null, subject: event.disclosure, to: address, urgent: true as const }));
  });
}
