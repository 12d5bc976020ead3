import { z } from 'zod';
import type { CaseView } from '#prisma/generated/client.ts';
import type { Resource } from '../policies/authorise.ts';
import { reading, type Reader } from '../route.ts';
import { caseShape, type CaseAnswer } from '../shapes.ts';
import { caseSummary, handOffAnswer, openHandOffStates, protectedSteps, stepAnswer } from '../views/answers.ts';
import { eyesOf } from '../views/alike.ts';
import type { Depths } from '../views/depth.ts';
import { knownOf, subjectsIn } from '../views/known.ts';
import { linksOf } from '../views/links.ts';
import { withAdded } from '../views/playbooks.ts';
import { commitmentAnswer, commitmentRows } from '../views/commitments.ts';
import { caseSubject, resourceOf } from '../views/subjects.ts';

/** More is refused by the rules long before; this is the wall behind them. */
const MOST = 1_000;

export const readCase = reading({
  id: 'read-case',
  path: '/cases/{caseId}',
  summary: 'Read a case',
  description: 'The case with its team, its steps, its tracks, the hand-offs and commitments that are open. The referral is opened for the coordinator and the advocates.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  answer: caseShape,
  classes: { readiness: 'D11s' },
  action: 'case.read',
  parts: ['case.read-referral', 'case.read-safe-contact', 'case.read-readiness', 'step.read-signal'],
  subject: (ask, actor, { caseId }) => caseSubject(ask, actor, caseId),
  read: async (reader, { params }, subject) => {
    const { tx, ask, deps, may } = reader;
    const { ledger } = subject;
    const shell = await tx.caseView.findUniqueOrThrow({ where: { id: params.caseId } });
    const sees = await eyesOf(reader, resourceOf(subject), shell);
    const where = { ledgerId: ledger };
    const team = await tx.engagement.findMany({ where: { ...where, untilAt: null }, orderBy: { agencyId: 'asc' }, take: MOST });
    const steps = await tx.stepView.findMany({ where, orderBy: { code: 'asc' }, take: MOST });
    const titleOf = await withAdded(await deps.playbooks.titles(ask, shell.playbookId, shell.playbookVersion), { ask, vault: deps.vault }, steps);
    const tracks = await tx.trackView.findMany({ where, orderBy: { track: 'asc' }, take: MOST });
    const handOffs = await tx.handOffView.findMany({ where: { ...where, state: { in: openHandOffStates } }, orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }], take: MOST });
    const commitments = await commitmentRows(ask, { caseLedger: ledger }, { openOnly: true, limit: MOST });
    const referral = may('case.read-referral', resourceOf(subject)) ? await referralOf(reader, ledger) : undefined;
    const stepOf = new Map(steps.map((step) => [step.code, step]));
    const body = {
      ...caseSummary(shell),
      agencies: team.map(({ agencyId, roles }) => ({ agency: agencyId, roles })),
      steps: steps.flatMap((step) => stepAnswer(step, titleOf, sees) ?? []), protectedSteps: protectedSteps(steps, sees),
      tracks: tracks.filter(({ track }) => !sees.depth.isProtected({ code: '', track })).map(({ track, quietSince, stallsAt, stalledAt, movedAt }) => ({
        track, quietSince: quietSince.toISOString(), ...(movedAt && { movedAt: movedAt.toISOString() }), ...(stallsAt && { stallsAt: stallsAt.toISOString() }), ...(stalledAt && { stalledAt: stalledAt.toISOString() }),
      })),
      handOffs: handOffs.flatMap((handOff) => handOffAnswer(handOff, titleOf, sees, stepOf.get(handOff.step)) ?? []),
      ...(await knownHere(reader, shell, sees.depth)),
      ...(sees.depth.shell === 'full' ? await wholeShell(ask, shell) : { links: [], triggers: [] }),
      ...(await guardedParts(reader, shell, resourceOf(subject))),
      commitments: commitments.map((row) => commitmentAnswer(row, sees)),
      ...(referral !== undefined && { referral }),
    };
    return { body: body as CaseAnswer };
  },
});

/** Whom its steps stand for, and what is known. */
const knownHere = async (reader: Reader, shell: CaseView, depth: Depths) => {
  const told = await reader.deps.playbooks.told(reader.ask, shell.playbookId, shell.playbookVersion);
  const named = depth.reads('D2') ? await subjectsIn(reader.ask, shell.ledgerId) : [];
  return { subjects: named.map(({ suspect, ...one }) => ({ ...one, ...(suspect !== null && { suspect }) })), facts: await knownOf(reader, shell.ledgerId, told, depth) };
};

/** What of the shell is not for those who have one part of the case: its links, what its gates refused, what shall open it again. */
const wholeShell = async (ask: Reader['ask'], shell: CaseView) => ({
  links: await linksOf(ask, shell.ledgerId), triggers: shell.triggers, hasSafeContact: shell.safeContact !== null,
  denied: { statements: shell.deniedStatements, contacts: shell.deniedContacts, operations: shell.deniedOperations, closings: shell.deniedClosings },
});

/** What not everybody who sees the case may see: how she may be contacted, and what the services were told. */
async function guardedParts({ tx, ask, deps, may }: Reader, { ledgerId, safeContact }: CaseView, resource: Resource) {
  const contact = safeContact !== null && may('case.read-safe-contact', resource) ? await deps.vault.get(ask, safeContact) : undefined;
  const notices = may('case.read-readiness', resource) ? await tx.readinessNoticeView.findMany({ where: { ledgerId }, orderBy: [{ sentAt: 'asc' }, { id: 'asc' }], take: MOST }) : undefined;
  return {
    ...(contact !== undefined && { safeContact: contact }),
    ...(notices !== undefined && {
      readiness: notices.map(({ id, step, sender, sentBy, sentAt, timeBand, estimatedNumber, genderMix, languages, minorsExpected, specialNeeds, acknowledgedBy, acknowledgedAgency, acknowledgedAt }) => ({
        id, step, sender, sentBy, sentAt: sentAt.toISOString(), timeBand, estimatedNumber, genderMix, languages, minorsExpected, specialNeeds,
        ...(acknowledgedBy !== null && acknowledgedAgency !== null && acknowledgedAt !== null && { acknowledgedBy, acknowledgedAgency, acknowledgedAt: acknowledgedAt.toISOString() }),
      })),
    }),
  };
}

/** The referral is the text that came with the launch. */
async function referralOf({ ask, deps }: Reader, ledger: string): Promise<string | undefined> {
  const [item] = await ask<{ id: string }>`
    select i.id from vault_item i join event e on e.ledger_id = i.owner and e.seq = 1 and e.command_id = i.command_id where i.owner = ${ledger} and i.field = 'referral'`;
  return item && deps.vault.get(ask, item.id);
}
