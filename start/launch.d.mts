/** What must be done before an entry can run: install packages, run their two needed scripts, generate the database client. */
export function whatIsMissing(root: string): { packages: boolean; binaries: boolean; client: boolean };
/** What happened, then the way out, for what npm said. `freeBytes`: the room left on the disk, if known. */
export function explainFailure(output: string, freeBytes: number | undefined): [string, string];
/** How to run npm so that it does not depend on what it is about to delete; `process` gives both. */
export function npmCommand(root: string, from: { readonly execPath: string; readonly env: Readonly<Record<string, string | undefined>> }): {
  readonly command: string;
  readonly before: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
};
