import * as v from 'valibot';
import { ExchangeError } from './exchange-error';

/**
 * The data themselves, once they are what the schema says: not the schema's copy, so that the order of keys, and what
 * a later version adds, stay as they were. @throws ExchangeError that names the first place that is otherwise.
 */
export function checked<const Schema extends v.GenericSchema>(
  schema: Schema,
  data: unknown,
  place: string,
): v.InferInput<Schema> {
  const result = v.safeParse(schema, data, { abortEarly: true });
  if (result.success) return data as v.InferInput<Schema>;
  const [issue] = result.issues;
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? String(key + 1) : String(key)));
  throw new ExchangeError(
    'invalid',
    [place, ...path].filter((part) => part !== '').join(', '),
    issue.message,
  );
}
