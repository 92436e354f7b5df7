import { parser } from '@prometheus-io/lezer-promql';

/** One metric that an expression reads, with every label that it is asked for: selected by, or summed by. */
export interface Read {
  metric: string;
  labels: string[];
}
type Node = ReturnType<typeof parser.parse>['topNode'];

/** The metrics that a PromQL expression reads. Throws with the place where it is none. */
export function readsOf(expression: string): Read[] {
  const tree = parser.parse(expression);
  const found: { node: Node; metric: string; labels: string[] }[] = [];
  const text = (node: Node) => expression.slice(node.from, node.to);
  tree.iterate({
    enter({ node, type }) {
      if (type.isError) throw new Error(`no PromQL at ${node.from}: ${expression}`);
      if (type.name !== 'VectorSelector') return;
      const name = node.getChild('Identifier');
      if (!name) throw new Error(`a metric without a name in ${expression}`);
      const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
      const labels = matchers.flatMap((matcher) => matcher.getChildren('LabelName')).map(text);
      found.push({ node, metric: text(name), labels });
    },
  });
  for (const { node, labels } of found)
    for (let outer = node.parent; outer; outer = outer.parent) {
      const summed = outer.getChild('AggregateModifier')?.getChild('GroupingLabels')?.getChildren('LabelName') ?? [];
      labels.push(...summed.map(text));
    }
  return found.map(({ metric, labels }) => ({ metric, labels: [...new Set(labels)] }));
}
