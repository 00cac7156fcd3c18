import { DefinitionList } from './definition-list';

export const Definitions = () => (
  <>
    <div class="head">
      <h1>Definitions</h1>
      <span class="muted">jobs with a name, versions and typed inputs</span>
    </div>
    <DefinitionList screen="definitions" />
  </>
);
