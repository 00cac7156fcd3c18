import { type ComponentChildren } from 'preact';
import { type ApiShape } from '../api/clients';
import { Table } from './table';

export type OpenEffect = ApiShape<'JobView'>['openEffects'][number];

interface Props {
  readonly effects: readonly OpenEffect[];
  readonly actions: (effect: OpenEffect) => ComponentChildren;
}

export const EffectTable = ({ effects, actions }: Props) => (
  <Table columns={['Task', 'Service', 'Why it is open', { name: 'What to do', is: 'hidden' }]}>
    {effects.map((effect) => (
      <tr key={effect.requestId + effect.task}>
        <td>{effect.task}</td>
        <td>{effect.service}</td>
        <td>
          {effect.reason}
          <div class="detail mono">{effect.requestId}</div>
        </td>
        <td class="act">{actions(effect)}</td>
      </tr>
    ))}
  </Table>
);
