/** Read models of her file as a fold, topic by topic. */
import type { Change, PlacedNotice } from '../ledger.ts';
import { paperRows } from '../paper/papers.ts';
import { consentNotices, consentRows } from './consent/consent.ts';
import { disclosureNotices, disclosureRows } from './disclosure/disclosures.ts';
import type { VictimEvent } from './events.ts';
import { careRows } from './care/rows.ts';
import { contactNotices, contactRows } from './contact/contact.ts';
import { ageNotices, ageRows } from './identity/age.ts';
import { statusRows } from './identity/status.ts';
import { dutyNotices, dutyRows } from './duty/rows.ts';
import { erasureNotices, erasureRows } from './erasure/rows.ts';
import { interviewRows } from './interviews/rows.ts';
import { standingNotices, standingRows } from './standing/standing.ts';
import type { VictimFile, VictimState } from './state.ts';
import { fileOf, type Tables } from './topic.ts';
import { voiceRows } from './voice/rows.ts';

type Changes = readonly Change<VictimState, VictimEvent>[];

export function victimRows(changes: Changes): { readonly tables: Tables; readonly notices: readonly PlacedNotice[] } {
  return {
    tables: {
      victims: shells(changes),
      ...standingRows(changes),
      ...consentRows(changes),
      ...statusRows(changes),
      ...ageRows(changes),
      ...contactRows(changes),
      ...dutyRows(changes),
      ...careRows(changes),
      ...disclosureRows(changes),
      ...erasureRows(changes),
      ...paperRows(changes.flatMap(opened)),
      ...voiceRows(changes),
      ...interviewRows(changes),
    },
    notices: [
      ...dutyNotices(changes),
      ...standingNotices(changes),
      ...disclosureNotices(changes),
      ...consentNotices(changes),
      ...erasureNotices(changes),
      ...ageNotices(changes),
      ...contactNotices(changes),
    ].sort((a, b) => a.index - b.index),
  };
}

/** A change as papers see it: with her file before and after. */
function opened({ event, before, after }: Changes[number]): { readonly event: VictimEvent; readonly before: VictimFile | undefined; readonly after: VictimFile }[] {
  const now = fileOf(after);
  return now === undefined ? [] : [{ event, before: fileOf(before), after: now }];
}

function shells(changes: Changes): ReadonlyMap<string, object> {
  const file = changes.map(({ after }) => fileOf(after)).findLast((each) => each !== undefined);
  return file === undefined ? new Map() : new Map([['', { id: file.victim, keeper: `victim/${file.victim}`, playbookId: file.playbook.id, playbookVersion: file.playbook.version, rev: file.rev, safeContact: file.contact?.safe !== undefined }]]);
}
