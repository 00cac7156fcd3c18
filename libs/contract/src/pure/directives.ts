/** Members of an input that stand for something else. */
export const DIRECTIVES = ['$fromState', '$fromItem', '$index', '$stateURL', '$secret', '$literal', '$format'] as const;
