/** Templates to markup. Every value is escaped where it is put in: no template may say otherwise (test/pages/templates.test.ts). */
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { icon, style } from './style.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const packages = folder('../../node_modules/');
const loader = new nunjucks.FileSystemLoader([folder('./templates/'), `${packages}govuk-frontend/dist`, `${packages}@ministryofjustice/frontend`], { noCache: false });
const environment = new nunjucks.Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true });
environment.addGlobal('style', style.path);
environment.addGlobal('icon', icon.path);

export const render = (template: string, data: object): string => environment.render(`${template}.njk`, data);
