/** Her file: what is open about her. She may be in several cases, and the file outlives them. Her words and her name are never here: those lie in the vault. */
import type { ChildCircumstance } from '../terms.ts';
import type { Papers } from '../paper/papers.ts';
import type { Consent } from './consent/consent.ts';
import type { Care } from './care/state.ts';
import type { Contact } from './contact/contact.ts';
import type { Age } from './identity/age.ts';
import type { Status } from './identity/status.ts';
import type { Involvement, Join, Standing, Suspect } from './standing/standing.ts';
import type { Disclosure } from './disclosure/disclosures.ts';
import type { Duty } from './duty/duty.ts';
import type { Erasable } from './erasure/erasure.ts';
import type { Interviews } from './interviews/interviews.ts';
import type { Voice } from './voice/voice.ts';

/** Raised when state or events change shape: an older stored state is folded again from the ledger. */
export const victimVersion = 6;

export interface VictimFile extends Papers, Erasable {
  /** `erased`: the shell that is left when her keys were destroyed; nothing more is written in it. */
  readonly phase: 'open' | 'erased';
  readonly victim: string;
  /** Whose playbook rules hold for her: that of the case she came with. */
  readonly playbook: { readonly id: string; readonly version: number; readonly hash: string };
  /** Counted up by every event: what `If-Match` is held against. */
  readonly rev: number;
  /** The agency that opened the file, and its civil time. */
  readonly agency: string;
  readonly civil: { readonly zone: string; readonly region: string };
  /** By case id. */
  readonly cases: Readonly<Record<string, Involvement>>;
  /** By the id of the case she would be in. */
  readonly joins?: Readonly<Record<string, Join>>;
  readonly standing: Readonly<Record<string, Standing>>;
  /** Nobody of these stands by her again, nor is given anything of hers. */
  readonly suspects?: readonly Suspect[];
  readonly consents: Readonly<Record<string, Consent>>;
  readonly disclosures: Readonly<Record<string, Disclosure>>;
  readonly care: Care;
  /** What staff owe, while they owe it. */
  readonly duties: Readonly<Record<string, Duty>>;
  /** How many there have been: the next is named by the number after it. */
  readonly dutiesEver: number;
  /** The latest entry; all of them are rows. */
  readonly status?: Status;
  /** Absent: nobody has said anything of her age, and she is treated as a child. */
  readonly age?: Age;
  /** What was said of a child that calls for more. */
  readonly circumstances?: readonly ChildCircumstance[];
  readonly contact?: Contact;
  readonly voice?: Voice;
  readonly interviews?: Interviews;
}
export type VictimState = { readonly phase: 'absent' } | VictimFile;

export const keeperOf = (victim: string): string => `victim/${victim}`;

export const absentVictim: VictimState = { phase: 'absent' };
