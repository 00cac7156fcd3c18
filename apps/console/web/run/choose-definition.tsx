import { DefinitionList } from '../definitions/definition-list';

export const ChooseDefinition = () => (
  <>
    <div class="head">
      <h1>Run</h1>
      <span class="muted">choose what; nothing starts before you have seen the plan</span>
    </div>
    <DefinitionList screen="run" />
  </>
);
