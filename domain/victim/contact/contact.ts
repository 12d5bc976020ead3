/** How she may be reached. One rule holds at a time, and nothing reaches her but through it (refusal 21). What is agreed on rhythm binds staff, never her. */
import { accept, refuse } from '../../decision.ts';
import { firstRefusal, type Instant } from '../../facts.ts';
import type { Change, PlacedNotice } from '../../ledger.ts';
import { disclosableBy, type PaperFact } from '../../paper/papers.ts';
import type { InterpreterNeed } from '../../terms.ts';
import type { Duration } from '../../time/duration.ts';
import type { VictimEvent, VictimFact } from '../events.ts';
import { doDuties, dropDuties, openDuties, professionalOf, type Debtor } from '../duty/duty.ts';
import { addressesOf } from '../standing/addresses.ts';
import type { VictimFile, VictimState } from '../state.ts';
import { fileOf, type Deciders, type Evolvers, type Tables } from '../topic.ts';
import type { ContactAct } from './schema.ts';

export interface Contact {
  readonly languages: readonly string[];
  readonly interpreter?: InterpreterNeed;
  /** The paper of the rule that holds. */
  readonly safe?: { readonly paper: string; readonly since: Instant };
  readonly rhythm?: { readonly every: Duration; readonly agency: string; readonly since: Instant };
  readonly lastAt?: Instant;
}

export type ContactFact =
  | { readonly type: 'LanguagesSet'; readonly languages: readonly string[]; readonly interpreter: InterpreterNeed }
  | { readonly type: 'SafeContactSet'; readonly paper: string }
  | { readonly type: 'SafeContactEnded'; readonly paper: string }
  | { readonly type: 'ContactMade'; readonly paper: string; readonly agency: string }
  | { readonly type: 'ContactAgreed'; readonly every?: Duration; readonly agency: string };

export const contactDeciders: Deciders<ContactAct> = {
  'set-languages': (_file, { languages, interpreter }) => accept({ type: 'LanguagesSet', languages, interpreter }),
  'set-safe-contact': (file, { paper, text }, { by }) => {
    const old = file.contact?.safe?.paper;
    const filed: PaperFact = { type: 'PaperFiled', paper, class: 'D3', kind: 'SAFE_CONTACT', agency: by.agency, text, ...disclosableBy(by), ...(old !== undefined && { supersedes: old }) };
    return accept<VictimFact>(filed, { type: 'SafeContactSet', paper });
  },
  'end-safe-contact': (file, { paper }) => (file.contact?.safe?.paper === paper ? accept({ type: 'SafeContactEnded', paper }) : refuse('NOT_FOUND')),
  'record-contact': (file, { paper }, { by, facts }) => {
    const refusal = firstRefusal(facts, file.contact?.safe?.paper !== paper && refuse('SAFE_CONTACT_REQUIRED').refusal);
    if (refusal !== undefined) return { events: [], refusal };
    const { rhythm } = file.contact ?? {};
    const next = rhythm === undefined ? [] : openDuties(file, facts, { kind: 'KEEP_CONTACT', to: keeperOfContact(file, rhythm.agency), due: rhythm.every });
    return accept<VictimFact>({ type: 'ContactMade', paper, agency: by.agency }, ...doDuties(file, 'KEEP_CONTACT', 'DONE'), ...next);
  },
  'agree-contact': (file, { every }, { by, facts }) => {
    const refusal = firstRefusal(facts, every !== undefined && file.contact?.safe === undefined && refuse('SAFE_CONTACT_REQUIRED').refusal);
    if (refusal !== undefined) return { events: [], refusal };
    const next = every === undefined ? [] : openDuties(file, facts, { kind: 'KEEP_CONTACT', to: keeperOfContact(file, by.agency), due: every });
    return accept<VictimFact>({ type: 'ContactAgreed', agency: by.agency, ...(every !== undefined && { every }) }, ...dropDuties(file, 'KEEP_CONTACT'), ...next);
  },
};

/** Whoever stands by her from the agency that agreed it with her; if nobody does any more, whoever else stands by her. */
function keeperOfContact(file: VictimFile, agency: string): Debtor {
  const standing = Object.values(file.standing).find((each) => each.agency === agency);
  return standing === undefined ? professionalOf(file) : { agency, role: standing.role, ...(standing.person !== undefined && { person: standing.person }) };
}

const withContact = (file: VictimFile, change: (contact: Contact) => Contact): VictimFile => ({ ...file, contact: change(file.contact ?? { languages: [] }) });

export const contactEvolvers: Evolvers<ContactFact> = {
  LanguagesSet: (file, { languages, interpreter }) => withContact(file, (contact) => ({ ...contact, languages, interpreter })),
  SafeContactSet: (file, { paper, at }) => withContact(file, (contact) => ({ ...contact, safe: { paper, since: at } })),
  SafeContactEnded: (file) => withContact(file, ({ safe: _safe, ...contact }) => contact),
  ContactMade: (file, { at }) => withContact(file, (contact) => ({ ...contact, lastAt: at })),
  ContactAgreed: (file, { every, agency, at }) => withContact(file, ({ rhythm: _rhythm, ...contact }) => ({ ...contact, ...(every !== undefined && { rhythm: { every, agency, since: at } }) })),
};

/** A new rule is told to everybody who stands by her: whoever goes on with the old one endangers her. */
export function contactNotices(changes: readonly Change<VictimState, VictimEvent>[]): readonly PlacedNotice[] {
  return changes.flatMap(({ index, event, after }) => {
    const file = fileOf(after);
    if (file === undefined || (event.type !== 'SafeContactSet' && event.type !== 'SafeContactEnded')) return [];
    return addressesOf(file).map((to) => ({ index, kind: 'change', level: null, subject: 'SAFE_CONTACT', to }));
  });
}

/** The row of `contact_view`. */
export function contactRows(changes: readonly Change<VictimState, VictimEvent>[]): Tables {
  const contact = changes.map(({ after }) => fileOf(after)?.contact).findLast((each) => each !== undefined);
  if (contact === undefined) return { contacts: new Map() };
  const { languages, interpreter = null, safe, rhythm, lastAt = null } = contact;
  return {
    contacts: new Map([['', {
      languages, interpreter, safePaper: safe?.paper ?? null, safeSince: safe?.since ?? null, rhythm: rhythm?.every ?? null, rhythmAgency: rhythm?.agency ?? null, rhythmSince: rhythm?.since ?? null, lastAt,
    }]]),
  };
}
