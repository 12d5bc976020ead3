/** What the boards answer, in zod. */
import { z } from 'zod';
import { commitmentKinds, handOffStates, tracks } from '#domain/terms.ts';
import { agencyId, codeName, instant, stepCode } from './shapes.ts';

const MOST = 1_000;
const ofCase = { caseId: z.uuid(), codeName };
const track = z.enum(tracks);
const level = z.string().max(4);
const person = z.string().min(1).max(120);
const subject = z.string().max(60);
const span = { from: instant, until: instant };

export const dueShape = z
  .strictObject({
    before: instant,
    items: z.array(z.strictObject({ ...ofCase, kind: z.enum(['step', 'hand-off', 'commitment', 'signature']), subject, due: instant, late: z.boolean(), owner: person.optional() })).max(MOST),
    onDuty: z.array(z.strictObject({ person, ...span })).max(MOST),
    nobodyNamed: z.array(z.strictObject(span)).max(MOST).meta({ description: 'Hours until then for which the rota names nobody' }),
  })
  .meta({ id: 'DueBoard' });

export const lapsedShape = z
  .strictObject({ ...ofCase, commitment: z.uuid(), agency: agencyId, kind: z.enum(commitmentKinds), track: track.optional(), version: z.int(), lapsedSince: instant, level: level.optional(), leaderAskedAt: instant.optional() })
  .meta({ id: 'LapsedCommitment' });

export const openHandOffShape = z
  .strictObject({
    ...ofCase, handOff: z.uuid(), step: stepCode, state: z.enum(handOffStates), sender: agencyId, receiver: agencyId, accountable: agencyId, bounces: z.int(), proposedAt: instant, due: instant.optional(),
    late: z.boolean(),
  })
  .meta({ id: 'OpenHandOff' });

export const waitingShape = z
  .strictObject({ ...ofCase, lead: agencyId, wholeCase: z.boolean(), tracks: z.array(track).max(tracks.length) })
  .meta({ id: 'WaitingCase' });

const need = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('escalation'), ...ofCase, of: z.enum(['step', 'hand-off', 'commitment', 'signature']), subject, level, since: instant, agency: agencyId }),
  z.strictObject({ kind: z.literal('signature'), ...ofCase, compact: z.uuid(), due: instant.optional() }),
  z.strictObject({ kind: z.literal('horizon'), ...ofCase, step: stepCode, lapsesAt: instant, decision: stepCode }),
  z.strictObject({ kind: z.literal('owed'), ...ofCase, level, since: instant, count: z.int().optional().meta({ description: 'How many duties; withheld where fewer than five survivors stand behind them' }) })
    .meta({ description: 'What staff owe survivors of the case and have not done: neither what it is, nor to whom' }),
  z.strictObject({ kind: z.literal('protected'), ...ofCase, title: z.string().max(20), level: level.optional(), since: instant.optional(), lapsesAt: instant.optional() })
    .meta({ description: 'Rule R12: that there is one, and its clock; neither which, nor who holds it' }),
]);
export const leaderShape = z
  .strictObject({
    items: z.array(need).max(MOST),
    nothing: z.strictObject({ next: instant.optional() }).optional().meta({ description: 'Nothing needs you; `next` is the next date that could' }),
  })
  .meta({ id: 'LeaderBoard' });

const hours = z.number().nonnegative();
const day = z.iso.date();
const wordsShape = z.strictObject({ from: day, until: day, caseId: z.uuid().optional(), text: z.string(), saidAt: instant }).meta({ id: 'TimeExplained' });
const ownedShape = z
  .strictObject({
    agency: agencyId, ownedHours: hours, offeredHours: hours, cases: z.array(z.uuid()).max(MOST * 10),
    words: z.array(wordsShape).max(MOST).meta({ description: 'What the agency says itself, of local days of its own, both included: of one case, or of all it does' }),
  })
  .meta({ id: 'OwnedTime' });
const notYetShape = z
  .strictObject({ agency: agencyId, notYet: z.literal(true), shownFrom: instant.meta({ description: 'At the latest; at once when the agency has explained its time' }) })
  .meta({ id: 'TimeNotYetShown', description: 'Not yet: the agency may explain first' });
export const timeOwnedShape = z
  .strictObject({
    ...span,
    items: z.array(z.union([ownedShape, notYetShape])).max(MOST),
  })
  .meta({ id: 'TimeOwned' });
