import { list, number, object, text, type Shape } from './shape';

const summary = { name: text, version: number, createdAt: text };
const sometimes = { description: text, createdBy: text, labels: object({}) };

export const definitionList: Shape = list(object(summary, sometimes));

export const definitionView: Shape = object(
  { ...summary, inputs: object({}), job: object({}) },
  { ...sometimes, retiredAt: text, warnings: list(text) },
);
