// One jest for the whole repository: unit and property tests beside the code (*.test.ts),
// tests on the real broker and database in *.it.ts, browser tests in *.e2e.ts.
const base = {
  rootDir: __dirname,
  // Looking through the rest, node_modules above all, took a sixth of a short run.
  roots: ['cdk8s', 'libs', 'load-tests', 'scripts', 'services'].map((folder) => `<rootDir>/${folder}`),
  transform: {
    '^.+\\.(t|j)sx?$|\\.mjs$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(jose|@apidevtools/json-schema-ref-parser|d3-array|d3-geo|double-metaphone|hyparquet|hyparquet-writer|internmap|openid-client|oauth4webapi|oidc-provider|@etalab)/)',
  ],
  moduleNameMapper: {
    '^@abri/(contracts|service-kit|aggregate|bus|geo|local-stack|personal-data|district-year)/(.*)$':
      '<rootDir>/libs/$1/src/$2',
    // The simulator runs the services' own code: built, it takes what they build; in tests, their sources.
    '^@abri/(capacity|matching)-service/dist/(.*)\\.js$': '<rootDir>/services/$1/src/$2',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '/.abri/'],
  testEnvironment: 'node',
};
module.exports = {
  // A test that hangs ends; a slow machine does not fail one.
  testTimeout: 60_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{libs,services}/*/{src,test}/**/*.test.ts?(x)',
        '<rootDir>/{cdk8s,load-tests,scripts/security}/{src,test}/**/*.test.ts',
      ],
    },
    {
      ...base,
      displayName: 'integration',
      testMatch: [
        '<rootDir>/{libs,services}/*/{src,test}/**/*.it.ts',
        '<rootDir>/{cdk8s,scripts/security}/{src,test}/**/*.it.ts',
      ],
    },
    // Of the Helm chart, by helm itself: HELM_PATH, KUBE_SCORE_PATH.
    { ...base, displayName: 'charts', testMatch: ['<rootDir>/cdk8s/test/**/*.chart.ts'] },
    { ...base, displayName: 'browser', testMatch: ['<rootDir>/services/web/test/**/*.e2e.ts'] },
  ],
};
