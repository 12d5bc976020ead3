/** What keeps the pages plain and safe, whatever a template says. */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { render } from '../../api/pages/render.ts';
import { assets, style } from '../../api/pages/style.ts';

const folder = new URL('../../api/pages/templates/', import.meta.url);
const templates = readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), 'utf8')] as const);

describe('the templates', () => {
  it.each(templates)('%s puts nothing in unescaped, and carries no script, style or address of elsewhere', (_file, text) => {
    expect(text).not.toMatch(/\|\s*safe|\bhtml\s*:|autoescape|<script|\sstyle=|\son\w+=|https?:\/\//i);
  });

  it('show what somebody wrote as they wrote it', () => {
    const evil = '<img src=x onerror=alert(1)>"\'{{ 7*7 }}';
    const page = render('problem', { title: evil, text: evil });
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;{{ 7*7 }}');
  });
});

describe('the look', () => {
  it('leaves the typeface, crown and crest to the Crown, and loads nothing from elsewhere', () => {
    const css = style.bytes.toString('utf8');
    expect([...css.matchAll(/GDS Transport|url\([^)]*\)|sourceMappingURL/g)].map(([found]) => found).filter((found) => !found.startsWith('url(/assets/noto-sans'))).toEqual([]);
    expect(css.includes('font-family:Noto Sans Arabic')).toBe(true);
  });

  it('is small enough for an old phone: style and the two usual typefaces below 70 KB', () => {
    const usual = assets.filter(({ path }) => /noto-sans-latin-\d/.test(path));
    expect(usual).toHaveLength(2);
    expect((style.zipped?.length ?? 0) + usual.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(70_000);
  });
});
