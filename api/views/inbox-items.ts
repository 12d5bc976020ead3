/** Turns the rows of an inbox into what is shown, a query for each kind. */
import { z } from 'zod';
import { dutyAnswer, type DutyRow } from '../people/duties.ts';
import type { Waiting } from '../operations/read-inbox.ts';
import type { Reader } from '../route.ts';
import { skipShape, type inboxShape } from '../shapes.ts';
import { eyesOf } from './alike.ts';
import { PROTECTED, stepAnswer, wholeHandOff } from './answers.ts';
import { withAdded, type TitleOf } from './playbooks.ts';
import { depthsOf, readable } from './readable.ts';
import { markSeen, type NoticePlace } from './seen.ts';
import { commitmentAnswer, commitmentRows, commitmentSubject } from './commitments.ts';
import { caseIdOf, handOffSubject, resourceOf } from './subjects.ts';

type Item = z.input<typeof inboxShape>;
type NoticeItem = Extract<Item, { kind: 'notice' }>;

export async function inboxItems(reader: Reader, rows: readonly Waiting[]): Promise<ReadonlyMap<string, Item>> {
  const of = (...kinds: readonly Waiting['kind'][]): readonly Waiting[] => rows.filter(({ kind }) => kinds.includes(kind));
  return new Map([...(await stepItems(reader, of('step', 'horizon', 'waiting-properly', 'packet', 'date-asked'))), ...(await linkItems(reader, of('link'))), ...(await handOffItems(reader, of('hand-off'))), ...(await commitmentItems(reader, of('commitment'))), ...(await signatureItems(reader, of('signature'))), ...(await dutyItems(reader, of('duty'))), ...(await noticeItems(reader, of('notice')))]);
}

/** Who asks stands in `need`, with the reason; of the case that asks no more is told. */
async function linkItems({ tx }: Reader, rows: readonly Waiting[]): Promise<readonly (readonly [string, Item])[]> {
  const shells = new Map((await tx.caseView.findMany({ where: { ledgerId: { in: rows.map(({ ledger_id: ledger }) => ledger) } }, select: { ledgerId: true, codeName: true } })).map(({ ledgerId, codeName }) => [ledgerId, codeName]));
  return rows.flatMap(({ key, need, ledger_id: ledger, subject: link }): readonly (readonly [string, Item])[] => {
    const codeName = shells.get(ledger);
    const [agency = '', relation = ''] = need.split(' ');
    return codeName === undefined ? [] : [[key, { kind: 'link', codeName, caseId: caseIdOf(ledger), link, agency, relation: relation as 'SPLIT' }]];
  });
}

async function stepItems(reader: Reader, rows: readonly Waiting[]): Promise<readonly (readonly [string, Item])[]> {
  const { tx, ask, deps } = reader;
  const seen = await readable(reader, rows.map(({ ledger_id: ledger }) => ledger));
  const shells = new Map((await tx.caseView.findMany({ where: { ledgerId: { in: [...seen.keys()] } } })).map((shell) => [shell.ledgerId, shell]));
  const steps = await tx.stepView.findMany({ where: { OR: rows.map(({ ledger_id: ledgerId, subject: code }) => ({ ledgerId, code })) } });
  const found = new Map(steps.map((step) => [`${step.ledgerId}/${step.code}`, step]));
  const items: (readonly [string, Item])[] = [];
  for (const { key, kind, need, ledger_id: ledger, subject } of rows) {
    const shell = shells.get(ledger);
    const step = found.get(`${ledger}/${subject}`);
    const resource = seen.get(ledger);
    if (shell === undefined || step === undefined || resource === undefined) continue;
    const titleOf = await withAdded(await deps.playbooks.titles(ask, shell.playbookId, shell.playbookVersion), { ask, vault: deps.vault }, [step]);
    const { codeName } = shell;
    if (kind === 'waiting-properly') items.push([key, { kind, codeName, caseId: shell.id, step: subject, title: titleOf(subject) }]);
    else {
      const shown = stepAnswer(step, titleOf, await eyesOf(reader, resource, shell));
      if (shown === undefined) continue;
      items.push([key, kind === 'packet' || kind === 'date-asked' ? { kind, codeName, step: shown } : kind === 'horizon' ? { kind, ...dueOf(step.horizonAt), codeName, step: shown } : { kind: 'step', need: need as 'answer', ...dueOf(step.dueAt ?? step.reviewBy), codeName, step: shown }]);
    }
  }
  return items;
}

async function handOffItems({ tx, ask, deps, may }: Reader, rows: readonly Waiting[]): Promise<readonly (readonly [string, Item])[]> {
  const found = new Map((await tx.handOffView.findMany({ where: { id: { in: rows.map(({ subject }) => subject) } } })).map((row) => [row.id, row]));
  const items: (readonly [string, Item])[] = [];
  for (const { key, need, subject } of rows) {
    const row = found.get(subject);
    const asker = await handOffSubject(ask, subject);
    const [asked] = await ask<{ playbook_id: string; playbook_version: number }>`select playbook_id, playbook_version from asked_for(${subject}::uuid)`;
    if (row === undefined || asked === undefined || asker === undefined || !may('hand-off.read', resourceOf(asker))) continue;
    const titleOf: TitleOf = await deps.playbooks.titles(ask, asked.playbook_id, asked.playbook_version);
    items.push([key, { kind: 'hand-off', need: need as 'answer', ...dueOf(row.dueAt), handOff: wholeHandOff(row, titleOf) }]);
  }
  return items;
}

async function commitmentItems({ ask, may }: Reader, rows: readonly Waiting[]): Promise<readonly (readonly [string, Item])[]> {
  const items: (readonly [string, Item])[] = [];
  for (const { key, need, subject } of rows) {
    const about = await commitmentSubject(ask, subject);
    const [row] = await commitmentRows(ask, { id: subject }, { openOnly: true, limit: 1 });
    if (row === undefined || about === undefined || !may('commitment.read', resourceOf(about))) continue;
    items.push([key, { kind: 'commitment', need: need as 'answer', ...dueOf({ answer: row.answerDueAt, 'leader-answer': row.leaderAnswerDueAt }[need] ?? row.dueAt), commitment: commitmentAnswer(row) }]);
  }
  return items;
}

async function signatureItems({ tx }: Reader, rows: readonly Waiting[]): Promise<readonly (readonly [string, Item])[]> {
  const compacts = new Map((await tx.compactView.findMany({ where: { ledgerId: { in: rows.map(({ ledger_id: ledgerId }) => ledgerId) } } })).map((compact) => [compact.ledgerId, compact]));
  return rows.flatMap(({ key, need, ledger_id: ledgerId, nearness }): (readonly [string, Item])[] => {
    const compact = compacts.get(ledgerId);
    return compact === undefined ? [] : [[key, { kind: 'signature', need: need as 'sign', due: new Date(nearness * 1_000).toISOString(), codeName: compact.codeName, compactId: compact.id }]];
  });
}

/** By her name in a case of theirs; where they work on none, by her file alone. */
async function dutyItems({ ask }: Reader, rows: readonly Waiting[]): Promise<readonly (readonly [string, Item])[]> {
  const ledgers = rows.map(({ ledger_id: ledger }) => ledger);
  const found = await ask<DutyRow>`
    select ledger_id, id, kind, agency, role, person, subject, starts_at, due_at, level, ended_at, outcome, done_by from duty_view where ledger_id = any(${ledgers}::text[]) and ended_at is null`;
  const names = await ask<{ ledger_id: string; pseudonym: string; code_name: string }>`
    select distinct on (i.ledger_id) i.ledger_id, i.pseudonym, c.code_name from involvement_view i join case_view c on c.ledger_id = i.case_ledger
     where i.ledger_id = any(${ledgers}::text[]) and i.until_at is null and engaged(i.case_ledger) order by i.ledger_id, i.from_at`;
  return rows.flatMap(({ key, ledger_id: ledger, subject }): (readonly [string, Item])[] => {
    const duty = found.find((each) => each.ledger_id === ledger && each.id === subject);
    const name = names.find((each) => each.ledger_id === ledger);
    return duty === undefined ? [] : [[key, { kind: 'duty', due: duty.due_at.toISOString(), victimId: caseIdOf(ledger), duty: dutyAnswer(duty), ...(name !== undefined && { pseudonym: name.pseudonym, codeName: name.code_name }) }]];
  });
}

/** Whose notice it is: a case's, a compact's, or one about a victim. */
function matterOf(ledger: string): { readonly caseId?: string; readonly compactId?: string; readonly victimId?: string } {
  if (ledger.startsWith('case/')) return { caseId: caseIdOf(ledger) };
  if (ledger.startsWith('victim/')) return { victimId: caseIdOf(ledger) };
  return ledger.startsWith('compact/') ? { compactId: caseIdOf(ledger) } : {};
}

/** Shown after signing in: that is what counts as read. */
async function noticeItems(reader: Reader, rows: readonly Waiting[]): Promise<readonly (readonly [string, Item])[]> {
  const places = rows.map(({ ledger_id: ledgerId, subject }) => ({ ledgerId, seq: Number(subject.split('/')[0]), part: Number(subject.split('/')[1]) }));
  await markSeen(reader, places);
  return [...(await noticesAt(reader, places))];
}

/** Rule R12: the step a notice is about may tell by its name what is not theirs to know; that there is one, and its level, they are told. */
async function protectedAmong(reader: Reader, found: readonly { readonly ledgerId: string; readonly subject: string }[]): Promise<(ledger: string, step: string) => boolean> {
  const steps = await reader.tx.stepView.findMany({ where: { OR: found.map(({ ledgerId, subject: code }) => ({ ledgerId, code })) }, select: { ledgerId: true, code: true, track: true, holder: true, accountable: true } });
  const depths = await depthsOf(reader, steps.map(({ ledgerId }) => ledgerId));
  const hidden = new Set(steps.filter((step) => depths.get(step.ledgerId)?.of(step) === 'protected').map(({ ledgerId, code }) => `${ledgerId}/${code}`));
  return (ledger, step) => hidden.has(`${ledger}/${step}`);
}

/** Notices at these places, by the key they have in an inbox. */
export async function noticesAt(reader: Reader, places: readonly NoticePlace[]): Promise<ReadonlyMap<string, NoticeItem>> {
  const { tx, ask, deps } = reader;
  const found = await tx.notice.findMany({ where: { OR: [...places] } });
  const isProtected = await protectedAmong(reader, found);
  const shells = new Map((await tx.caseView.findMany({ where: { ledgerId: { in: found.map(({ ledgerId }) => ledgerId) } } })).map((shell) => [shell.ledgerId, shell]));
  const compacts = new Map((await tx.compactView.findMany({ where: { ledgerId: { in: found.map(({ ledgerId }) => ledgerId) } } })).map(({ ledgerId, codeName }) => [ledgerId, codeName]));
  const items = new Map<string, NoticeItem>();
  for (const { ledgerId, seq, part, kind, level, subject: about, at, skipped } of found) {
    const isHidden = isProtected(ledgerId, about);
    const subject = isHidden ? 'PROTECTED' : about;
    const shell = shells.get(ledgerId);
    const title = isHidden ? PROTECTED : shell && (await deps.playbooks.titles(ask, shell.playbookId, shell.playbookVersion))(subject);
    const ofCompact = compacts.get(ledgerId);
    const named = shell === undefined ? { ...(ofCompact !== undefined && { codeName: ofCompact }) } : { codeName: shell.codeName, ...(title !== undefined && title !== subject && { title }) };
    items.set(`notice/${ledgerId}/${seq}/${part}`, { kind: 'notice', ...matterOf(ledgerId), ...named, notice: kind, ...(level !== null && { level }), subject, at: at.toISOString(), ...(skipped !== null && { skipped: skipsSchema.parse(skipped) }) });
  }
  return items;
}

const skipsSchema = z.array(skipShape);
const dueOf = (due: Date | null): { readonly due?: string } => (due === null ? {} : { due: due.toISOString() });
