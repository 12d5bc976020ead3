/** Tells an outage of the database, which passes, from a mistake of ours, which does not. */

/** Classes of SQLSTATE: connection, resources, operator intervention; and codes: lock and statement time-outs, conflicts of two transactions. */
const passing = /^(08|53|57)|^(55P03|40001|40P01|25P03)$/;
const passingNames = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034']);
/** The driver gives no code for these. */
const passingWords = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout)/;

export function isOutage(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (passingWords.test(at.message) || codesOf(at).some((code) => passing.test(code) || passingNames.has(code))) return true;
  }
  return false;
}

/** Prisma keeps the driver's code in `meta` or in the cause's `originalCode`. */
function codesOf(error: Error): string[] {
  const { code, originalCode, kind, meta } = error as Error & Readonly<Record<'code' | 'originalCode' | 'kind' | 'meta', unknown>>;
  const driver = (meta as { driverAdapterError?: { cause?: Readonly<Record<string, unknown>> } } | undefined)?.driverAdapterError?.cause;
  const found = [code, originalCode, driver?.['originalCode'], driver?.['code']].filter((each) => typeof each === 'string');
  return [kind, driver?.['kind']].includes('DatabaseNotReachable') || [kind, driver?.['kind']].includes('ConnectionClosed') ? [...found, 'P1001'] : found;
}
