/** The look: GOV.UK and MoJ Frontend without what is the Crown's alone (typeface, crown, crest), set in Noto Sans. All of it is served from here. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

export interface Asset {
  /** Its content stands in its name, so that it may be kept for ever. */
  readonly path: string;
  readonly type: string;
  readonly bytes: Buffer;
  /** The same, compressed; only where that is worth while. Nothing that is anybody's own is ever compressed. */
  readonly zipped?: Buffer;
}

const read = (path: string): Buffer => readFileSync(new URL(`../../node_modules/${path}`, import.meta.url));

function asset(name: string, extension: string, type: string, bytes: Buffer): Asset {
  const mark = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return { path: `/assets/${name}-${mark}.${extension}`, type, bytes, ...(extension === 'css' && { zipped: gzipSync(bytes, { level: 9 }) }) };
}

interface Face {
  readonly family: string;
  readonly weight: 400 | 700;
  /** Which signs it has: a browser fetches it only for these. */
  readonly range: string;
  readonly font: Asset;
}

const latin = 'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD';
const latinMore = 'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF';
const arabic = 'U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,U+08E3-08FF,U+200C-200E,U+2010-2011,U+204F,U+2E41,U+FB50-FDFF,U+FE70-FE74,U+FE76-FEFC';

function face(package_: 'noto-sans' | 'noto-sans-arabic', subset: string, weight: 400 | 700, range: string): Face {
  const font = asset(`${package_}-${subset}-${weight}`, 'woff2', 'font/woff2', read(`@fontsource/${package_}/files/${package_}-${subset}-${weight}-normal.woff2`));
  return { family: package_ === 'noto-sans' ? 'Noto Sans' : 'Noto Sans Arabic', weight, range, font };
}

const faces: readonly Face[] = ([400, 700] as const).flatMap((weight) => [
  face('noto-sans', 'latin', weight, latin), face('noto-sans', 'latin-ext', weight, latinMore), face('noto-sans-arabic', 'arabic', weight, arabic),
]);

const ours = `
body{font-family:Noto Sans,Noto Sans Arabic,arial,sans-serif}
.tl-lines{margin-bottom:20px}
.tl-step{border-left:5px solid #1d70b8;padding-left:15px;margin-bottom:30px}
.tl-step--waits{border-left-color:#cecece}
.tl-step--late{border-left-color:#ca3535}
.tl-main{max-width:44em}
.tl-name{font-weight:700;font-size:1.1875rem;line-height:1.3;color:#fff;text-decoration:none;display:inline-block;padding:10px 0}
.tl-name:focus{color:#0b0c0c;background:#fd0;outline:3px solid transparent}
.tl-head{background:#0b0c0c;border-bottom:8px solid #1d70b8}
.tl-who{color:#fff;margin:0;padding:10px 0}
.tl-head__row{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;column-gap:20px}
.tl-who button{background:none;border:0;padding:0;font:inherit;color:#fff;text-decoration:underline;cursor:pointer;min-height:24px}
.tl-who button:focus{color:#0b0c0c;background:#fd0;outline:3px solid transparent}
.tl-written{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.9375rem;line-height:1.4;white-space:pre;overflow:auto}
.tl-foot{border-top:1px solid #cecece;margin-top:40px;padding:20px 0}
.tl-broken li{overflow-wrap:anywhere}
.tl-matrix{table-layout:fixed}
@media (max-width:40.0525em){.tl-matrix,.tl-matrix tbody,.tl-matrix tr,.tl-matrix th,.tl-matrix td{display:block}.tl-matrix thead{display:none}.tl-matrix th,.tl-matrix td{border:0;padding:2px 0}.tl-matrix tr{border-bottom:1px solid #cecece;padding:8px 0}.tl-matrix td:before{content:attr(data-head) ": ";color:#484949}}
.tl-source{display:block;margin-bottom:5px}
.tl-mark{text-align:center;padding-right:5px}
.tl-map{display:block;max-width:100%;height:auto;margin-bottom:20px}
body,main,table,dd,dt,p,li,a,button{overflow-wrap:break-word}
@media print{.tl-head,.tl-foot,nav,.govuk-skip-link,.govuk-button,form{display:none}.tl-step{break-inside:avoid}}
`;

/** Their typeface is licensed to gov.uk alone; their pictures we have no use for. */
const freed = (css: string): string =>
  css.replace(/@charset "UTF-8";|\/\*# sourceMapping[^*]*\*\//g, '').replace(/@font-face\{[^}]*\}/g, '').replace(/url\(\/assets\/[^)]*\)/g, 'none').replaceAll('GDS Transport,arial', 'Noto Sans,Noto Sans Arabic,arial');

const fontFaces = faces.map(({ family, weight, range, font }) => `@font-face{font-family:${family};font-style:normal;font-weight:${weight};font-display:swap;src:url(${font.path}) format("woff2");unicode-range:${range}}`);
const sheet = [
  '@charset "UTF-8";', ...fontFaces,
  freed(read('@ministryofjustice/frontend/moj/moj-frontend.min.css').toString('utf8')), freed(read('govuk-frontend/dist/govuk/govuk-frontend.min.css').toString('utf8')), ours,
].join('');

export const style = asset('throughline', 'css', 'text/css; charset=utf-8', Buffer.from(sheet));
export const icon = asset('line', 'svg', 'image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" fill="#0b0c0c"/><path d="M2 8h12" stroke="#fff" stroke-width="2"/><circle cx="8" cy="8" r="3" fill="#fff"/></svg>'));
export const assets: readonly Asset[] = [style, icon, ...faces.map(({ font }) => font)];
