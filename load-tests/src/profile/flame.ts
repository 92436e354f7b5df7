import type { Frame } from './stacks.js';

const rowPx = 17;
const widthPx = 1_200;
const smallestPx = 1.2;
const palette = ['#f0b67f', '#8fb8de', '#9fd8a0', '#e6a5c0', '#d9d37a', '#b5a7dc', '#8fd3cf', '#e39a8b'];

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** Draws a flame graph as SVG: width is processor time, callers stand over what they call, colour is whose code it is. */
export function flameGraph(root: Frame, title: string): string {
  const owners = new Map<string, string>();
  const colourOf = (owner: string) => {
    const known = owners.get(owner);
    if (known) return known;
    const colour = palette[owners.size % palette.length] ?? '#cccccc';
    owners.set(owner, colour);
    return colour;
  };
  const boxes: string[] = [];
  let deepest = 0;
  const draw = (frame: Frame, x: number, depth: number) => {
    const width = (frame.ms / root.ms) * widthPx;
    if (width < smallestPx) return;
    deepest = Math.max(deepest, depth);
    const y = 30 + depth * rowPx;
    const share = ((frame.ms / root.ms) * 100).toFixed(1);
    const label = `${frame.name} (${frame.owner})`;
    const shown = width < 40 ? '' : label.slice(0, Math.floor(width / 6.2));
    boxes.push(
      `<g><title>${escaped(label)}: ${share} %</title><rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${rowPx - 1}" fill="${colourOf(frame.owner)}"/>` +
        (shown ? `<text x="${(x + 3).toFixed(1)}" y="${y + 12}">${escaped(shown)}</text>` : '') +
        '</g>',
    );
    let at = x;
    for (const child of frame.children) {
      draw(child, at, depth + 1);
      at += (child.ms / root.ms) * widthPx;
    }
  };
  draw(root, 0, 0);
  const height = 30 + (deepest + 1) * rowPx + 6;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${height}" viewBox="0 0 ${widthPx} ${height}" font-family="sans-serif" font-size="11">` +
    `<rect width="100%" height="100%" fill="#ffffff"/><text x="4" y="18" font-size="14">${escaped(title)}</text>${boxes.join('')}</svg>\n`
  );
}
