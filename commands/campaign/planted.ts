/** Stands in for a process's own entry: changes its sources as they are loaded, as the plant in PLANT says, then runs it. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { plants } from './plants.ts';

const name = process.env['PLANT'] ?? '';
const plant = plants[name];
if (plant === undefined) throw new Error(`there is no plant ${name}; there are ${Object.keys(plants).join(', ')}`);
const root = new URL('../../', import.meta.url);

registerHooks({
  load(url, context, next) {
    const changes = plant.changes.filter(({ file }) => url === new URL(file, root).href);
    if (changes.length === 0) return next(url, context);
    const source = changes.reduce((text, { find, put, file }) => {
      if (!text.includes(find)) throw new Error(`plant ${name}: ${file} has changed, and no longer has the place where this bug goes`);
      return text.replace(find, () => put);
    }, readFileSync(fileURLToPath(url), 'utf8'));
    return { format: 'module-typescript', source, shortCircuit: true };
  },
});

await import(new URL(plant.process === 'worker' ? 'activities/worker.ts' : 'api/server.ts', root).href);
