import type { Board } from '@abri/contracts/board-api';
import classes from './board.module.css';
import { PlacementsChart, SpeedChart, WaitingChart } from './day-charts.js';
import { FlowChart } from './flow-chart.js';
import { HoursChart } from './hours-chart.js';

/** The hour, the day and the weeks behind the present moment, as charts. */
export function DayView({ board }: { board: Board }) {
  return (
    <div className={classes['day']}>
      <div className={classes['column']}>
        <FlowChart flow={board.flow} />
        <HoursChart callsByHour={board.callsByHour} />
      </div>
      <div className={classes['column']}>
        <PlacementsChart placementsByMinute={board.placementsByMinute} />
        <WaitingChart board={board} />
        <SpeedChart board={board} />
      </div>
    </div>
  );
}
