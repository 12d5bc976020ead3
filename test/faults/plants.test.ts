/** The bugs that `campaign -- faults --plant` plants must still find the place in the code where they go, or the proof that the campaign sees them has rotted. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plants } from '../../commands/campaign/plants.ts';

describe.each(Object.entries(plants))('%s', (_name, { changes }) => {
  it.each(changes)('has its place in $file', ({ file, find }) => {
    expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').split(find)).toHaveLength(2);
  });
});
