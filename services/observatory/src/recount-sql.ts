/**
 * The report counted a second time, in another way: slow SQL over the raw events, written from docs/observatory-counts.md and from no
 * line of the projections. Tables: `raw` (topic, line) as exported; parameters: `the_year`, `today`, `inhabitants` as macros.
 */
export const preparation = `
CREATE MACRO last_sunday(y, m) AS last_day(make_date(y, m, 1)) - CAST(dayofweek(last_day(make_date(y, m, 1))) AS INTEGER);
CREATE MACRO summer(t) AS t >= last_sunday(year(t), 3) + INTERVAL 1 HOUR AND t < last_sunday(year(t), 10) + INTERVAL 1 HOUR;
CREATE MACRO paris(t) AS t + CASE WHEN summer(t) THEN INTERVAL 2 HOUR ELSE INTERVAL 1 HOUR END;
CREATE MACRO instant(s) AS CAST(replace(s, 'Z', '') AS TIMESTAMP);
CREATE MACRO step_of(ms) AS CAST(power(2, greatest(0, floor(log2(greatest(ms, 1))) - 6)) AS BIGINT);
CREATE MACRO within_1_percent(ms) AS (ms // step_of(ms)) * step_of(ms) + step_of(ms) // 2;
CREATE TABLE e AS
  SELECT topic, agg, seq, type, t, paris(t) AS l, year(paris(t)) AS y, CAST(paris(t) AS DATE) AS d, data FROM (
    SELECT DISTINCT topic, (line->>'$.aggregateId') AS agg, CAST((line->>'$.seq') AS INTEGER) AS seq, (line->>'$.type') AS type,
      instant(line->>'$.at') AS t, (line->'$.data') AS data FROM raw);
CREATE TABLE nights AS SELECT CAST(make_date(the_year(), 1, 1) + CAST(n AS INTEGER) AS DATE) AS night FROM range(0, 366) r(n)
  WHERE year(make_date(the_year(), 1, 1) + CAST(n AS INTEGER)) = the_year() AND make_date(the_year(), 1, 1) + CAST(n AS INTEGER) < today();

-- Requests: one row each, with its way.
CREATE TABLE req AS
  SELECT q.agg, instant(coalesce((q.data->>'$.receivedAt'), strftime(q.t, '%Y-%m-%dT%H:%M:%S.%gZ'))) AS called, (q.data->>'$.danger') AS danger,
    CASE WHEN bool_or(x.type = 'WaitingListJoined') THEN 'waited' WHEN bool_or(x.type = 'PlacementOffered') THEN 'atOnce' ELSE 'unanswered' END AS stage,
    CASE WHEN bool_or(x.type = 'RequestWithdrawn') THEN 'withdrawn' WHEN bool_or(x.type = 'RequestReferred') THEN 'referred'
      WHEN bool_or(x.type = 'HouseholdStaysHome') THEN 'staysHome' WHEN bool_or(x.type = 'PlacementArrived') THEN 'arrived'
      WHEN bool_or(x.type = 'PlacementEnded') THEN 'neverArrived' WHEN bool_or(x.type = 'PlacementConfirmed') THEN 'placed' ELSE 'open' END AS outcome,
    min(CASE WHEN x.type = 'PlacementOffered' THEN x.t END) AS offered, min(CASE WHEN x.type = 'PlacementConfirmed' THEN x.t END) AS confirmed,
    min(CASE WHEN x.type = 'PlacementArrived' THEN x.seq END) AS arrived_seq,
    arg_min((x.data->>'$.reason'), x.seq) FILTER (x.type = 'RequestWithdrawn') AS why, arg_min((x.data->>'$.to'), x.seq) FILTER (x.type = 'RequestReferred') AS whither
  FROM e q JOIN e x ON x.topic = q.topic AND x.agg = q.agg WHERE q.type = 'PlacementRequested' GROUP BY ALL;
CREATE TABLE guests AS
  SELECT a.agg, a.y, arg_max((p.data->'$.party'), p.seq) AS party FROM req r
  JOIN e a ON a.topic = 'matching.events.v1' AND a.agg = r.agg AND a.seq = r.arrived_seq
  JOIN e p ON p.topic = a.topic AND p.agg = a.agg AND p.seq < a.seq AND p.type IN ('PlacementRequested', 'PlacementConfirmed', 'PlacementMoved')
  GROUP BY ALL;
CREATE TABLE took AS
  SELECT 'shelter.timeToOffer' AS figure, within_1_percent(greatest(0, date_diff('millisecond', called, offered))) AS ms FROM req WHERE year(paris(offered)) = the_year()
  UNION ALL
  SELECT 'shelter.timeToBed', within_1_percent(greatest(0, date_diff('millisecond', called, confirmed))) FROM req WHERE year(paris(confirmed)) = the_year();

-- Houses: what each was on a night, what each unit was, and who slept there.
CREATE TABLE house_said AS SELECT agg, seq, d, (data->>'$.details.kind') AS kind, (data->>'$.details.commune') AS commune FROM e
  WHERE type IN ('ShelterRegistered', 'ShelterDetailsChanged');
CREATE TABLE unit_said AS SELECT agg, (data->>'$.unitId') AS unit, seq, d, type, CAST((data->>'$.unit.beds') AS INTEGER) AS beds, (data->>'$.unit.sharing') AS sharing FROM e
  WHERE topic = 'capacity.events.v1' AND type IN ('UnitAdded', 'UnitChanged', 'UnitRemoved', 'UnitTakenOutOfService', 'UnitReturnedToService');
CREATE TABLE days AS SELECT night FROM nights UNION SELECT make_date(the_year(), 12, 31);
CREATE TABLE house_then AS SELECT night, agg, arg_max(kind, seq) AS kind, arg_max(commune, seq) AS commune FROM days JOIN house_said ON d <= night GROUP BY ALL;
CREATE TABLE life AS SELECT night, agg, unit, coalesce(max(seq) FILTER (type = 'UnitRemoved'), 0) AS gone FROM days JOIN unit_said ON d <= night GROUP BY ALL;
CREATE TABLE unit_then AS
  SELECT night, agg, unit, arg_max(beds, seq) FILTER (beds IS NOT NULL) AS beds, arg_max(sharing, seq) FILTER (beds IS NOT NULL) AS sharing,
    coalesce(arg_max(type, seq) FILTER (beds IS NULL AND seq > born), '') AS last_said FROM (
      SELECT l.night, l.agg, l.unit, s.*, min(s.seq) FILTER (s.beds IS NOT NULL) OVER (PARTITION BY l.night, l.agg, l.unit) AS born
      FROM life l JOIN unit_said s ON s.agg = l.agg AND s.unit = l.unit AND s.d <= l.night AND s.seq > l.gone)
  GROUP BY ALL HAVING beds IS NOT NULL;
CREATE TABLE beds_then AS SELECT u.night, u.agg, u.beds, u.sharing, h.kind, h.commune FROM unit_then u JOIN house_then h USING (night, agg)
  WHERE last_said <> 'UnitTakenOutOfService';
CREATE TABLE hold AS
  SELECT p.agg, (p.data->>'$.holdId') AS hold, p.seq, (SELECT sum(CAST((a->>'$.beds') AS INTEGER)) FROM (SELECT unnest(CAST((p.data->'$.allocations') AS JSON[])) AS a)) AS beds,
    (SELECT min(x.seq) FROM e x WHERE x.topic = p.topic AND x.agg = p.agg AND x.seq > p.seq AND (x.data->>'$.holdId') = (p.data->>'$.holdId')
      AND x.type IN ('HoldDeclined', 'HoldExpired', 'HoldReleased', 'HouseholdLeft')) AS ended,
    (SELECT min(x.seq) FROM e x WHERE x.topic = p.topic AND x.agg = p.agg AND x.seq > p.seq AND (x.data->>'$.holdId') = (p.data->>'$.holdId')
      AND x.type = 'HouseholdArrived') AS arrived,
    (SELECT min(x.seq) FROM e x WHERE x.topic = p.topic AND x.agg = p.agg AND x.seq > p.seq AND (x.data->>'$.holdId') = (p.data->>'$.holdId')
      AND x.type = 'HoldAccepted') AS accepted
  FROM e p WHERE p.type = 'PlaceHeld';
CREATE TABLE stay AS SELECT h.agg, h.beds, a.d AS since, z.d AS until FROM hold h
  JOIN e a ON a.topic = 'capacity.events.v1' AND a.agg = h.agg AND a.seq = h.arrived
  LEFT JOIN e z ON z.topic = 'capacity.events.v1' AND z.agg = h.agg AND z.seq = h.ended
  WHERE h.ended IS NULL OR h.arrived < h.ended;
CREATE TABLE night_count AS
  SELECT night, kind, 'available' AS what, sum(beds) AS beds FROM beds_then WHERE night IN (SELECT night FROM nights) GROUP BY ALL
  UNION ALL
  SELECT n.night, h.kind, 'occupied', sum(s.beds) FROM nights n JOIN stay s ON s.since <= n.night AND (s.until IS NULL OR n.night < s.until)
    JOIN house_then h ON h.night = n.night AND h.agg = s.agg GROUP BY ALL;

-- Children.
CREATE TABLE joined AS SELECT agg FROM e WHERE topic = 'child-followup.events.v1' AND type IN ('CaseJoined', 'CaseSeparated')
  GROUP BY agg HAVING arg_max(type, seq) = 'CaseJoined';
CREATE TABLE kid AS SELECT agg, y, CAST((data->>'$.ageYears') AS INTEGER) AS age, CASE (data->>'$.source.from') WHEN 'placement' THEN 'placement' ELSE (data->>'$.source.by') END AS source
  FROM e WHERE topic = 'child-followup.events.v1' AND type = 'CaseOpened'
  AND agg NOT IN (SELECT agg FROM joined);
CREATE TABLE task AS
  SELECT o.agg, (o.data->>'$.kind') AS kind, paris(instant(o.data->>'$.dueAt')) AS due,
    CASE arg_max(z.type, z.seq) WHEN 'TaskDone' THEN CASE WHEN arg_max(z.t, z.seq) <= instant(o.data->>'$.dueAt') THEN 'inTime' ELSE 'late' END
      WHEN 'TaskCancelled' THEN 'cancelled'
      ELSE CASE WHEN o.agg IN (SELECT agg FROM joined) THEN 'moved'
        WHEN CAST(paris(instant(o.data->>'$.dueAt')) AS DATE) < today() THEN 'overdue' ELSE 'notYetDue' END END AS state
  FROM e o LEFT JOIN e z ON z.topic = o.topic AND z.agg = o.agg AND z.type IN ('TaskDone', 'TaskCancelled', 'TaskReopened') AND (z.data->>'$.taskId') = (o.data->>'$.taskId')
  WHERE o.type = 'TaskOpened' GROUP BY o.agg, o.seq, o.data;

-- The ladder.
CREATE TABLE rung AS SELECT * FROM (VALUES ('none', 0), ('socialSurvey', 1), ('mediation', 2), ('probation', 3), ('hosting', 4), ('banOnApproach', 5)) v(rung, height);
CREATE TABLE session AS
  SELECT agg, (data->'$.programme') AS programme, paris(instant(data->>'$.startsAt')) AS l, CAST(coalesce((data->>'$.reached'), '0') AS INTEGER)
    + CAST(coalesce((data->>'$.to'), '0') AS INTEGER) - CAST(coalesce((data->>'$.from'), '0') AS INTEGER) AS reached, type = 'SessionHeld' AS held
  FROM e WHERE type IN ('SessionHeld', 'SessionCountCorrected');
`;

const by = (figure: string, key: string, from: string, what = 'count(*)') =>
  `SELECT '${figure}.' || ${key} AS figure, ${what} AS count FROM ${from} GROUP BY ALL`;
const of = (type: string, topic?: string) =>
  `e WHERE type = '${type}' AND y = the_year()${topic ? ` AND topic = '${topic}.events.v1'` : ''}`;
const data = (name: string) => `(data->>'$.${name}')`;

/** Each gives rows of (figure, count): parts only; totals are added up afterwards. */
export const partCounts: readonly string[] = [
  by(
    'victims.byCategory',
    data('category'),
    `e WHERE type = 'PersonTakenCareOf' AND CAST(${data('year')} AS INTEGER) = the_year()`,
  ),
  by(
    'victims.byMonth',
    "strftime(l, '%m')",
    `e WHERE type = 'PersonTakenCareOf' AND CAST(${data('year')} AS INTEGER) = the_year()`,
  ),
  by('victims.casesByDoor', data('door'), of('CaseOpened', 'support')),
  by('victims.casesByOpener', data('openedBy'), of('CaseOpened', 'support')),
  by('victims.closings', data('reason'), of('CaseClosed', 'support')),
  by('victims.screeningsByLevel', data('level'), of('ScreeningRecorded')),
  by('victims.screeningOutcomes', data('outcome'), of('ScreeningFollowed')),
  by('victims.counsellingOutcomes', data('outcome'), of('CounsellingEnded')),
  by('victims.appointments', data('as'), of('AppointmentEnded')),
  by('shelter.requestsByMonth', "strftime(paris(called), '%m')", 'req WHERE year(paris(called)) = the_year()'),
  by('shelter.requestsByDanger', 'danger', 'req WHERE year(paris(called)) = the_year()'),
  by('shelter.outcomes', 'outcome', 'req WHERE year(paris(called)) = the_year()'),
  by('shelter.withdrawals', 'why', 'req WHERE why IS NOT NULL AND year(paris(called)) = the_year()'),
  by('shelter.referrals', 'whither', 'req WHERE whither IS NOT NULL AND year(paris(called)) = the_year()'),
  by(
    'shelter.callsByWeekdayAndHour',
    "(isodow(paris(called)) || '-' || strftime(paris(called), '%H'))",
    'req WHERE year(paris(called)) = the_year()',
  ),
  by('shelter.sheltered', "'woman'", 'guests WHERE y = the_year()', "sum(CAST((party->>'$.women') AS INTEGER))"),
  by('shelter.sheltered', "'man'", 'guests WHERE y = the_year()', "sum(CAST((party->>'$.men') AS INTEGER))"),
  by('shelter.sheltered', "'child'", 'guests WHERE y = the_year()', "sum(json_array_length(party, '$.children'))"),
  by('shelter.refusals', data('reason'), of('HoldDeclined')),
  by(
    'shelter.refusals',
    "'unanswered'",
    `hold h JOIN e x ON x.topic = 'capacity.events.v1' AND x.agg = h.agg AND x.seq = h.ended
    WHERE x.type = 'HoldExpired' AND x.y = the_year() AND (h.accepted IS NULL OR h.accepted > h.ended) AND (h.arrived IS NULL OR h.arrived > h.ended)`,
  ),
  by(
    'children.casesByAge',
    "CASE WHEN age <= 2 THEN '0-2' WHEN age <= 5 THEN '3-5' WHEN age <= 10 THEN '6-10' WHEN age <= 14 THEN '11-14' ELSE '15-17' END",
    'kid WHERE y = the_year()',
  ),
  by('children.casesBySource', 'source', 'kid WHERE y = the_year()'),
  by(
    'children.firstContact',
    'state',
    "task WHERE kind = 'firstContact' AND state <> 'moved' AND year(due) = the_year()",
  ),
  by('children.tasks', 'state', "task WHERE state <> 'moved' AND year(due) = the_year()"),
  by(
    'children.worryingReports',
    `CASE ${data('urgent')} WHEN 'true' THEN 'urgent' ELSE 'notUrgent' END`,
    of('WorryingReportMade'),
  ),
  by('children.outcomes', data('reason'), of('CaseClosed', 'child-followup')),
  by('penal.filesByDoor', data('door'), of('FileOpened')),
  by('penal.measures', data('kind'), of('MeasureStarted')),
  by(
    'penal.furthest',
    'rung',
    `(SELECT f.agg, max(coalesce(r.height, 0)) AS height FROM e f LEFT JOIN e m ON m.topic = f.topic AND m.agg = f.agg AND m.type = 'MeasureStarted'
    LEFT JOIN rung r ON r.rung = (m.data->>'$.kind') WHERE f.type = 'FileOpened' AND f.y = the_year() GROUP BY f.agg) JOIN rung USING (height)`,
  ),
  by('penal.decisions', data('direction'), of('DecisionTaken')),
  by('penal.breachesByKind', data('kind'), of('MeasureBreached')),
  by('penal.breachesBySeverity', data('severity'), of('MeasureBreached')),
  by('penal.answers', data('as'), of('BreachAnswered')),
  by(
    'programmes.pupilsByLevel',
    "(programme->>'$.level')",
    "session WHERE (programme->>'$.kind') = 'school' AND year(l) = the_year()",
    'sum(reached)',
  ),
  by(
    'programmes.publicByForm',
    "(programme->>'$.form')",
    "session WHERE (programme->>'$.kind') = 'public' AND year(l) = the_year()",
    'sum(reached)',
  ),
  by(
    'programmes.professionalsByField',
    data('field'),
    "e WHERE type = 'ProfessionalTrained' AND year(paris(instant(data->>'$.lastSession'))) = the_year()",
  ),
  by(
    'programmes.professionalsBySubject',
    "(data->>'$.programme.subject')",
    "e WHERE type = 'ProfessionalTrained' AND year(paris(instant(data->>'$.lastSession'))) = the_year()",
  ),
  by(
    'programmes.therapySessionsByAudience',
    "(programme->>'$.audience')",
    "session WHERE held AND (programme->>'$.kind') = 'therapy' AND year(l) = the_year()",
  ),
  by('programmes.sessionsByKind', "(programme->>'$.kind')", 'session WHERE held AND year(l) = the_year()'),
  by('programmes.sessionsByMonth', "strftime(l, '%m')", 'session WHERE held AND year(l) = the_year()'),
];

const single = (figure: string, from: string, what = 'count(*)') =>
  `SELECT '${figure}' AS figure, ${what} AS count FROM ${from}`;
/** Counts that are no parts of a total. */
export const singleCounts: readonly string[] = [
  single('shelter.shelteredHouseholds', 'guests WHERE y = the_year()'),
  single('shelter.unsafeAlerts', of('PlacementUnsafe')),
  single('shelter.moves', of('PlacementMoved')),
  single('children.leadAlerts', of('LeadAlerted')),
  single(
    'penal.repeats',
    "(SELECT y, row_number() OVER (PARTITION BY agg ORDER BY seq) AS nth FROM e WHERE type = 'MeasureBreached') WHERE nth = 2 AND y = the_year()",
  ),
  single('penal.hosted', of('HostedPersonArrived')),
  single(
    'penal.hostedNights',
    `nights JOIN e a ON a.type = 'HostedPersonArrived' AND a.d <= night LEFT JOIN e z
    ON z.type = 'HostedPersonLeft' AND z.agg = a.agg AND (z.data->>'$.holdId') = (a.data->>'$.holdId') WHERE z.d IS NULL OR night < z.d`,
  ),
  single('penal.zonesSet', of('ZoneSet')),
  single('penal.zoneBreaches', of('ZoneBreached')),
  'SELECT figure, count(*) AS count FROM took GROUP BY ALL',
  `SELECT 'shelter.nights.' || kind || '.' || what AS figure, sum(beds) AS count FROM night_count GROUP BY ALL`,
  `SELECT 'shelter.nights.all.' || what AS figure, sum(beds) AS count FROM night_count GROUP BY ALL`,
  `SELECT 'shelter.nightsByMonth.' || strftime(night, '%m') || '.' || what AS figure, sum(beds) AS count FROM night_count GROUP BY ALL`,
  single('familyPlaces.needed', '(SELECT 1)', 'CAST(round(inhabitants() / 10000) AS INTEGER)'),
  single(
    'familyPlaces.there',
    "beds_then WHERE night = make_date(the_year(), 12, 31) AND kind = 'shelter' AND sharing = 'exclusive' AND beds >= 2",
  ),
  single(
    'familyPlaces.sharedBeds',
    "beds_then WHERE night = make_date(the_year(), 12, 31) AND kind = 'shelter' AND sharing = 'shared'",
    'coalesce(sum(beds), 0)',
  ),
  single(
    'familyPlaces.hotelBeds',
    "beds_then WHERE night = make_date(the_year(), 12, 31) AND kind = 'hotel'",
    'coalesce(sum(beds), 0)',
  ),
  `SELECT 'communes.' || commune || '.beds' AS figure, sum(beds) AS count FROM beds_then WHERE night = make_date(the_year(), 12, 31) GROUP BY ALL`,
  ...(
    [
      ['pupils', "(programme->>'$.kind') = 'school'", 'sum(reached)'],
      ['public', "(programme->>'$.kind') = 'public'", 'sum(reached)'],
      ['sessions', 'held', 'count(*)'],
    ] as const
  ).map(
    ([name, which, what]) =>
      `SELECT 'communes.' || (programme->>'$.commune') || '.${name}' AS figure, ${what} AS count FROM session WHERE ${which} AND year(l) = the_year() GROUP BY ALL`,
  ),
];

/** Values that are no counts: percentiles by nearest rank, shares and rates, from the counts in `counted` (figure, count). */
export const values: readonly string[] = [
  ...[50, 90, 99].map(
    (percent) => `SELECT figure || '.p${percent}' AS figure, min(ms) AS value FROM
      (SELECT figure, ms, row_number() OVER (PARTITION BY figure ORDER BY ms) AS rank, count(*) OVER (PARTITION BY figure) AS n FROM took)
      WHERE rank >= ceil(n * ${percent} / 100.0) GROUP BY figure`,
  ),
  `SELECT replace(o.figure, '.occupied', '.occupancy') AS figure, round(o.count * 10000.0 / a.count) / 10000 AS value FROM counted o
    JOIN counted a ON a.figure = replace(o.figure, '.occupied', '.available') WHERE o.figure LIKE 'shelter.nights%.occupied' AND a.count > 0`,
  `SELECT 'children.firstContactInTime' AS figure, round(sum(count) FILTER (figure LIKE '%.inTime') * 10000.0 / sum(count)) / 10000 AS value FROM counted
    WHERE figure IN ('children.firstContact.inTime', 'children.firstContact.late', 'children.firstContact.overdue')`,
  `SELECT 'familyPlaces.per10000' AS figure, round(count * 1000000.0 / inhabitants()) / 100 AS value FROM counted WHERE figure = 'familyPlaces.there'`,
];
