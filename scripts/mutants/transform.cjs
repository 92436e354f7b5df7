'use strict';
// Jest's transform with one guard taken out: the source on disk is never touched.
const swc = require('@swc/jest');

const mutant = JSON.parse(process.env.ABRI_MUTANT ?? 'null');
const mutate = (source, file) => {
  if (!mutant || !file.replaceAll('\\', '/').endsWith(`/${mutant.file}`)) return source;
  if (source.split(mutant.guard).length !== 2) throw new Error(`the guard is not there exactly once in ${mutant.file}`);
  return source.replace(mutant.guard, () => mutant.without);
};

module.exports = {
  createTransformer(options) {
    const plain = swc.createTransformer(options);
    return {
      process: (source, file, o) => plain.process(mutate(source, file), file, o),
      getCacheKey: (source, file, o) => plain.getCacheKey(mutate(source, file), file, o),
    };
  },
};
