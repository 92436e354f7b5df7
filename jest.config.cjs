// One jest for the whole repository: unit and property tests beside the code (*.test.ts),
// tests on the real broker and database in *.it.ts, browser tests in *.e2e.ts.
const base = {
  rootDir: __dirname,
  transform: {
    '^.+\\.(t|j)sx?$|\\.mjs$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(jose|d3-array|d3-geo|double-metaphone|internmap|openid-client|oauth4webapi|oidc-provider|@etalab)/)',
  ],
  moduleNameMapper: {
    '^@abri/(contracts|service-kit|aggregate|bus|geo|local-stack|personal-data)/(.*)$': '<rootDir>/libs/$1/src/$2',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '/.abri/'],
  testEnvironment: 'node',
};
module.exports = {
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{libs,services}/*/{src,test}/**/*.test.ts?(x)',
        '<rootDir>/{cdk8s,load-tests}/{src,test}/**/*.test.ts',
      ],
    },
    { ...base, displayName: 'integration', testMatch: ['<rootDir>/{libs,services}/*/{src,test}/**/*.it.ts'] },
    { ...base, displayName: 'browser', testMatch: ['<rootDir>/services/web/test/**/*.e2e.ts'] },
  ],
};
