import { IsIn, IsString, MaxLength } from 'class-validator';
import { AnyObject, Nested, NestedList, Text, WholeNumber } from './fields';
import { validateDto } from './validate-dto';

class Wheel {
  @WholeNumber({ min: 1, max: 30, required: true })
  inches!: number;
}

class Vehicle {
  @Text({ minLength: 1 })
  name = 'nameless';

  @IsIn(['red', 'blue'])
  colour = 'red';

  @IsString({ each: true })
  @MaxLength(3, { each: true })
  plates: string[] = [];

  @AnyObject()
  papers?: object;
}

class Car extends Vehicle {
  @NestedList(() => Wheel, { max: 4 })
  wheels?: Wheel[];

  @Nested(() => Car)
  towing?: Car;
}

const faultsOf = (plain: unknown) => validateDto(Car, plain).faults.map(({ pointer, message }) => [pointer, message]);

describe('a DTO class', () => {
  it('makes instances of itself and of what it nests, with its defaults', () => {
    const { value, faults } = validateDto(Car, { towing: { name: 'trailer', wheels: [{ inches: 13 }] } });
    expect(faults).toEqual([]);
    expect(value).toBeInstanceOf(Car);
    expect(value.towing).toBeInstanceOf(Car);
    expect(value.towing?.wheels?.[0]).toBeInstanceOf(Wheel);
    expect(value).toMatchObject({ name: 'nameless', colour: 'red', plates: [] });
    expect(Object.keys(value)).not.toContain('wheels');
  });

  it('may use any rule of class-validator', () => {
    expect(validateDto(Car, { colour: 'blue', plates: ['ab', 'cd'] }).faults).toEqual([]);
    expect(faultsOf({ colour: 'pink', plates: ['abcd', 1] })).toEqual([
      ['/colour', 'colour must be one of the following values: red, blue'],
      ['/plates', 'each value in plates must be shorter than or equal to 3 characters'],
      ['/plates', 'each value in plates must be a string'],
    ]);
  });

  it('says of every fault where it is and what was expected', () => {
    expect(faultsOf({ name: '', wheels: [{}, { inches: 31 }, 'round'], towing: [], papers: 'none', wings: 2 })).toEqual(
      [
        ['/wings', expect.stringMatching(/^unknown field: expected one of .*wheels/)],
        ['/wheels/0/inches', 'is missing: expected a whole number from 1 to 30'],
        ['/wheels/1/inches', 'expected a whole number from 1 to 30'],
        ['/wheels/2', 'expected a JSON object'],
        ['/towing', 'expected a JSON object'],
        ['/name', 'expected a string that is not empty'],
        ['/papers', 'expected a JSON object'],
      ],
    );
  });

  it('leaves out and only mentions what it does not know, where that is allowed', () => {
    const { value, faults, warnings } = validateDto(Car, { wings: 2, towing: { wings: 1 } }, { allowUnknown: true });
    expect(faults).toEqual([]);
    expect(warnings.map(({ pointer }) => pointer).sort()).toEqual(['/towing/wings', '/wings']);
    expect(value).not.toHaveProperty('wings');
  });

  it('takes free-form members over as they are, whatever they are called', () => {
    const papers = JSON.parse('{"constructor": 1, "__proto__": {"polluted": true}, "then": {}}') as object;
    const { value, faults } = validateDto(Car, { papers });
    expect(faults).toEqual([]);
    expect(value.papers).toBe(papers);
  });

  it('is not taken in by members that would change what an object is', () => {
    const plain: unknown = JSON.parse('{"__proto__": {"name": "x"}, "constructor": {}}');
    expect(faultsOf(plain).map(([pointer]) => pointer)).toEqual(['/__proto__', '/constructor']);
    expect(validateDto(Car, plain, { allowUnknown: true }).value).toBeInstanceOf(Car);
  });
});
