/** Erasing what lies under her keys, and what forbids it. Whoever asks names a basis in a code; nobody is asked for a reason in words. */
import { z } from 'zod';

/** Why: GDPR Art. 17(1)(a) no longer needed, (b) consent withdrawn, (d) unlawful processing, (e) a legal duty to erase; and the end of a retention period. */
export const erasureBases = ['NO_LONGER_NEEDED', 'CONSENT_WITHDRAWN', 'UNLAWFUL_PROCESSING', 'LEGAL_DUTY', 'RETENTION_OVER'] as const;
/** What forbids it: GDPR Art. 17(3)(b) a legal duty or official authority, (e) legal claims; an order of a court; what the prosecution must disclose. */
export const holdBases = ['LEGAL_CLAIM', 'COURT_ORDER', 'CRIMINAL_PROCEEDINGS', 'DISCLOSURE_DUTY', 'OFFICIAL_AUTHORITY'] as const;

export const erasureActs = [
  z.strictObject({ act: z.literal('place-hold'), hold: z.uuid(), basis: z.enum(holdBases) }),
  z.strictObject({ act: z.literal('lift-hold'), hold: z.uuid() }),
  z.strictObject({ act: z.literal('request-erasure'), erasure: z.uuid(), basis: z.enum(erasureBases) }),
  z.strictObject({ act: z.literal('cancel-erasure'), erasure: z.uuid() }),
  /** The last approval that is needed destroys the keys, in the same transaction. */
  z.strictObject({ act: z.literal('approve-erasure'), erasure: z.uuid() }),
] as const;
export type ErasureAct = z.infer<(typeof erasureActs)[number]>;
