/** A line of a list: a thing that needs somebody, or a notice. Notices name codes and ids; here they become words. */
import type { z } from 'zod';
import type { Track } from '#domain/terms.ts';
import type { inboxShape } from '../shapes.ts';
import { paths } from './paths.ts';
import { whenWords } from './when.ts';
import { compactNoticeWords, herNeedWords, herNoticeWords, noticeWords, partnerNoticeWords, sentence, trackWords } from './words.ts';

type Notice = Extract<z.output<typeof inboxShape>, { kind: 'notice' }>;

export interface Row {
  readonly what: string;
  readonly where: string;
  readonly need: string;
  readonly href?: string;
  readonly when?: string;
  /** The date behind `when`, for the order of a list. */
  readonly due?: string;
  readonly late?: boolean;
}

const isId = (subject: string): boolean => /^[0-9a-f]{8}-/.test(subject);
/** By which a notice, a row of the board and a thing in the inbox are known to be about the same: a promise has an id of its own. */
export const keyOf = ({ caseId, compactId, victimId, subject }: { readonly caseId?: string | undefined; readonly compactId?: string | undefined; readonly victimId?: string | undefined; readonly subject: string }): string => (isId(subject) ? subject : `${caseId ?? compactId ?? victimId ?? ''}/${subject}`);

const levelWords = (level: string | undefined): string => (level === undefined || level === 'L0' ? '' : ` (level ${level.slice(1)} of 5)`);

export function noticeRow(told: Notice, zone: string): Row {
  const { notice, caseId, compactId, codeName, subject, level, at } = told;
  if (notice === 'rota-gap') return { what: `Duty from ${whenWords(subject, zone)}`, where: 'Your agency', need: 'Nobody is on duty', when: whenWords(at, zone) };
  const ofPartner = Object.hasOwn(partnerNoticeWords, notice) ? partnerNoticeWords[notice] : undefined;
  if (ofPartner !== undefined) return { what: subject, where: 'A partner', need: ofPartner, when: whenWords(at, zone) };
  if (told.victimId !== undefined) return { what: herNoticeWords[notice] ?? 'Something that is owed', where: 'A survivor’s file', need: `${herNeedWords[notice] ?? noticeWords[notice] ?? sentence(notice)}${levelWords(level)}`, when: whenWords(at, zone) };
  const words = compactId !== undefined && !isId(subject) ? compactNoticeWords[notice] : undefined;
  const need = `${words ?? noticeWords[notice] ?? sentence(notice)}${levelWords(level)}`;
  const href = isId(subject) ? paths.promise(subject) : compactId !== undefined ? paths.compact(compactId) : caseId === undefined ? undefined : paths.case(caseId);
  return { what: whatOf(told), where: codeName ?? 'A case of another agency', need, when: whenWords(at, zone), ...(codeName !== undefined && href !== undefined && { href }) };
}

/** What a notice is about, in words and never in a code. */
function whatOf({ title, subject, compactId }: Notice): string {
  if (title !== undefined) return title;
  if (isId(subject)) return 'A promise';
  if (compactId !== undefined) return 'The compact';
  return subject === 'CASE' ? 'The case' : Object.hasOwn(trackWords, subject) ? trackWords[subject as Track] : subject;
}
