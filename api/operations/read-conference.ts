import { z } from 'zod';
import { blockers, tracks } from '#domain/terms.ts';
import { reading, type Reader } from '../route.ts';
import { agendaShape, type Agenda } from '../shapes.ts';
import { eyesOf, tellsOfHers, type Eyes } from '../views/alike.ts';
import { finishedStepStates } from '../views/answers.ts';
import { asSeen, commitmentAnswer, commitmentRows } from '../views/commitments.ts';
import { asDeepAs, eventAnswers, tracksOf, type EventRow } from '../views/events.ts';
import { caseSubject, resourceOf } from '../views/subjects.ts';
import { stuckCases } from './read-stalled.ts';

const MOST = 1_000;

export const readConference = reading({
  id: 'read-conference',
  path: '/cases/{caseId}/conference',
  summary: 'Read the agenda of the next case conference',
  description: 'Made from the record when it is read: what people did since the last conference, blockers, decisions that are due, what has lapsed or stalled, and, as such only, which tracks wait properly. What is at the survivor\'s pace is no item of it.',
  params: z.strictObject({ caseId: z.uuid().toLowerCase() }),
  answer: agendaShape,
  action: 'case.conference',
  subject: (ask, actor, { caseId }) => caseSubject(ask, actor, caseId),
  read: async (reader, { params: { caseId } }, subject) => {
    const { ledger } = subject;
    const { tx, ask, deps } = reader;
    const shell = await tx.caseView.findUniqueOrThrow({ where: { id: caseId } });
    const last = await tx.event.findFirst({ where: { ledgerId: ledger, type: 'ConferenceHeld' }, orderBy: { seq: 'desc' }, select: { seq: true, at: true } });
    const eyes = await eyesOf(reader, resourceOf(subject), shell);
    const every = await tx.stepView.findMany({ where: { ledgerId: ledger, state: { notIn: finishedStepStates }, pacing: { not: 'VICTIM_PACED' } }, orderBy: { code: 'asc' }, take: MOST });
    // What holds work up is for those who see it whole.
    const open = every.filter((step) => eyes.depth.of(step) === 'full');
    const titleOf = await deps.playbooks.titles(ask, shell.playbookId, shell.playbookVersion);
    const promises = (await commitmentRows(ask, { caseLedger: ledger }, { openOnly: true, limit: MOST })).map((row) => asSeen(row, eyes)).filter(({ state }) => state !== 'SUSPENDED');
    const [stuck] = await stuckCases(reader, [shell]);
    const blocked = open.flatMap(({ code, track, holder, blocker }) => {
      const cause = blockers.find((each) => each === blocker);
      return cause === undefined ? [] : [{ step: code, title: titleOf(code), track: z.enum(tracks).parse(track), holder, blocker: cause }];
    });
    const dates = [
      ...promises.flatMap(({ id, agency, askedDue }) => (askedDue === null ? [] : [{ commitment: id, agency, asked: askedDue }])),
      ...open.flatMap(({ code, holder, askedDue }) => (askedDue === null ? [] : [{ step: code, agency: holder, asked: askedDue }])),
    ];
    return {
      body: {
        caseId, codeName: shell.codeName, since: (last?.at ?? shell.openedAt).toISOString(), changed: [...asDeepAs(await changedSince(reader, ledger, last?.seq ?? 0, eyes), eyes, await tracksOf(reader, ledger))], blockers: blocked,
        decisionsDue: {
          ownership: await ownershipDue(reader, ledger), dates,
          leaders: promises.flatMap(({ id, agency, leaderAnswerDueAt }) => (leaderAnswerDueAt === null ? [] : [{ commitment: id, agency, due: leaderAnswerDueAt.toISOString() }])),
        },
        lapsed: promises.filter(({ state }) => state === 'LAPSED').map((row) => commitmentAnswer(row, eyes)), stalled: stuck?.stalled ?? [], waitingProperly: stuck?.waitingProperly ?? [],
      },
    };
  },
});

/** What people did, and not about her: the conference is about the team's work. */
async function changedSince(reader: Reader, ledger: string, seq: number, eyes: Eyes): Promise<Agenda['changed']> {
  const rows = await reader.ask<EventRow>`
    select e.seq, e.at, e.type, e.body, e.command_id as "commandId" from event e
     where e.ledger_id = ${ledger} and e.seq > ${seq}::int and e.body::jsonb ->> 'by' <> 'clock' and e.type not in ('StepOpened', 'TrackQuiet')
       and not exists (select 1 from step_view s where s.ledger_id = e.ledger_id and s.pacing = 'VICTIM_PACED'
                         and (s.code = e.body::jsonb ->> 'step' or s.hand_off::text = e.body::jsonb ->> 'handOff'))
     order by e.seq desc limit ${MOST}`;
  const shown = rows.filter((row) => eyes.signal || !tellsOfHers(row, eyes)).toReversed();
  // Numbered by what is left where something is not shown, as a timeline is (rule R14).
  return [...(await eventAnswers(reader, eyes.signal ? shown : shown.map((row, index) => ({ ...row, seq: index + 1 }))))];
}

async function ownershipDue({ tx }: Reader, ledger: string): Promise<Agenda['decisionsDue']['ownership']> {
  const disputed = await tx.handOffView.findMany({ where: { ledgerId: ledger, state: 'DISPUTED' }, orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }], take: MOST });
  return disputed.map(({ id, step, dueAt }) => ({ handOff: id, step, ...(dueAt && { due: dueAt.toISOString() }) }));
}
