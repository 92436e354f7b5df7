import classes from './chart.module.css';

/** A table's head and rows; the first cell of a row names it. Cells are shown as they are. */
export interface TableData {
  head: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

/** The figures behind a chart. It scrolls by itself, also by keyboard. */
export function DataTable({ data, label }: { data: TableData; label: string }) {
  return (
    <div className={classes['scroll']} role="group" aria-label={label} tabIndex={0}>
      <table className={classes['table']}>
        <thead>
          <tr>
            {data.head.map((name, at) => (
              <th key={at} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map(([name, ...cells], at) => (
            <tr key={at}>
              <th scope="row">{name}</th>
              {cells.map((cell, column) => (
                <td key={column} className="num">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
