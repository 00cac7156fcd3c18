const asyncHooks = require('node:async_hooks');
const { createRequire, isBuiltin } = require('node:module');
const { sep } = require('node:path');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const PACKAGES = `${sep}node_modules${sep}`;

/** By source: a worker compiles a module once, however many files load it. */
const compiled = new Map();

/**
 * Leaves packages to Node, which loads them once per worker and as production does; our own modules are still evaluated
 * for each file, so that no file sees what another did to them.
 */
class WorkerRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    const { executor } = this.cjsLoader;
    if (typeof executor?.compile !== 'function') throw new Error('jest-runtime compiles modules elsewhere now');
    this.storages = [];
    this.asyncHooks = { ...asyncHooks, AsyncLocalStorage: trackedStorage(this.storages) };
    executor.compile = (source, filename) => compile(source, filename, executor.injectedModuleParameters);
  }

  requireModule(from, moduleName, options, isRequireActual) {
    if (moduleName === 'node:async_hooks' || moduleName === 'async_hooks') return this.asyncHooks;
    if (!options?.isInternalModule) {
      if (moduleName === undefined && from.includes(PACKAGES)) return require(from);
      if (moduleName !== undefined && isPackage(from, moduleName)) return createRequire(from)(moduleName);
    }
    return super.requireModule(from, moduleName, options, isRequireActual);
  }

  teardown() {
    for (const storage of this.storages) storage.disable();
    super.teardown();
  }
}

/** Each file loads Jest's own storage anew. One that is not disabled makes every promise of the files after it dearer. */
function trackedStorage(storages) {
  return class extends asyncHooks.AsyncLocalStorage {
    constructor(...args) {
      super(...args);
      storages.push(this);
    }
  };
}

function isPackage(from, name) {
  return !isBuiltin(name) && (from.includes(PACKAGES) || /^[@a-z]/i.test(name));
}

function compile(source, filename, parameters) {
  const known = compiled.get(filename);
  if (known?.source === source) return known.run;
  const run = compileFunction(source, parameters, { filename });
  compiled.set(filename, { source, run });
  return run;
}

module.exports = WorkerRuntime;
module.exports.default = WorkerRuntime;
