import { defaultValues } from '../src/values.js';
import { installed, longestRelease, plainResources } from '../src/write-chart.js';
import { lint, render, type Resource } from './helm.js';
import { installations } from './installations.js';

const byName = (resources: readonly Resource[]) =>
  Object.fromEntries(resources.map((resource) => [`${resource.kind}/${resource.metadata.name}`, resource]));

describe.each(Object.entries(installations))('%s', (_, values) => {
  it('passes helm lint', () => {
    expect(lint(values)).toContain('0 chart(s) failed');
  });

  it('is rendered by helm as cdk8s writes it without helm', () => {
    const where = { release: 'winter', namespace: 'abri-nord' };
    const plain = plainResources({ ...where, values: installed(values) }) as Resource[];
    const rendered = render(values, where);
    expect(byName(rendered)).toEqual(byName(plain));
    expect(rendered).toHaveLength(plain.length);
  });

  it('can be installed twice in one namespace: no name twice, nothing of the whole cluster', () => {
    const [one, two] = ['one', 'two'].map((release) => byName(render(values, { release })));
    const both = Object.keys(one ?? {}).filter((name) => name in (two ?? {}));
    expect(both).toEqual([]);
    const clusterWide = /^(Cluster|CustomResource|Namespace$|PersistentVolume$|PriorityClass|.*WebhookConfiguration)/;
    expect(Object.values(one ?? {}).filter(({ kind }) => clusterWide.test(kind))).toEqual([]);
  });

  it('selects only its own pods', () => {
    const selectors = JSON.stringify(render(values, { release: 'one' })).match(/"matchLabels":\{[^}]*\}/g) ?? [];
    const ours = selectors.filter((selector) => selector.includes('app.kubernetes.io/name'));
    expect(ours.length).toBeGreaterThan(20);
    expect(ours.filter((selector) => !selector.includes('"app.kubernetes.io/instance":"one"'))).toEqual([]);
  });
});

it('refuses a value that it does not know, and one that cannot be', () => {
  expect(() => render({ gatway: { replicas: 2 } })).toThrow(/gatway/);
  expect(() => render({ capacity: { replicas: -1 } })).toThrow(/replicas/);
  expect(() => render({ kafka: { mode: 'rabbit' } })).toThrow(/mode/);
});

it('refuses a name that Kubernetes would refuse with the longest part behind it', () => {
  expect(render({}, { release: 'a'.repeat(longestRelease) }).every(({ metadata }) => metadata.name.length <= 63)).toBe(
    true,
  );
  expect(() => render({}, { release: 'a'.repeat(longestRelease + 1) })).toThrow(/at most 40 characters/);
});

it('refuses a route that hangs on nothing', () => {
  expect(() => render({ route: { enabled: true } })).toThrow(/route\.parentRefs/);
  expect(() => render({ route: { gateway: { create: true } } })).toThrow(/className/);
});

it('has the values of its own file as defaults', () => {
  expect(byName(render({}))).toEqual(byName(render(defaultValues)));
});
