import { type ComponentChildren } from 'preact';
import { type ApiShape } from '../api/clients';

export type OpenEffect = ApiShape<'JobView'>['openEffects'][number];

interface Props {
  readonly effects: readonly OpenEffect[];
  readonly actions: (effect: OpenEffect) => ComponentChildren;
}

export const EffectTable = ({ effects, actions }: Props) => (
  <div class="scroll">
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">Task</th>
          <th scope="col">Service</th>
          <th scope="col">Why it is open</th>
          <th scope="col">
            <span class="hidden">What to do</span>
          </th>
        </tr>
      </thead>
      <tbody>
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
      </tbody>
    </table>
  </div>
);
