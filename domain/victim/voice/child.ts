/** Whether the rules for children hold for her. */
import type { Instant } from '../../facts.ts';
import type { VictimFile } from '../state.ts';

/** Rule R6: child rules hold until an age decision says otherwise. */
export const isChild = (_file: VictimFile, _now: Instant): boolean => true;
