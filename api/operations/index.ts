/** Table of contents: every operation of the API. One that is not listed here does not exist. */
import type { Operation } from '../route.ts';
import { actOnCase } from './act-on-case.ts';
import { actOnHandOff } from './act-on-hand-off.ts';
import { actOnStep } from './act-on-step.ts';
import { addStep } from './add-step.ts';
import { launchCase } from './launch-case.ts';
import { listCases } from './list-cases.ts';
import { listClocks } from './list-clocks.ts';
import { proposeHandOff } from './propose-hand-off.ts';
import { readCase } from './read-case.ts';
import { readHandOff } from './read-hand-off.ts';
import { readInbox } from './read-inbox.ts';
import { readLive } from './read-live.ts';
import { readPacket } from './read-packet.ts';
import { readStalled } from './read-stalled.ts';
import { readStep } from './read-step.ts';
import { readTimeline } from './read-timeline.ts';
import { sendReadinessNotice } from './send-readiness-notice.ts';

export const operations: readonly Operation[] = [
  launchCase, listCases, readCase, actOnCase, sendReadinessNotice, readTimeline, readLive, readPacket,
  readStep, actOnStep, addStep,
  proposeHandOff, readHandOff, actOnHandOff,
  readInbox, listClocks, readStalled,
];
