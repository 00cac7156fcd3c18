const { default: Sequencer } = require('@jest/test-sequencer');

/** By how long their files take: one that was started last would run on alone. */
const LONGEST_FIRST = ['slow', 'ci', 'e2e', 'postgres', 'integration', 'unit'];

/** Within a project, files are in the order that Jest chooses: by how long they took the last time, or by their size. */
module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ context }) => LONGEST_FIRST.indexOf(context.config.displayName?.name);
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
