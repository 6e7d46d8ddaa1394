// The part of Preact that the page uses.
export interface VNode { type: unknown; props: Record<string, unknown>; key: unknown }
export type Child = VNode | string | number | boolean | null | undefined | Child[];
export type Props = Record<string, any> | null;
export function h(type: string, props?: Props, ...children: Child[]): VNode;
export function h<P>(type: ((props: P) => Child) | (new (props: P) => Component<P>), props: P & { key?: string | number }, ...children: Child[]): VNode;
export function render(node: Child, into: Element): void;
export function Fragment(props: { children?: Child }): Child;
export class Component<P = {}> {
  constructor(props: P);
  props: P;
  base?: Element;
  shouldComponentUpdate?(next: P): boolean;
  componentDidMount?(): void;
  componentDidUpdate?(previous: P): void;
  componentWillUnmount?(): void;
  forceUpdate(): void;
  render(props: P): Child;
}
