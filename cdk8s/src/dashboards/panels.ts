import { VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DashboardCursorSync,
  DatasourceVariableBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as LinesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

/** One line or several by label: what is asked of Prometheus, and how it is called. */
export interface Query {
  expr: string;
  legend?: string;
  /** Whether the traces behind the measurements are shown as points. */
  exemplars?: boolean;
}
/** One picture: lines over time, or the number of now. `unit` is Grafana's name of it. */
export interface Panel {
  title: string;
  why: string;
  unit: string;
  queries: readonly Query[];
  now?: boolean;
}
/** A page of Grafana. Twelve panels are a page that is still read. */
export interface Page {
  uid: string;
  title: string;
  panels: readonly Panel[];
}

const prometheus = { type: 'prometheus', uid: '${prometheus}' };

/** The page as Grafana loads it. Which Prometheus it asks is chosen on the page. */
export function dashboard({ uid, title, panels }: Page): object {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .tags(['abri'])
    .time({ from: 'now-6h', to: 'now' })
    .refresh('30s')
    .readonly()
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .withVariable(new DatasourceVariableBuilder('prometheus').label('Prometheus').type('prometheus'));
  for (const panel of panels) builder.withPanel(picture(panel));
  return builder.build();
}

function picture({ title, why, unit, queries, now = false }: Panel) {
  const builder = now
    ? new StatBuilder().span(6).height(5)
    : new LinesBuilder().span(12).height(8).fillOpacity(8).min(0);
  if (builder instanceof LinesBuilder) builder.legend(new VizLegendOptionsBuilder().showLegend(true));
  builder.title(title).description(why).unit(unit).datasource(prometheus);
  queries.forEach(({ expr, legend = '', exemplars = false }, at) => {
    const query = new DataqueryBuilder()
      .refId(String.fromCharCode(65 + at))
      .expr(expr)
      .legendFormat(legend);
    builder.withTarget(now ? query.instant() : query.range().exemplar(exemplars));
  });
  return builder;
}
