/** What must be done before an entry can run: install packages, run their two needed scripts, generate the database client. */
export function whatIsMissing(root: string): { packages: boolean; binaries: boolean; client: boolean };
/** What happened, then the way out, for what npm said. `freeBytes`: the room left on the disk, if known. */
export function explainFailure(output: string, freeBytes: number | undefined): [string, string];
