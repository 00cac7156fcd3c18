import { fieldsOf, readFields, type InputSchema } from './fields';

const SCHEMA: InputSchema = {
  type: 'object',
  properties: {
    customer: { type: 'string', title: 'Who it is for' },
    limit: { type: 'integer', default: 5 },
    express: { type: 'boolean' },
    size: { enum: ['small', 2] },
    extra: { type: 'object' },
  },
  required: ['customer'],
};

describe('the form of a definition', () => {
  it('has a field for each input, of the kind that its schema says', () => {
    const fields = fieldsOf(SCHEMA).map(({ label, kind, isRequired, initial }) => [label, kind, isRequired, initial]);
    expect(fields).toEqual([
      ['Who it is for', 'text', true, ''],
      ['limit', 'number', false, '5'],
      ['express', 'yes-or-no', false, ''],
      ['size', 'choice', false, ''],
      ['extra', 'json', false, ''],
    ]);
  });

  it('gives values of their types, and none for a field that is empty', () => {
    const texts = { customer: '007', limit: '3', express: 'false', size: '2', extra: '{"a":[1]}' };
    expect(readFields(fieldsOf(SCHEMA), texts).values).toEqual({
      customer: '007',
      limit: 3,
      express: false,
      size: 2,
      extra: { a: [1] },
    });
    expect(readFields(fieldsOf(SCHEMA), { limit: '' })).toEqual({ values: {}, faults: [], isComplete: false });
  });

  it('says which field cannot be read', () => {
    const { values, faults } = readFields(fieldsOf(SCHEMA), { limit: '3x', extra: '{' });
    expect(values).toEqual({});
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/inputs/limit', '/inputs/extra']);
  });
});
