/** Properties of a component that change while it is shown. */
export function traceProps<Props extends object>(first: Props): Props {
  const props = $state(first);
  return props;
}
