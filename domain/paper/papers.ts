/** Papers and who is assigned to them, the same in her file and in a case. A paper is filed once and never edited: a later one supersedes it. */
import { accept, refuse, type Decision, type Refusal } from '../decision.ts';
import { firstRefusal, own, without, type Actor, type Circumstances, type Instant } from '../facts.ts';
import { changed, type Recorded } from '../ledger.ts';
import { rolesAt } from '../reach/chairs.ts';
import { assignableRoles, childRoles, disclosableRoles, type AssignmentBasis, type PaperClass } from '../terms.ts';

export interface Assignment {
  readonly person: string;
  readonly agency: string;
  readonly class: PaperClass;
  readonly paper?: string;
  readonly basis: AssignmentBasis;
  readonly from: Instant;
  readonly until?: Instant;
}

/** What a ledger that keeps papers holds of them: who is assigned now. The papers themselves are rows. */
export interface Papers {
  readonly assignments: Readonly<Record<string, Assignment>>;
}

export type PaperAct =
  | { readonly act: 'file-paper'; readonly paper: string; readonly class: PaperClass; readonly kind: string; readonly text: string; readonly summary?: string | undefined; readonly supersedes?: string | undefined }
  | { readonly act: 'assign'; readonly assignment: string; readonly person: string; readonly agency: string; readonly class: PaperClass; readonly paper?: string | undefined; readonly basis: AssignmentBasis; readonly until?: Instant | undefined }
  | { readonly act: 'end-assignment'; readonly assignment: string };

export type PaperFact =
  | { readonly type: 'PaperFiled'; readonly paper: string; readonly class: PaperClass; readonly kind: string; readonly agency: string; readonly text: string; readonly summary?: string; readonly supersedes?: string; readonly disclosable?: true }
  | { readonly type: 'Assigned'; readonly assignment: string; readonly person: string; readonly agency: string; readonly class: PaperClass; readonly paper?: string; readonly basis: AssignmentBasis; readonly until?: Instant }
  | { readonly type: 'AssignmentEnded'; readonly assignment: string };
export type PaperEvent = Recorded<PaperFact>;

/** Marked when it is written, whatever wrote it: nobody promises that what such a role records stays confidential (consent rule 13). */
export const disclosableBy = ({ roles }: Pick<Actor, 'roles'>): { readonly disclosable?: true } => (roles.some((role) => disclosableRoles.includes(role)) ? { disclosable: true } : {});

/** A file must stay small; nobody is assigned to it by the hundred. */
const MOST_ASSIGNED = 100;

/** `met`: agencies with a part in the matter. `isOfAge`: of the person it is about, by decision. */
interface Asked {
  readonly by: Actor;
  readonly facts: Circumstances;
  readonly met: readonly string[] | undefined;
  readonly isOfAge: boolean;
}

export function decidePapers(papers: Papers, act: PaperAct, asked: Asked): Decision<PaperFact> {
  const { by, facts } = asked;
  switch (act.act) {
    case 'file-paper': {
      // Only one's own words are corrected, and only by words of the same kind: what another agency wrote stays beside them (ours).
      const { superseded } = facts;
      const refusal = firstRefusal(facts, act.supersedes !== undefined && superseded !== undefined && (superseded?.class !== act.class || superseded.recorder !== by.agency) && refuse('SUPERSEDES_ANOTHER').refusal);
      if (refusal !== undefined) return { events: [], refusal };
      const { act: _act, summary, supersedes, ...paper } = act;
      return accept({ type: 'PaperFiled', ...paper, agency: by.agency, ...disclosableBy(by), ...(summary !== undefined && { summary }), ...(supersedes !== undefined && { supersedes }) });
    }
    case 'assign': {
      const { act: _act, paper, until, ...rest } = act;
      const refusal = firstRefusal(
        facts,
        // Nobody opens anything to themselves (ours).
        act.person === by.person && refuse('TWO_PEOPLE_REQUIRED').refusal,
        until !== undefined && until <= facts.now && refuse('DATE_IN_THE_PAST').refusal,
        notFit(act, asked),
        Object.keys(papers.assignments).length >= MOST_ASSIGNED && refuse('FILE_FULL').refusal,
      );
      if (refusal !== undefined) return { events: [], refusal };
      return accept({ type: 'Assigned', ...rest, ...(paper !== undefined && { paper }), ...(until !== undefined && { until }) });
    }
    case 'end-assignment':
      return own(papers.assignments, act.assignment) === undefined ? refuse('NOT_FOUND') : accept({ type: 'AssignmentEnded', assignment: act.assignment });
  }
}

/** Nobody is assigned who has no part in the matter, does not work there, or whose roles an assignment opens nothing to (domain 5b, the A cells). */
function notFit({ person, agency, class: of }: Extract<PaperAct, { act: 'assign' }>, { facts: { chairs, now }, met, isOfAge }: Asked): Refusal | undefined {
  if (met === undefined || chairs === undefined) return undefined;
  if (!met.includes(agency)) return refuse('NOT_ON_THE_TEAM').refusal;
  const chair = chairs.people.find((each) => each.person === person);
  const held = chair?.active === true ? rolesAt(chair, agency, now) : [];
  if (held.length === 0) return refuse('PERSON_UNKNOWN').refusal;
  const fitting = (assignableRoles[of] ?? []).filter((role) => !isOfAge || !childRoles.includes(role));
  return held.some((role) => fitting.includes(role)) ? undefined : refuse('ROLE_NOT_HELD', { roles: fitting }).refusal;
}

export function evolvePapers(papers: Papers, event: PaperEvent): Papers {
  switch (event.type) {
    case 'PaperFiled':
      return papers;
    case 'Assigned': {
      const { type: _type, by: _by, at, assignment, ...rest } = event;
      return { ...papers, assignments: { ...papers.assignments, [assignment]: { ...rest, from: at } } };
    }
    case 'AssignmentEnded':
      return { ...papers, assignments: without(papers.assignments, event.assignment) };
  }
}

export const isPaperEvent = (event: { readonly type: string }): event is PaperEvent => event.type === 'PaperFiled' || event.type === 'Assigned' || event.type === 'AssignmentEnded';

/** One change of a ledger that keeps papers. */
interface PaperChange {
  readonly event: { readonly type: string; readonly at: Instant; readonly by: string };
  readonly before: Papers | undefined;
  readonly after: Papers;
}

/** Rows of `paper_view` and `assignment_view`. */
export function paperRows(changes: readonly PaperChange[]): { readonly papers: ReadonlyMap<string, object>; readonly assignments: ReadonlyMap<string, object> } {
  const papers = new Map<string, object>();
  const assignments = new Map<string, object>();
  for (const { event, before, after } of changes) {
    if (isPaperEvent(event) && event.type === 'PaperFiled') {
      const { paper: id, class: of, kind, agency: recorder, by: author, at, text, summary = null, supersedes = null, disclosable = false } = event;
      papers.set(id, { id, class: of, kind, recorder, author, at, text, summary, supersedes, disclosable });
    }
    for (const [id, { class: of, paper = null, from: fromAt, until: untilAt = null, ...rest }] of changed(before?.assignments, after.assignments)) assignments.set(id, { id, class: of, paper, fromAt, untilAt, ...rest });
    for (const [id, { class: of, paper = null, from: fromAt, ...rest }] of Object.entries(before?.assignments ?? {}))
      if (own(after.assignments, id) === undefined) assignments.set(id, { id, class: of, paper, fromAt, ...rest, untilAt: event.at });
  }
  return { papers, assignments };
}
