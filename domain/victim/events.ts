/** What may have happened in her file. Facts, in the past tense; ids, codes and instants only. */
import type { Recorded } from '../ledger.ts';
import type { PaperFact } from '../paper/papers.ts';
import type { ConsentFact } from './consent/consent.ts';
import type { CareFact } from './care/care.ts';
import type { ContactFact } from './contact/contact.ts';
import type { AgeFact } from './identity/age.ts';
import type { ChildFact } from './identity/child.ts';
import type { StatusRecorded } from './identity/status.ts';
import type { DisclosureFact } from './disclosure/disclosures.ts';
import type { DutyFact } from './duty/duty.ts';
import type { ErasureFact } from './erasure/erasure.ts';
import type { InterviewFact } from './interviews/interviews.ts';
import type { StandingFact } from './standing/standing.ts';
import type { VoiceFact } from './voice/voice.ts';

export interface VictimOpened {
  readonly type: 'VictimOpened';
  readonly victim: string;
  readonly agency: string;
  readonly civil: { readonly zone: string; readonly region: string };
  readonly playbook: { readonly id: string; readonly version: number; readonly hash: string };
}

export type VictimFact =
  | VictimOpened
  | StandingFact
  | ConsentFact
  | StatusRecorded
  | AgeFact
  | ChildFact
  | ContactFact
  | PaperFact
  | VoiceFact
  | InterviewFact
  | DisclosureFact
  | CareFact
  | DutyFact
  | ErasureFact;
export type VictimEvent = Recorded<VictimFact>;
