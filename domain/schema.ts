/** What the commands of every ledger write alike. */
import { z } from 'zod';

/** Who somebody is, as the issuer of tokens calls them: one word. A name with an address is no id, and would stand in a ledger for ever. */
export const personId = z.string().regex(/^[\x21-\x7e]{1,120}$/);

/** A local day. There was no year 0, and the database knows none. */
export const day = z.iso.date().refine((text) => text >= '0001', 'lies in no year there was');
