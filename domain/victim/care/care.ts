/** Care, topic by topic: what staff do for her and must answer for. */
import type { Facts } from '../../facts.ts';
import type { DutyFact } from '../duty/duty.ts';
import type { VictimFact } from '../events.ts';
import type { VictimFile } from '../state.ts';
import { incidentDeciders, incidentEvolvers, type IncidentFact } from './incidents.ts';
import { lostContactDeciders, lostContactEvolvers, type LostContactFact } from './lost-contact.ts';
import { promiseDeciders, promiseEvolvers, promiseFollows, type PromiseFact } from './promises.ts';
import { riskDeciders, riskEvolvers, type RiskFact } from './risk.ts';
import { statusDeciders, statusEvolvers, type StatusFact } from './status.ts';
import { afterCareFollows, supportDeciders, supportEvolvers, supportFollows, type SupportFact } from './support.ts';

export type CareFact = RiskFact | SupportFact | PromiseFact | LostContactFact | IncidentFact | StatusFact;

export const careDeciders = { ...riskDeciders, ...supportDeciders, ...promiseDeciders, ...lostContactDeciders, ...incidentDeciders, ...statusDeciders };
export const careEvolvers = { ...riskEvolvers, ...supportEvolvers, ...promiseEvolvers, ...lostContactEvolvers, ...incidentEvolvers, ...statusEvolvers };
export const careFollows: readonly ((file: VictimFile, facts: Facts, decided: readonly VictimFact[]) => readonly DutyFact[])[] = [supportFollows, afterCareFollows, promiseFollows];
