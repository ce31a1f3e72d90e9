import * as v from 'valibot';
import { ExchangeError, type FilePlace } from './exchange-error';
import { faultOf } from './file-fault';

/**
 * The data themselves, once they are what the schema says: not the schema's copy, so that the order of keys, and what
 * a later version adds, stay as they were. @throws ExchangeError that names the first place that is otherwise.
 */
export function checked<const Schema extends v.GenericSchema>(
  schema: Schema,
  data: unknown,
  place: FilePlace,
): v.InferInput<Schema> {
  const result = v.safeParse(schema, data, { abortEarly: true });
  if (result.success) return data as v.InferInput<Schema>;
  const [issue] = result.issues;
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? String(key + 1) : String(key)));
  throw new ExchangeError([...place, ...path], faultOf(issue.message));
}
