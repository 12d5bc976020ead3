/** What stands around the thing a page is about: the case, for those who may read it, and in whose words and hours it is told. */
import { listClocks } from '../operations/list-clocks.ts';
import { readCase } from '../operations/read-case.ts';
import { Problem } from '../problems.ts';
import { caseShape, clockShape, type CaseAnswer } from '../shapes.ts';
import type { Telling } from './sentences.ts';
import type { Visit } from './visit.ts';

/** The case around it, for those who may read it: who is only asked sees the thing alone. */
export async function caseAround({ read }: Visit, caseId: string | undefined): Promise<CaseAnswer | undefined> {
  if (caseId === undefined) return undefined;
  try {
    return (await read(readCase, caseShape, { caseId })).body;
  } catch (error) {
    if (error instanceof Problem && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

export async function tellingOf({ me, agencies, readAll }: Visit, caseId: string | undefined, lead: string | undefined): Promise<Telling> {
  const names = await agencies();
  const clocks = caseId === undefined ? [] : await readAll(listClocks, clockShape, { case: caseId });
  return { nameOf: (agency) => names.get(agency) ?? agency, zone: me.zone, now: me.now, lead, clocks };
}
