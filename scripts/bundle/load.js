// Runs a bundle beside this file. V8 takes the compiled code where it is from the same V8, and compiles where it is not.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { Script } = require('node:vm');

/** With `keep`, writes what has been compiled by the end of the process, for the next. */
module.exports = function load(name, { keep = false } = {}) {
  const file = `${__dirname}/${name}.js`;
  const compiled = `${__dirname}/${name}.compiled`;
  const cachedData = existsSync(compiled) ? readFileSync(compiled) : undefined;
  const script = new Script(wrap(readFileSync(file, 'latin1').replace(/^#!.*/, '')), { filename: file, cachedData });
  if (keep) process.once('exit', () => writeFileSync(compiled, script.createCachedData()));
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, __dirname);
};
