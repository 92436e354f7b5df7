/** The colours of a chart, as the page has them now: light or dark. */
export interface Palette {
  text: string;
  dimmed: string;
  line: string;
  surface: string;
  /** Series, the first one first. Told apart by pattern, dash or label as well. */
  series: readonly [string, string, string, string];
  /** From few to many. */
  ramp: readonly string[];
}

/** Reads the palette from the page's own variables. */
export function paletteOf(style: CSSStyleDeclaration, dark: boolean): Palette {
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    text: of('--mantine-color-text'),
    dimmed: of('--mantine-color-dimmed'),
    line: of('--abri-line'),
    surface: of('--abri-surface'),
    series: [of('--abri-free'), of('--abri-held'), of('--abri-occupied'), of('--abri-out')],
    ramp: dark
      ? ['#1b2a2f', '#1b5458', '#257176', '#3a9597', '#9adcd9']
      : ['#eef2f1', '#a7d1cf', '#6bb0ae', '#2f8587', '#0d484d'],
  };
}
