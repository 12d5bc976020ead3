/** What somebody of the company means to do, and what they see when they make up their minds. */
import type { OpenCase } from '#domain/case/state.ts';
import type { Playbook } from '#domain/playbook/schema.ts';
import type { VictimFile } from '#domain/victim/state.ts';
import type { Company } from './company.ts';
import type { Turns } from './turns.ts';

/** Milliseconds since 1970 throughout. */
export interface Wish {
  /** The same wish has the same name for as long as it stands. */
  readonly key: string;
  /** It is done at a drawn share of this time; the shares are between 0 and 1. */
  readonly from: number;
  readonly until: number;
  readonly share: readonly [number, number];
  readonly who: string | undefined;
  readonly request: string;
  /** Made when it is sent: what is taken in turn is taken then. Undefined for what is only read. */
  body(now: number): Readonly<Record<string, unknown>> | undefined;
  readonly save?: Readonly<Record<string, string>>;
}

export interface Sight {
  readonly state: OpenCase;
  /** By the name that the case has for her: V1. */
  readonly files: ReadonlyMap<string, VictimFile>;
  readonly now: number;
}

export interface Script {
  readonly playbook: Playbook;
  readonly company: Company;
  readonly turns: Turns;
  readonly startsAt: number;
  /** How long it is played. */
  readonly span: number;
  /** Nobody hears a word of hers. */
  readonly silent: boolean;
  /** What an id is called in the script: the alias of a person or an agency, or a name under which it was saved. */
  readonly aliasOf: (id: string) => string | undefined;
  /** How often a wish with this name was sent and taken. */
  readonly done: (key: string) => number;
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const prompt: readonly [number, number] = [0.1, 0.5];

/** At a place of the whole time, for what nothing in the playbook dates. */
export const at = (instant: number): Pick<Wish, 'from' | 'until' | 'share'> => ({ from: instant, until: instant, share: [0, 0] });
export const localDay = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
