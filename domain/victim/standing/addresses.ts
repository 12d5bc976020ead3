/** Where those who stand by her are told. Never her, and nobody under suspicion: they stand by her no more. */
import type { Address } from '../../facts.ts';
import type { StandingRole } from '../../terms.ts';
import type { VictimFile } from '../state.ts';

/** Without `roles`: all of them. */
export const addressesOf = ({ standing }: VictimFile, roles?: readonly StandingRole[]): readonly Address[] =>
  Object.values(standing).filter(({ role }) => roles?.includes(role) ?? true).map(({ agency, role, person }) => ({ agency, role, ...(person !== undefined && { person }) }));
