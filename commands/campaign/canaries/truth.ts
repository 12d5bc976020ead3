/** What is so in the world of the crawl, as whoever built it knows: apart from every table and policy of the product. */
import type { Role } from '#domain/terms.ts';
import type { HouseName, Player } from './cast.ts';
import type { MatrixClass } from './matrix.ts';

export type CaseName = 'first' | 'second' | 'elsewhere';
export type VictimName = 'adult' | 'child' | 'alone' | 'theirs';

export interface Given {
  readonly victim: VictimName;
  readonly agency: string;
  readonly person?: string;
  readonly classes: readonly MatrixClass[];
  readonly until: string;
}
export interface Assigned {
  /** Of her file or of a case. */
  readonly ledger: string;
  readonly person: string;
  readonly class: MatrixClass;
}
export interface Standing {
  readonly id: string;
  readonly victim: VictimName;
  readonly role: Role;
  readonly agency: string;
}

export interface Truth {
  now: string;
  readonly cases: Readonly<Record<CaseName, string>>;
  readonly victims: Readonly<Record<VictimName, string>>;
  readonly agencyOf: (name: HouseName) => string;
  readonly players: readonly Player[];
  /** Agencies of a case with the roles they fill; who has gone is taken out. */
  readonly engaged: Record<CaseName, Map<string, readonly Role[]>>;
  /** In which cases she is now. */
  readonly involved: Record<VictimName, CaseName[]>;
  /** Of age by decision: nobody has a part in their files that is a child's only. */
  readonly ofAge: VictimName[];
  standing: Standing[];
  given: Given[];
  assigned: Assigned[];
}
