/** A file of the configuration as it was read. */
export interface ConfigText {
  readonly path: string;
  readonly text: string;
}
