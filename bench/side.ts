/** The sides that are measured: each can launch a keeper and act on one. */
export interface Side {
  readonly name: 'plain' | 'local' | 'full';
  /** Starts one keeper with its first row; answers its workflow id. */
  launch(): Promise<string>;
  /** One command to that keeper, recorded when this resolves. */
  act(keeper: string): Promise<void>;
}
